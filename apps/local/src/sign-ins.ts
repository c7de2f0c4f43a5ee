import type { Role } from '@portcullis/domain';

export interface StaffSeat {
  email: string;
  name: string;
  role: Role;
}

/** One person per role, so that every desk can be looked at. The second of a kind comes with the demo world. */
export const staffSeats: readonly StaffSeat[] = [
  { role: 'reviewer', name: 'Noor Haddad', email: 'reviewer@portcullis.example' },
  { role: 'senior_reviewer', name: 'Tomás Ferreira', email: 'senior.reviewer@portcullis.example' },
  { role: 'appeal_reviewer', name: 'Ingrid Solberg', email: 'appeal.reviewer@portcullis.example' },
  { role: 'verification_analyst', name: 'Wei Ling Tan', email: 'verification@portcullis.example' },
  { role: 'partner_manager', name: 'Kwame Mensah', email: 'partners@portcullis.example' },
  { role: 'manager', name: 'Marta Kowalska', email: 'manager@portcullis.example' },
  { role: 'legal', name: 'Aoife Brennan', email: 'legal@portcullis.example' },
  { role: 'auditor', name: 'Rahul Deshpande', email: 'auditor@portcullis.example' },
  { role: 'admin', name: 'Yuki Arai', email: 'admin@portcullis.example' },
];
