import { createHash } from 'node:crypto';
import { problem } from '@portcullis/contracts';
import { newId } from '../db/ids.js';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type Admission, admit, detectorOf } from './admit.js';
import { alertIds } from './alert-ids.js';
import { type Entry, foldTogether, inOrderOfIdentity, STATEMENT_ROWS } from './batch.js';
import { countUp } from './counters.js';
import { DetectorRegistry, type RegistrySnapshot } from './detector-registry.js';
import { factsOf } from './facts.js';
import type { AcceptedAlert, IncomingAlert, IntakeSource } from './incoming.js';
import { keepRejected, type Rejected } from './keep-rejected.js';
import { registerOnSight, type Sighted } from './register-on-sight.js';
import { writeAlerts } from './write-alerts.js';
import { compareContents, correctIdentities, takeIdentities } from './write-identities.js';
import { countOccurrences } from './write-occurrences.js';

export interface AcceptOptions {
  /** Keys for `*` enter unknown detectors. A key that names a detector always does. */
  registerOnSight?: boolean;
}

/** Batches that take the same rows in other orders may stop each other; the one that was stopped begins again. */
const ATTEMPTS = 4;
const STOPPED = new Set(['40P01', '40001']);

/** Takes alerts in: what it answers is committed. */
export class AcceptAlerts {
  private readonly months = new Set<string>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly registry: DetectorRegistry = new DetectorRegistry(uow),
    private readonly options: AcceptOptions = {},
  ) {}

  /**
   * Accepts a batch in one transaction, whole or not at all; a rejected alert is a result and is kept. Sending the same
   * again is safe. `context.now` is the instant of receipt.
   * @returns one result for each alert, in order
   */
  async accept(
    context: CommandContext,
    source: IntakeSource,
    alerts: readonly IncomingAlert[],
  ): Promise<AcceptedAlert[]> {
    if (alerts.length === 0) return [];
    const registry = await this.prepare(context, source, alerts);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.uow.run(context, (tx) => this.acceptIn(tx, source, alerts, registry));
      } catch (fault) {
        if (attempt === ATTEMPTS || !STOPPED.has((fault as { code?: string }).code ?? '')) throw fault;
      }
    }
  }

  /** What has to be there before a batch: the partition of its month, and detectors that register themselves. */
  async prepare(
    context: CommandContext,
    source: IntakeSource,
    alerts: readonly IncomingAlert[],
  ): Promise<RegistrySnapshot> {
    const month = context.now.toISOString().slice(0, 7);
    if (!this.months.has(month)) {
      await this.uow.read('select ensure_alert_partitions($1::date, 1)', [`${month}-01`]);
      this.months.add(month);
    }
    const registry = await this.registry.snapshot();
    const sighted = this.unknownOf(source, alerts, registry);
    if (sighted.length === 0) return registry;
    await registerOnSight(this.uow, context, sighted);
    this.registry.forget();
    return this.registry.snapshot();
  }

  /** The same inside a transaction of the caller's. @param keeps whether rejected alerts are stored */
  async acceptIn(
    tx: Tx,
    source: IntakeSource,
    alerts: readonly IncomingAlert[],
    registry: RegistrySnapshot,
    keeps = true,
  ): Promise<AcceptedAlert[]> {
    const { now } = tx.context;
    const results: AcceptedAlert[] = new Array(alerts.length);
    const rejected: Rejected[] = [];
    const ids = alertIds(now, alerts.length);
    const admitted: Entry[] = [];
    for (const [index, incoming] of alerts.entries()) {
      if (index % STATEMENT_ROWS === STATEMENT_ROWS - 1) await othersTurn();
      const answer = admission(incoming, source, registry, now);
      if (answer.ok) admitted.push(entryOf(index, answer, ids[index] as string));
      else {
        results[index] = {
          status: 'rejected',
          ...(answer.id === undefined ? {} : { id: answer.id }),
          problem: answer.problem,
        };
        rejected.push({ ...answer, externalId: answer.id ?? null, raw: incoming.raw() });
      }
    }

    if (admitted.length > 0) {
      const { entries, again } = inOrderOfIdentity(admitted);
      if (entries.length > STATEMENT_ROWS) await othersTurn();
      foldTogether(entries);
      tx.post('intake-plans', PLANS);
      await takeIdentities(tx, entries);
      const made = entries.filter((entry) => entry.made);
      const seen = [...entries.filter((entry) => !entry.made), ...again];
      const wrong = made.length > 0 ? await countOccurrences(tx, made) : [];
      if (wrong.length > 0) await correctIdentities(tx, wrong);
      for (const { entry, same, alertId } of seen.length > 0 ? await compareContents(tx, seen) : []) {
        results[entry.index] = known(entry, same, alertId);
        if (same) continue;
        rejected.push({
          detector: entry.admission.detector,
          externalId: entry.alert.externalId,
          problem: CONFLICT,
          raw: (alerts[entry.index] as IncomingAlert).raw(),
        });
      }
      for (const entry of made) results[entry.index] = taken(entry);
      const fresh = made.filter(({ id, target }) => id === target).sort((a, b) => a.index - b.index);
      if (fresh.length > 0 && (await writeAlerts(tx, tx.context, source.keyId, fresh)) > 0) tx.wake('grouping');
      if (made.length > 0) record(tx, made, fresh);
    }
    if (keeps && rejected.length > 0) await keepRejected(tx, source.keyId, rejected);
    await countUp(tx, results, admitted);
    return results;
  }

  private unknownOf(source: IntakeSource, alerts: readonly IncomingAlert[], registry: RegistrySnapshot): Sighted[] {
    const sighted = new Map<string, Sighted>();
    for (const { parsed } of alerts) {
      if (!parsed.ok) continue;
      const { alert } = parsed;
      const detector = detectorOf(alert, source);
      if (typeof detector !== 'string') continue;
      const version = alert.detectorClaim?.version ?? null;
      const entry = registry.detectors.get(detector);
      if (entry && (version === null || entry.versions.has(version))) continue;
      if (!entry && !this.options.registerOnSight && !source.detectors.includes(detector)) continue;
      const key = JSON.stringify([detector, version]);
      if (!sighted.has(key)) sighted.set(key, { detector, version, claimedState: alert.detectorClaim?.state ?? null });
    }
    return [...sighted.values()];
  }
}

