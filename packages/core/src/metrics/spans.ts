import type { Tx } from '../db/unit-of-work.js';
import type { Cells } from './cells.js';
import {
  duration,
  entersBacklog,
  inBacklogAfter,
  inEffectAfter,
  instant,
  isStep,
  type SealedEvent,
  text,
  wasInBacklog,
  wasInEffect,
} from './facts.js';

export type SpanKind = 'backlog' | 'effect';

interface Span {
  kind: SpanKind;
  entityId: string;
  fromPosition: number;
  fromAt: Date;
  toPosition: number | null;
  toAt: Date | null;
  openedAt: Date;
  dueAt: Date | null;
  route: string;
  queue: string;
  /** When somebody first looked at the case, and when it was decided; null while it waits. */
  lookedAt: Date | null;
  decidedAt: Date | null;
}

interface Kept extends Span {
  isChanged: boolean;
}

const LATEST = `
  select distinct on (s.entity_id) s.kind, s.entity_id as "entityId", s.from_position as "fromPosition", s.from_at as "fromAt",
    s.to_position as "toPosition", s.to_at as "toAt", s.opened_at as "openedAt", s.due_at as "dueAt", s.route, s.queue, s.looked_at as "lookedAt", s.decided_at as "decidedAt"
  from metric_span s where s.entity_id = any($1::uuid[]) order by s.entity_id, s.from_position desc`;

/**
 * From when to when cases are in the backlog and actions in effect, brought up to date event by event. Events of two
 * processes may come in the wrong order by a little: what is open already is not opened again, and the other way round.
 */
export class Spans {
  private readonly latest = new Map<string, Kept>();
  private readonly loaded: Kept[] = [];
  private readonly written: Kept[] = [];

  private constructor(private readonly cells: Cells) {}

  static async load(tx: Tx, cells: Cells, entityIds: Iterable<string>): Promise<Spans> {
    const spans = new Spans(cells);
    const ids = [...new Set(entityIds)];
    if (ids.length === 0) return spans;
    for (const span of await tx.prepared<Span>('latest-spans', LATEST, [ids])) {
      const kept = { ...span, isChanged: false };
      spans.loaded.push(kept);
      spans.latest.set(span.entityId, kept);
    }
    return spans;
  }

  /** Route and queue that a case had when it was last seen. */
  placeOf(caseId: string | null): { route: string; queue: string } {
    const span = caseId ? this.latest.get(caseId) : undefined;
    return { route: span?.route ?? '', queue: span?.queue ?? '' };
  }

  /** Takes in an event of a case. */
  ofCase(event: SealedEvent): void {
    const step = isStep(event, 'case');
    if (event.kind !== 'case.open' && event.kind !== 'case.attach' && event.kind !== 'case.absorb' && !step) return;
    let span = this.latest.get(event.entityId);
    const route = text(event.facts.route) || span?.route || '';
    const queue = text(event.facts.queue) || span?.queue || '';
    if (!span && event.kind !== 'case.open' && (wasInBacklog(event) || event.kind === 'case.attach')) {
      // Its opening comes later in history: as far as we know it was open since then.
      const openedAt = new Date(event.at.getTime() - duration(event.facts.msSinceOpened));
      span = this.open('backlog', event, openedAt, openedAt, route, queue);
    } else if (event.kind === 'case.open') {
      if (!span) span = this.open('backlog', event, event.at, event.at, route, queue);
    } else if (entersBacklog(event) && span?.toPosition !== null) {
      const openedAt = span?.openedAt ?? new Date(event.at.getTime() - duration(event.facts.msSinceOpened));
      const lookedAt = span?.lookedAt ?? null;
      span = this.open('backlog', event, event.at, openedAt, route, queue);
      span.lookedAt = lookedAt;
      this.addWaited('back', span, event.at);
    }
    if (!span) return;
    note(span, event);
    const dueAt = dueAfter(span.dueAt, event);
    if (span.fromPosition === event.position) span.dueAt = dueAt;
    else if (span.toPosition === null && isOther(span, { route, queue, dueAt })) {
      // What was listed by the old place or due time stays listed by it, as of then.
      const { openedAt, lookedAt, decidedAt } = span;
      this.end(span, event);
      span = this.open('backlog', event, span.toAt as Date, openedAt, route, queue);
      Object.assign(span, { dueAt, lookedAt, decidedAt });
    }
    if (step && !inBacklogAfter(event) && span.toPosition === null) {
      this.end(span, event);
      this.addWaited('left', span, span.toAt as Date);
    }
  }

  /** What goes without a first look or a decision, or comes back for one, had waited for it so long. */
  private addWaited(what: 'left' | 'back', span: Span, at: Date): void {
    const ms = Math.max(0, at.getTime() - span.openedAt.getTime());
    const { route, queue } = span;
    if (span.decidedAt === null) this.cells.addDuration(`time_to_decision_${what}`, at, ms, { route, queue });
    if (span.lookedAt === null) this.cells.addDuration(`time_to_first_review_${what}`, at, ms, { route, queue });
  }

