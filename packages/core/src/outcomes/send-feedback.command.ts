import { type AlertOutcomeData, ocsfVerdict } from '@portcullis/contracts/webhook/messages';
import type { Verdict } from '@portcullis/domain';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { enqueueDeliveries } from '../enforcement/enqueue-delivery.js';

/** What is told of an outcome. */
export interface OutcomeRow {
  id: string;
  detectorId: string;
  externalId: string;
  verdict: Verdict;
  reason: string;
  provisional: boolean;
  caseNumber: number | null;
  at: Date;
}

export interface FeedbackScope {
  caseId: string;
  decisionId: string | null;
  appealId: string | null;
  at: Date;
}

/** Outcomes of one decision or appeal that their detector, having an endpoint, was not told yet. */
const UNTOLD = `
  select o.id, o.detector_id as "detectorId", a.external_id as "externalId", o.verdict, o.reason, o.provisional, c.number as "caseNumber", o.at
  from outcome o join alert a on a.id = o.alert_id left join case_file c on c.id = o.case_id
  where o.case_id = $1 and o.at = $2 and o.decision_id is not distinct from $3 and o.appeal_id is not distinct from $4 and o.id > $5
    and exists (select 1 from webhook_endpoint e where e.kind = 'detector' and coalesce(e.detector_id, o.detector_id) = o.detector_id)
    and not exists (select 1 from delivery d where d.id = o.id)
  order by o.id limit $6`;

const PAGE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Tells detectors what became of their alerts (OU-2), as messages in a lane of each detector. The outcome's id is the
 * message's, so that asking twice tells once.
 * @param atTheEnd runs in the last transaction
 * @param betweenPages runs between two transactions
 * @returns how many messages were written
 */
export async function sendFeedback(
  uow: UnitOfWork,
  context: CommandContext,
  scope: FeedbackScope,
  atTheEnd?: (tx: Tx) => Promise<void>,
  betweenPages?: () => Promise<void>,
): Promise<number> {
  let last = FIRST;
  let total = 0;
  for (;;) {
    const count = await uow.run(context, async (tx) => {
      const values = [scope.caseId, scope.at, scope.decisionId, scope.appealId, last, PAGE];
      const rows = await tx.query<OutcomeRow>(UNTOLD, values);
      await enqueueDeliveries(
        tx,
        rows.map((row) => ({
          id: row.id,
          endpoint: 'detector' as const,
          detectorId: row.detectorId,
          lane: `detector:${row.detectorId}`,
          kind: 'alert.outcome',
          payload: { ...outcomeData(row) },
          caseId: scope.caseId,
        })),
      );
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PAGE) await atTheEnd?.(tx);
      return rows.length;
    });
    total += count;
    if (count < PAGE) return total;
    await betweenPages?.();
  }
}

export function outcomeData(row: OutcomeRow): AlertOutcomeData {
  return {
    detector: row.detectorId,
    alertId: row.externalId,
    verdict: ocsfVerdict(row.verdict),
    reason: row.reason || null,
    provisional: row.provisional,
    caseRef: row.caseNumber === null ? null : `C-${row.caseNumber}`,
    decidedAt: row.at.toISOString(),
  };
}