/**
 * Tables grow from nothing to millions under the same prepared statement, so the plan is always the one for many: look
 * up by index, and bring two lists of a batch together by hashing.
 */
const PLANS = `select set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)`;

const CONFLICT = problem('identity_conflict', {
  detail: 'An alert of this detector with this id was accepted before, with other content.',
});

/** A large body is worked at in turns with the other requests of the process. */
const othersTurn = () => new Promise<void>((resume) => setImmediate(resume));

type Answer =
  | { ok: true; alert: Entry['alert']; admission: Admission }
  | { ok: false; id?: string; detector: string | null; problem: ReturnType<typeof problem> };

function admission(incoming: IncomingAlert, source: IntakeSource, registry: RegistrySnapshot, now: Date): Answer {
  const { parsed } = incoming;
  if (!parsed.ok) {
    return {
      ok: false,
      detector: null,
      problem: parsed.problem,
      ...(parsed.id === undefined ? {} : { id: parsed.id }),
    };
  }
  const { alert } = parsed;
  const refused = (why: ReturnType<typeof problem>): Answer => ({
    ok: false,
    id: alert.externalId,
    detector: alert.detectorClaim?.id ?? null,
    problem: why,
  });
  const detector = detectorOf(alert, source);
  if (typeof detector !== 'string') return refused(detector);
  const admitted = admit(alert, detector, registry, now);
  return admitted.ok ? { ok: true, alert, admission: admitted.admission } : refused(admitted.problem);
}

function entryOf(index: number, { alert, admission: own }: Answer & { ok: true }, id: string): Entry {
  const entry = { index, alert, admission: own, id, target: id, countKey: own.foldKey, made: false } as Entry;
  entry.leader = entry;
  return entry;
}

function known({ alert }: Entry, same: boolean, alertId: string): AcceptedAlert {
  return same
    ? { status: 'duplicate', id: alert.externalId, alertId }
    : { status: 'rejected', id: alert.externalId, problem: CONFLICT };
}

function taken({ alert, admission: { suppressedBy }, id, target }: Entry): AcceptedAlert {
  const status = suppressedBy !== null ? 'suppressed' : id === target ? 'accepted' : 'folded';
  return { status, id: alert.externalId, alertId: target };
}

/** One event for the batch: what came in, by hour and route, and a digest of its contents. */
function record(tx: Tx, made: readonly Entry[], fresh: readonly Entry[]): void {
  const digest = createHash('sha256');
  for (const { id, alert } of fresh) digest.update(id).update(alert.contentHash);
  tx.record({
    stage: 'intake',
    kind: 'alert.accept',
    entityKind: 'alert_batch',
    entityId: newId(tx.context.now),
    automatic: true,
    body: { facts: { by: factsOf(made), alerts: fresh.length, digest: digest.digest('hex') } },
  });
}
