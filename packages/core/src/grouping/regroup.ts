import type { CorrectionChange } from '@portcullis/domain/grouping/corrections';
import type { GroupingEngine } from '@portcullis/domain/grouping/engine';
import type { GroupingEffect, HubChange } from '@portcullis/domain/grouping/index.port';
import { BY_INDEX } from '../db/plans.js';
import type { Tx } from '../db/unit-of-work.js';
import { assignCases, sizesOf } from './cases/assign-cases.js';
import { Campaigns } from './cases/campaigns.js';
import { CaseBook } from './cases/case-book.js';
import type { Cause } from './cases/cause.js';
import type { KnownCases } from './cases/known-cases.js';
import { type HubChanges, NO_HUB_CHANGES } from './hub-changes.js';
import type { PendingAlert } from './pending.js';
import { writeIndex, writeNewValues } from './write-index.js';

/** Held by whoever groups, so that one batch at a time changes the index. */
export const GROUPING_LOCK = 7_603_001;

// Where most cases are of one campaign, the statistics would have all of them read for a few, too.
export const GROUPING_SETTINGS = `${BY_INDEX}; set local idle_in_transaction_session_timeout = 0`;

export interface Changes {
  readonly alerts?: readonly PendingAlert[];
  readonly hubs?: readonly HubChange[];
  readonly corrections?: readonly CorrectionChange[];
  /** Why `hubs` changed, where nobody's correction did it. */
  readonly lists?: HubChanges;
  /** What a person wanted; null for what follows from alerts. */
  readonly cause?: Cause | null;
  /** Cases that need not be read again. */
  readonly known?: KnownCases | null;
  /** Fails, and so does all, when this is not what the database stands at. */
  readonly ready?: Promise<void>;
}

/**
 * Takes changes into the index and lets cases follow, in this transaction, which holds the lock. The engine reads
 * through an index that is bound to it.
 * @returns ids of cases whose make-up changed
 */
export async function regroup(
  tx: Tx,
  engine: GroupingEngine,
  generation: number,
  { alerts = [], hubs = [], corrections = [], lists = NO_HUB_CHANGES, cause = null, known = null, ready }: Changes,
): Promise<string[]> {
  const effect = await engine.assign(
    alerts.map(({ sighting }) => sighting),
    hubs,
    corrections,
  );
  // All that is asked travels with what takes the lock, so that the database has always something to do.
  const opening = CaseBook.open(tx);
  opening.catch(() => undefined); // Thrown where `assignCases` waits for it.
  const campaigns = new Campaigns(sizesOf(effect), engine.rules.campaignFrom, tx.context.now);
  await campaigns.load(tx, standing(effect), known?.campaigns);
  const begins = once(() => writeNewValues(tx, effect));
  const writes = once(() => {
    begins();
    writeIndex(tx, effect, generation, engine.rules.id);
  });
  const options = { opening, ready, cause, lists, known, begins, writes };
  const changed = await assignCases(tx, effect, campaigns, engine.rules, alerts, options);
  writes();
  return changed;
}

/** Clusters of a batch that were there before it. */
function standing(effect: GroupingEffect): Set<number> {
  const clusters = new Set(sizesOf(effect).keys());
  for (const { from } of effect.merges) clusters.add(from);
  for (const { id, isNew } of effect.clusters) if (isNew) clusters.delete(id);
  return clusters;
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/** What a batch finds. */
export interface Beginning {
  /** The number of the last change to the index. */
  readonly generation: number;
  /** This transaction, as `xmin` names it. */
  readonly writer: string;
  /** The active rule set; null for the built-in one. */
  readonly rules: number | null;
  /** Whether changes of the hub list wait. */
  readonly hubs: boolean;
}

export async function beginning(tx: Tx): Promise<Beginning> {
  const [state] = await tx.prepared<Beginning>(
    'grouping-beginning',
    `select generation, pg_current_xact_id()::xid::text as writer, (select id from rule_set where state = 'active') as rules,
       exists (select 1 from hub_entry where pending) as hubs
     from grouping_state`,
  );
  if (!state) throw new Error('grouping_state has no row');
  return state;
}

/** The number of the last change to the index; caches of another one are stale. */
export async function generationOf(tx: Tx): Promise<number> {
  const [state] = await tx.prepared<{ generation: number }>(
    'grouping-generation',
    'select generation from grouping_state',
  );
  return state?.generation ?? 0;
}
