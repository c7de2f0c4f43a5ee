import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';

/** That something changed: enough to fetch it anew, and nothing of what it is. */
export interface Change {
  position: number;
  entityKind: string;
  entityId: string;
  caseId: string | null;
  queueId: string | null;
  /** Version of the case now. */
  caseVersion: number | null;
}

/** History as a stream of changes, by position. */
@Injectable()
export class RecentChangesQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async head(): Promise<number> {
    const [row] = await this.uow.read<{ position: number }>(
      'select position from event_chain order by position desc limit 1',
    );
    return row?.position ?? 0;
  }

  /** Changes after a position, in order, at most `most`. */
  async after(position: number, most: number): Promise<Change[]> {
    return this.uow.read<Change>(
      `select p.position, e.entity_kind as "entityKind", e.entity_id as "entityId", e.case_id as "caseId", c.queue_id as "queueId", c.version as "caseVersion"
       from (select position, event_id from event_chain where position > $1 order by position limit $2) p
       join event e on e.id = p.event_id left join case_file c on c.id = e.case_id order by p.position`,
      [position, most],
    );
  }
}
