import { BACKLOG_CASE_STATES, IN_EFFECT_ACTION_STATES } from '@portcullis/domain';

/** An event of history as metrics read it, in order of position. */
export interface SealedEvent {
  position: number;
  kind: string;
  entityId: string;
  caseId: string | null;
  /** When it happened, which gives the bucket; possibly under a simulated clock. */
  at: Date;
  before: string | null;
  after: string | null;
  facts: Readonly<Record<string, unknown>>;
}

/** Things that are counted one by one, each with a list behind it. */
export const FACT_METRICS = [
  'case_opened',
  'case_reviewed',
  'case_decided',
  'case_closed',
  'action_ordered',
  'action_in_effect',
  /** By the date of the order: what became of the actions of that day. */
  'action_reversed',
  'action_settled',
  /** By the date of the reversal. */
  'reversal',
  'reversal_confirmed',
  'appeal_submitted',
  'appeal_ended',
  'outcome',
] as const;
export type FactMetric = (typeof FACT_METRICS)[number];

export interface Fact {
  metric: FactMetric;
  at: Date;
  /** Null: what the case had at that moment. */
  route: string | null;
  kind: string;
  n: number;
  ms: number | null;
  entityId: string;
  batch: string | null;
}

const BACKLOG = new Set<string>(BACKLOG_CASE_STATES);
const IN_EFFECT = new Set<string>(IN_EFFECT_ACTION_STATES);
const APPEAL_ENDS = new Set(['upheld', 'partly_reversed', 'reversed', 'inadmissible', 'withdrawn']);

/** Kinds of events that say something that is counted; of others not even the body is read. */
export const COUNTED_KINDS = '^(alert\\.accept|case\\..*|action\\..*|appeal\\..*|outcome\\.record)$';

export const isStep = (event: SealedEvent, entity: string): boolean =>
  event.kind.startsWith(`${entity}.`) && event.before !== null && event.after !== null;

export const entersBacklog = (event: SealedEvent): boolean =>
  event.kind === 'case.open' || (!BACKLOG.has(event.before ?? '') && BACKLOG.has(event.after ?? ''));
export const inBacklogAfter = (event: SealedEvent): boolean => BACKLOG.has(event.after ?? '');
export const wasInBacklog = (event: SealedEvent): boolean => BACKLOG.has(event.before ?? '');
export const inEffectAfter = (event: SealedEvent): boolean => IN_EFFECT.has(event.after ?? '');
export const wasInEffect = (event: SealedEvent): boolean => IN_EFFECT.has(event.before ?? '');

/** What one event adds to the counts, by itself. Outcomes are told apart by their rows, alerts by `acceptedIn`. */
export function factsOf(event: SealedEvent): Fact[] {
  const { kind, before, after, facts } = event;
  switch (kind) {
    case 'case.open':
      return [fact(event, 'case_opened', { kind: 'new' })];
    case 'case.reopen':
      return [fact(event, 'case_opened', { kind: 'reopened' })];
    case 'case.claim':
      return facts.first === true ? [fact(event, 'case_reviewed', { ms: duration(facts.msSinceOpened) })] : [];
    case 'case.proposal_approved':
      return [fact(event, 'case_decided', { kind: text(facts.kind), ms: duration(facts.msSinceOpened) })];
    case 'case.resolve': {
      const due = instant(facts.dueAt);
      const late = due !== null && event.at > due;
      return [fact(event, 'case_closed', { kind: late ? 'late' : 'in_time', ms: duration(facts.msSinceOpened) })];
    }
    case 'action.order':
      return [fact(event, 'action_ordered', { kind: text(facts.kind), n: count(facts.count) })];
    case 'outcome.record':
      return [
        fact(event, 'outcome', {
          kind: `${text(facts.verdict)}/${text(facts.source)}`,
          n: count(facts.count),
          batch: text(facts.batch) || null,
        }),
      ];
    case 'appeal.submit':
      return [fact(event, 'appeal_submitted', { kind: text(facts.kind) })];
  }
  if (kind.startsWith('appeal.') && after && APPEAL_ENDS.has(after) && before !== 'external_dispute') {
    return [fact(event, 'appeal_ended', { kind: after })];
  }
  if (isStep(event, 'action')) return ofAction(event);
  return [];
}

function ofAction(event: SealedEvent): Fact[] {
  const { kind, before, after, facts } = event;
  const of = { kind: text(facts.kind) };
  if ((kind === 'action.confirm' || kind === 'action.prove_done') && !wasInEffect(event) && inEffectAfter(event)) {
    return [fact(event, 'action_in_effect', of)];
  }
  if (after === 'reversing' && before !== 'reversing') {
    const ordered = new Date(event.at.getTime() - duration(facts.msSinceOrdered));
    return [{ ...fact(event, 'action_reversed', of), at: ordered }, fact(event, 'reversal', of)];
  }
  return after === 'reversed' && before !== 'reversed' ? [fact(event, 'reversal_confirmed', of)] : [];
}

const fact = (event: SealedEvent, metric: FactMetric, more: Partial<Fact>): Fact => ({
  metric,
  at: event.at,
  route: text(event.facts.route) || null,
  kind: '',
  n: 1,
  ms: null,
  entityId: event.entityId,
  batch: null,
  ...more,
});

/** One cell of what an event says of accepted alerts. */
export interface Accepted {
  hour: Date;
  route: string;
  detector: string;
  version: string;
  n: number;
}

/** What `alert.accept` tells: a count for each hour of observation, route, detector and version. */
export function acceptedIn({ facts }: SealedEvent): Accepted[] {
  if (!Array.isArray(facts.by)) return [];
  return facts.by.flatMap((row: Record<string, unknown>) => {
    const hour = instant(row.hour);
    if (!hour) return [];
    // New alerts, whatever becomes of them; repeats are counted on their alert.
    const n = count(row.count) + count(row.suppressed) + count(row.shadow);
    if (n === 0) return [];
    return [{ hour, route: text(row.route), detector: text(row.detector), version: text(row.version), n }];
  });
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
/** Clocks of two machines may disagree by a little: no duration is below zero. */
export const duration = (value: unknown): number => Math.max(0, count(value));
export function instant(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
