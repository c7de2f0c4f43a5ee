import { Injectable } from '@nestjs/common';
import { type Refusal, ROLES, type Role, refuse } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { hashPassword, MAXIMUM_PASSWORD_LENGTH, MINIMUM_PASSWORD_LENGTH } from './password.js';
import { type FieldRefusal, refuseField, refuseUnless } from './permit.js';
import { SessionService } from './session.service.js';

export interface StaffInput {
  /** Null or absent: a new person. */
  id?: string | null;
  name: string;
  email: string;
  roles: readonly string[];
  active: boolean;
  /** Absent: stays as it is. A new person without one signs in by OpenID Connect only. */
  password?: string | null;
  /** Queues whose cases are handed to this person. */
  queues: readonly string[];
  /** Whom this person answers to: they do not decide each other's appeals. Absent: stays as it is; null: nobody. */
  managerId?: string | null | undefined;
}

interface StaffRow {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  active: boolean;
  managerId: string | null;
}

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/** People of the staff, their roles and queues. Nobody changes what they themselves may do. */
@Injectable()
export class SaveStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionService,
  ) {}

  async save(context: CommandContext, input: StaffInput): Promise<{ ok: true; id: string } | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'access.manage') ?? problemIn(input);
    if (refusal) return refusal;
    const passwordHash = input.password ? await hashPassword(input.password) : null;
    const saved = await this.uow.run(context, async (tx) => {
      const email = input.email.trim();
      const taken = await tx.query<{ id: string }>('select id from staff where lower(email) = lower($1)', [email]);
      if (taken[0] && taken[0].id !== input.id) return refuseField('email', 'Somebody else has this address.');
      const before = input.id ? await lock(tx, input.id) : null;
      if (input.id && !before) return refuse('NOT_FOUND', 'There is no such person.');
      const own = before && before.id === context.actor.id;
      if (own && (!input.active || !sameRoles(before.roles, input.roles))) {
        return refuse('OWN_ACCOUNT', 'You cannot change your own roles or close your own account.', ['another_admin']);
      }
      const id = before?.id ?? newId(context.now);
      const managerId = input.managerId === undefined ? (before?.managerId ?? null) : input.managerId;
      const line = managerId === null ? null : await problemOfLine(tx, id, managerId);
      if (line) return line;
      const after = { name: input.name.trim(), email, roles: [...new Set(input.roles)], active: input.active };
      await tx.query(
        `insert into staff (id, name, email, roles, active, password_hash, created_at, manager_id) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update set name = excluded.name, email = excluded.email, roles = excluded.roles,
           active = excluded.active, manager_id = excluded.manager_id, password_hash = coalesce(excluded.password_hash, staff.password_hash),
           version = staff.version + 1`,
        [id, after.name, after.email, after.roles, after.active, passwordHash, context.now, managerId],
      );
      await tx.query('delete from staff_queue where staff_id = $1 and not (queue_id = any($2::text[]))', [
        id,
        input.queues,
      ]);
      await tx.query(
        `insert into staff_queue (staff_id, queue_id) select $1, id from queue where id = any($2::text[]) on conflict do nothing`,
        [id, input.queues],
      );
      // What a session may do is fixed by what the person may do: a change ends it.
      if (before && (!after.active || passwordHash || !sameRoles(before.roles, after.roles))) {
        await this.sessions.end(tx, { staffId: id });
      }
      tx.record({
        stage: 'access',
        kind: before ? 'staff.changed' : 'staff.added',
        entityKind: 'staff',
        entityId: id,
        body: {
          before: before ? { roles: before.roles, active: before.active, manager: before.managerId } : undefined,
          after: {
            roles: after.roles,
            active: after.active,
            queues: input.queues,
            manager: managerId,
            password: passwordHash !== null,
          },
        },
      });
      return { ok: true as const, id };
    });
    this.sessions.forget();
    return saved;
  }
}

const lock = async (tx: Tx, id: string): Promise<StaffRow | undefined> =>
  (
    await tx.query<StaffRow>(
      'select id, name, email, roles, active, manager_id as "managerId" from staff where id = $1 for update',
      [id],
    )
  )[0];

/** Lines of managers end somewhere: nobody is above themselves. One change of lines at a time. */
async function problemOfLine(tx: Tx, id: string, managerId: string): Promise<FieldRefusal | null> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('staff-line'))`);
  const above = await tx.query<{ id: string }>(
    `with recursive line(id, manager_id) as (
       select id, manager_id from staff where id = $1
       union select s.id, s.manager_id from line l join staff s on s.id = l.manager_id
     ) select id from line`,
    [managerId],
  );
  if (above.length === 0) return refuseField('managerId', 'There is no such person.');
  return above.some((person) => person.id === id)
    ? refuseField('managerId', 'This person is at or above the one whom you name as their manager.')
    : null;
}

const sameRoles = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === new Set(b).size && a.every((role) => b.includes(role));

function problemIn(input: StaffInput): FieldRefusal | null {
  const name = input.name.trim();
  if (name.length < 1 || name.length > 200) return refuseField('name', 'The name has 1 to 200 characters.');
  if (!EMAIL.test(input.email.trim())) return refuseField('email', 'This is not an e-mail address.');
  if (input.roles.some((role) => !(ROLES as readonly string[]).includes(role))) {
    return refuseField('roles', 'There is no such role.', ROLES);
  }
  if (input.roles.length === 0) return refuseField('roles', 'Give at least one role.', ROLES);
  const length = input.password?.length;
  if (length !== undefined && (length < MINIMUM_PASSWORD_LENGTH || length > MAXIMUM_PASSWORD_LENGTH)) {
    return refuseField(
      'password',
      `A password has ${MINIMUM_PASSWORD_LENGTH} to ${MAXIMUM_PASSWORD_LENGTH} characters.`,
    );
  }
  return null;
}
