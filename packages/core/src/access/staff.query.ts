import { Injectable } from '@nestjs/common';
import type { Role } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface OwnStaff {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  wipLimit: number;
  /** Cases held under a lease that runs. */
  held: number;
}

/** Reads about people of the staff. */
@Injectable()
export class StaffQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async own(id: string, now: Date): Promise<OwnStaff | null> {
    const rows = await this.uow.read<OwnStaff>(
      `select p.id, p.name, p.email, p.roles, p.wip_limit as "wipLimit",
         (select count(*)::int from case_file c where c.held_by = p.id and c.held_until > $2) as held
       from staff p where p.id = $1`,
      [id, now],
    );
    return rows[0] ?? null;
  }
}
