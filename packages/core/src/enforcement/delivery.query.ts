import { Injectable } from '@nestjs/common';
import { type Actor, may } from '@portcullis/domain';
import { decodeCursor, type Page, pageOf } from '../casework/cursor.js';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface DeliveryView {
  id: string;
  kind: string;
  lane: string;
  sequence: number;
  state: 'pending' | 'delivered' | 'dead' | 'skipped';
  attempts: number;
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
  caseId: string | null;
  caseNumber: number | null;
}

const COLUMNS = `
  d.id, d.kind, d.lane, d.sequence, d.state, d.attempts, case when d.state = 'pending' then d.next_attempt_at end as "nextAttemptAt",
  d.last_status as "lastStatus", d.last_error as "lastError", d.created_at as "createdAt", d.delivered_at as "deliveredAt",
  d.case_id as "caseId", c.number as "caseNumber"
  from delivery d left join case_file c on c.id = d.case_id`;
const STATES = ['pending', 'delivered', 'dead', 'skipped'];

/** Messages to the control plane, to detectors and to provisioning. */
@Injectable()
export class DeliveryQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first. @returns null when the cursor is none of this list */
  async page(state: string | null, first: number, after: string | null): Promise<Page<DeliveryView> | null> {
    const limit = Math.max(1, Math.min(200, first));
    const key = after === null ? [] : decodeCursor(after, ['string']);
    if (!key) return null;
    // A word of a closed vocabulary is written out, so that the partial index of dead letters can serve it.
    const states = state === null ? 'true' : STATES.includes(state) ? `d.state = '${state}'` : 'false';
    const rows = await this.uow.read<DeliveryView>(
      `select ${COLUMNS} where ${states} ${key.length > 0 ? 'and d.id < $2::uuid' : ''} order by d.id desc limit $1`,
      [limit + 1, ...key],
    );
    return pageOf(rows, limit, (last) => [last.id]);
  }

  async byId(id: string): Promise<DeliveryView | null> {
    return (await this.uow.read<DeliveryView>(`select ${COLUMNS} where d.id = $1`, [id]))[0] ?? null;
  }

  /** Of the actions of a case, in order. */
  async ofCase(caseId: string): Promise<DeliveryView[]> {
    return this.uow.read<DeliveryView>(
      `select ${COLUMNS} where d.action_id in (select a.id from action a where a.case_id = $1 order by a.id limit 500) order by d.id limit 500`,
      [caseId],
    );
  }

  /** What this person may do with it now. */
  allowed(view: Pick<DeliveryView, 'state'>, actor: Actor): string[] {
    if (view.state !== 'dead') return [];
    return [
      ...(may(actor, 'enforcement.replay') ? ['replay'] : []),
      ...(may(actor, 'enforcement.skip') ? ['skip'] : []),
    ];
  }
}
