import { Injectable } from '@nestjs/common';
import { type Operation, type Role, rolesFor } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface StaffView {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  active: boolean;
  queues: string[];
  /** Whom this person answers to. */
  managerId: string | null;
}
export interface OwnStaff extends StaffView {
  wipLimit: number;
  /** Cases held under a lease that runs. */
  held: number;
}
export interface Colleague {
  id: string;
  name: string;
}

const QUEUES = `coalesce((select array_agg(q.queue_id order by q.queue_id) from staff_queue q where q.staff_id = p.id), '{}') as queues`;

/** Reads about people of the staff. */
@Injectable()
export class StaffQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async own(id: string, now: Date): Promise<OwnStaff | null> {
    const rows = await this.uow.read<OwnStaff>(
      `select p.id, p.name, p.email, p.roles, p.active, p.manager_id as "managerId", p.wip_limit as "wipLimit", ${QUEUES},
         (select count(*)::int from case_file c where c.held_by = p.id and c.held_until > $2) as held
       from staff p where p.id = $1`,
      [id, now],
    );
    return rows[0] ?? null;
  }

  async all(): Promise<StaffView[]> {
    return this.uow.read<StaffView>(
      `select p.id, p.name, p.email, p.roles, p.active, p.manager_id as "managerId", ${QUEUES} from staff p order by p.active desc, p.name, p.id limit 2000`,
    );
  }

  /** Names by id, in the order of the ids; null for nobody. What references to people on screens are made of. */
  async names(ids: readonly string[]): Promise<(Colleague | null)[]> {
    const rows = await this.uow.read<Colleague>('select id, name from staff where id = any($1::uuid[])', [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Active people who may do something: whom a case can be assigned to, who can be mentioned. */
  async colleagues(operation: Operation): Promise<Colleague[]> {
    return this.uow.read<Colleague>(
      'select id, name from staff where active and roles && $1::text[] order by name, id limit 500',
      [rolesFor(operation)],
    );
  }
}
