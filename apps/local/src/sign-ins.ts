import { type StaffMember, staff } from '@portcullis/simulator';

/** Whom a visitor signs in as: one person for each role. */
export const visitors: readonly StaffMember[] = staff.filter((person) => person.visitor);

/** Who made the demo world's past. Nobody signs in as them. */
export const colleagues: readonly StaffMember[] = staff.filter((person) => !person.visitor);
