import type { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import type { Actor, Role } from '@portcullis/domain';
import type { StaffMember } from '@portcullis/simulator';

/** The people of a story as actors of commands, by the key that the story knows them by. */
export async function actorsOf(
  uow: UnitOfWork,
  people: readonly StaffMember[],
): Promise<ReadonlyMap<string, Extract<Actor, { kind: 'staff' }>>> {
  const rows = await uow.read<{ id: string; email: string; roles: Role[] }>(
    'select id, lower(email) as email, roles from staff where lower(email) = any($1::text[])',
    [people.map(({ email }) => email.toLowerCase())],
  );
  const byEmail = new Map(rows.map((row) => [row.email, row]));
  return new Map(
    people.flatMap(({ key, email }) => {
      const row = byEmail.get(email.toLowerCase());
      return row ? [[key, { kind: 'staff', id: row.id, roles: row.roles }] as const] : [];
    }),
  );
}