  /** Takes in a step of an action. @returns whether it went into effect (1), out of it (-1), or neither */
  ofAction(event: SealedEvent): -1 | 0 | 1 {
    if (!isStep(event, 'action')) return 0;
    const span = this.latest.get(event.entityId);
    const isOpen = span !== undefined && span.toPosition === null;
    if (inEffectAfter(event) && !isOpen) {
      const { route, queue } = this.placeOf(event.caseId);
      this.open('effect', event, event.at, event.at, text(event.facts.route) || route, queue);
      return 1;
    }
    if (isOpen && wasInEffect(event) && !inEffectAfter(event)) {
      this.end(span, event);
      return -1;
    }
    return 0;
  }

  private open(kind: SpanKind, event: SealedEvent, fromAt: Date, openedAt: Date, route: string, queue: string): Kept {
    const { entityId, position } = event;
    const span: Kept = {
      kind,
      entityId,
      fromPosition: position,
      fromAt,
      toPosition: null,
      toAt: null,
      openedAt,
      dueAt: null,
      route,
      queue,
      lookedAt: null,
      decidedAt: null,
      isChanged: false,
    };
    this.latest.set(entityId, span);
    this.written.push(span);
    this.cells.add(kind, fromAt, 1, { route, queue, kind: 'in' });
    return span;
  }

  private end(span: Kept, event: SealedEvent): void {
    span.toPosition = event.position;
    // Whatever the clocks say, nothing ends before it began.
    span.toAt = event.at > span.fromAt ? event.at : span.fromAt;
    span.isChanged = true;
    this.cells.add(span.kind, span.toAt, 1, { route: span.route, queue: span.queue, kind: 'out' });
  }

  async write(tx: Tx): Promise<void> {
    const fresh = this.written;
    const changed = this.loaded.filter((span) => span.isChanged);
    if (fresh.length > 0) {
      await tx.prepared(
        'insert-spans',
        `insert into metric_span (kind, entity_id, from_position, from_at, to_position, to_at, opened_at, due_at, route, queue, looked_at, decided_at)
         select * from unnest($1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::bigint[], $6::timestamptz[], $7::timestamptz[],
           $8::timestamptz[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[])`,
        columns(fresh),
      );
    }
    if (changed.length > 0) {
      await tx.prepared(
        'update-spans',
        `update metric_span s set to_position = n.to_position, to_at = n.to_at, looked_at = n.looked_at, decided_at = n.decided_at
         from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
           as n(entity_id, from_position, to_position, to_at, looked_at, decided_at)
         where s.entity_id = n.entity_id and s.from_position = n.from_position`,
        [
          changed.map((span) => span.entityId),
          changed.map((span) => span.fromPosition),
          changed.map((span) => span.toPosition),
          changed.map((span) => span.toAt),
          changed.map((span) => span.lookedAt),
          changed.map((span) => span.decidedAt),
        ],
      );
    }
  }
}

/** The moments that end a waiting, each the first time. */
function note(span: Kept, event: SealedEvent): void {
  if (span.toPosition !== null) return;
  const looks = event.kind === 'case.claim' && event.facts.first === true && span.lookedAt === null;
  const decides = event.kind === 'case.proposal_approved' && span.decidedAt === null;
  if (looks) span.lookedAt = event.at;
  if (decides) span.decidedAt = event.at;
  if (looks || decides) span.isChanged = true;
}

const isOther = (span: Span, { route, queue, dueAt }: Pick<Span, 'route' | 'queue' | 'dueAt'>): boolean =>
  span.route !== route || span.queue !== queue || span.dueAt?.getTime() !== dueAt?.getTime();

/** The due time after an event; none while a customer or a partner has the ball. */
function dueAfter(before: Date | null, { kind, after, facts }: SealedEvent): Date | null {
  if (after === 'waiting_customer' || after === 'waiting_partner') return null;
  // New alerts don't say whether the clock stands, nor does a case that comes in.
  if ((kind === 'case.attach' || kind === 'case.absorb') && before === null) return null;
  const due = instant(facts.dueAt) ?? before;
  return kind === 'case.resume' && due ? new Date(due.getTime() + duration(facts.pausedMs)) : due;
}

const columns = (spans: readonly Span[]): unknown[] => [
  spans.map((span) => span.kind),
  spans.map((span) => span.entityId),
  spans.map((span) => span.fromPosition),
  spans.map((span) => span.fromAt),
  spans.map((span) => span.toPosition),
  spans.map((span) => span.toAt),
  spans.map((span) => span.openedAt),
  spans.map((span) => span.dueAt),
  spans.map((span) => span.route),
  spans.map((span) => span.queue),
  spans.map((span) => span.lookedAt),
  spans.map((span) => span.decidedAt),
];
