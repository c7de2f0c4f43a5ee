/**
 * Grouping: alerts in, clusters out (GR-1 to GR-3).
 *
 * Nodes are subjects. Two subjects are linked when the values that they share weigh `attach` points or more
 * (`evidence.ts`); clusters are the connected components. A value's weight depends on its type and on the band of its
 * degree only, so the partition is a function of the set of alerts: order, batches, workers and retries cannot show.
 * `reference.ts` says the same in the slow, obvious way, and a property test holds the two together.
 *
 * What keeps it incremental:
 * - a value that is enough alone joins its carriers through itself; no pairs are formed, whatever its degree;
 * - other values bring pairs up only while fewer than `nominateBelow` subjects carry them, so the work of an alert is
 *   bounded by its own values; what is more common may add weight to such a pair and is otherwise not looked at;
 * - nothing is stored per pair, and two subjects that are in one cluster already are not weighed;
 * - when a value's band changes, its links may be lost: the pairs that fell below the threshold are found among its
 *   (bounded) carriers, and `connectivity.ts` finds what falls apart at the cost of the part that leaves.
 */
import { Batch } from './batch.js';
import { confirm, weakenedIn } from './confirm.js';
import { partingsOf } from './connectivity.js';
import { applyChange, BOND_TYPE, type Correction, type CorrectionChange } from './corrections.js';
import { Scales } from './evidence.js';
import type { Counters, GroupingEffect, GroupingIndex, HubChange } from './index.port.js';
import { absorb, join } from './join.js';
import { isWeaker, lostLinks } from './lost-links.js';
import { Neighbourhood } from './neighbourhood.js';
import { NOBODY, type Subject, type Value } from './nodes.js';
import { adopt, widen } from './posting.js';
import { Readings } from './readings.js';
import { Refusals } from './refusals.js';
import { relist } from './relist.js';
import { bandOf, type RuleSet } from './rule-set.js';
import { settle } from './settle.js';
import type { MatchKey, Sighting } from './sighting.js';

export class GroupingEngine {
  private hood: Neighbourhood;
  private scales: Scales;
  private readings: Readings;
  private counters: Counters | null = null;
  /** Carriers that the last batch added. */
  private recent: ReadonlyMap<Value, readonly Subject[]> = new Map();

  /** @param cacheLimit subjects and values that are kept in memory between batches */
  constructor(
    readonly rules: RuleSet,
    private readonly index: GroupingIndex,
    private readonly cacheLimit = 600_000,
  ) {
    this.hood = new Neighbourhood(rules, index);
    this.scales = new Scales(this.hood);
    this.readings = new Readings(this.hood);
  }

  /** Forgets what is in memory. To be called when a batch was rolled back or somebody else wrote to the index. */
  forget(): void {
    this.hood = new Neighbourhood(this.rules, this.index);
    this.scales = new Scales(this.hood);
    this.readings = new Readings(this.hood);
    this.counters = null;
    this.recent = new Map();
  }

  /**
   * Reads what `assign` will need of these sightings, who go next. The index may not have got the last effect yet:
   * whatever that changed is in memory, and stands there as it will be.
   */
  async warm(sightings: readonly Sighting[]): Promise<void> {
    if (this.counters && this.hood.weight <= this.cacheLimit) await this.readings.warm(sightings);
  }

  /**
   * Takes sightings in, changes of the hub list, and what people corrected. A sighting that comes again changes
   * nothing. What the index is asked during the next call must include this effect.
   */
  async assign(
    sightings: readonly Sighting[],
    hubs: readonly HubChange[] = [],
    corrections: readonly CorrectionChange[] = [],
  ): Promise<GroupingEffect> {
    if (this.hood.weight > this.cacheLimit) this.forget();
    if (!this.counters) {
      this.counters = await this.index.counters();
      for (const [type, count] of this.counters.carriers) this.hood.carriers.set(type, count);
      this.hood.listed = await this.index.listedPrefixes();
      const inForce = await this.index.corrections();
      if (inForce.length > 0) await this.hood.heed(inForce);
    }
    const { hood, counters } = this;
    const batch = new Batch();
    await this.relist(hubs, batch);
    if (corrections.length > 0) await this.correct(corrections, batch);
    await this.post(sightings, batch);
    const raised = await this.reappraise(batch);
    await join(hood, this.scales, batch, raised);
    await this.part(batch);
    await settle(hood, this.scales, batch, {
      nextCluster: () => counters.nextCluster++,
      absorb: (subject, other) => absorb(batch, subject, other),
    });
    await this.hood.deepen([
      ...batch.beside.values(),
      ...batch.merges.flatMap(({ subject, other }) => [subject, other]),
    ]);
    const effect = batch.effect(this.counters, this.hood.carriers, (subject, other) =>
      this.scales.explain(subject, other),
    );
    for (const value of this.recent.keys()) value.recent = NOBODY;
    this.recent = batch.close();
    for (const [value, carriers] of this.recent) value.recent = carriers;
    this.readings.cool();
    return effect;
  }

  private relist(hubs: readonly HubChange[], batch: Batch): Promise<void> {
    return relist(this.hood, this.index, batch, hubs, () => (this.counters as Counters).nextValue++);
  }

  /** Ties and unties bonds as people said, and notes which clusters that concerns. */
  private async correct(changes: readonly CorrectionChange[], batch: Batch): Promise<void> {
    const { hood } = this;
    const before = hood.resolution;
    let now = before.corrections;
    for (const change of changes) now = applyChange(now, change);
    batch.corrections.push(...changes);
    await hood.heed(now);
    const { resolution } = hood;
    const isNew = (name: string) => !before.bonds.has(name);
    const tied = [...resolution.bonds].filter(([name]) => isNew(name));
    const untied = [...before.bonds.keys()].filter((name) => !resolution.bonds.has(name));
    const key = (name: string): MatchKey => ({ type: BOND_TYPE, value: name });
    await hood.loadValues([...tied.map(([name]) => key(name)), ...untied.map(key)]);
    const known = tied.filter(([name]) => hood.value(key(name)));
    await this.relist(
      [
        ...known.map(([name]) => ({ ...key(name), listed: false })),
        ...untied.filter((name) => hood.value(key(name))).map((name) => ({ ...key(name), listed: true })),
      ],
      batch,
    );
    await hood.loadSubjects(tied.flatMap(([, nodes]) => nodes));
    const bound = tied.flatMap(([name, nodes]) =>
      nodes.flatMap((node) => {
        const subject = hood.subject(node);
        return subject ? [{ name, subject }] : [];
      }),
    );
    await hood.deepen(bound.map(({ subject }) => subject));
    for (const { name, subject } of bound) this.bind(batch, subject, name);

    const changed = (one: Correction) => !now.includes(one) || !before.corrections.includes(one);
    const nodes = [...before.corrections, ...now].filter((one) => one.kind === 'apart' && changed(one));
    for (const node of nodes.flatMap((one) => [...one.nodes, ...one.others])) {
      const subject = hood.subject(node);
      if (subject) batch.contested.add(subject.root());
    }
  }

  private bind(batch: Batch, subject: Subject, bond: string): void {
    const key = { type: BOND_TYPE, value: bond };
    let value = this.hood.value(key);
    if (!value) {
      value = this.hood.createValue((this.counters as Counters).nextValue++, key);
      batch.values.push(value);
    }
    if (subject.placeOf(value) < 0) this.addPosting(batch, subject, value, 0);
  }

  /** Enters who carries what, and when. */
  private async post(sightings: readonly Sighting[], batch: Batch): Promise<void> {
    const { hood } = this;
    const counters = this.counters as Counters;
    const readings = this.readings.of(sightings);
    await this.readings.findSubjects(readings);
    for (const reading of readings) {
      const { node } = reading.sighting;
      let subject = reading.subject ?? hood.subject(node);
      if (!subject) {
        subject = hood.createSubject(counters.nextSubject++, node, counters.nextCluster++);
        batch.subjects.push(subject);
        batch.newClusters.push(subject.cluster);
      }
      reading.subject = subject;
      batch.touched.add(subject);
    }
    await hood.deepen(batch.touched);
    // Corrections may speak of somebody of whom nothing was known.
    const bound = batch.subjects.flatMap((subject) =>
      hood.resolution.bondsOf(subject.node).map((bond) => ({ subject, bond })),
    );
    await hood.loadValues(bound.map(({ bond }) => ({ type: BOND_TYPE, value: bond })));
    for (const { subject, bond } of bound) this.bind(batch, subject, bond);
    await this.readings.findValues(readings);

    for (const { sighting, subject: known, values } of readings) {
      const subject = known as Subject;
      const span = Math.floor(sighting.day / this.rules.spanDays) * this.rules.spanDays;
      for (const [i, key] of sighting.keys.entries()) {
        if (key.type === 'organization') adopt(batch, subject, key.value);
        let value = values[i] ?? hood.value(key);
        if (!value) {
          value = hood.createValue(counters.nextValue++, key);
          batch.values.push(value);
        }
        const place = subject.placeOf(value);
        if (place < 0) this.addPosting(batch, subject, value, span);
        else if (value.type.halfLifeDays !== null && !value.isSpent) widen(batch, subject, value, place, span);
      }
    }
  }

  private addPosting(batch: Batch, subject: Subject, value: Value, day: number): void {
    batch.remember(value);
    // Texts and claims are weighed against each other, so one more may count for or against all neighbours.
    if ((value.type.isTextual || value.type.against > 0) && subject.stored) batch.altered.add(subject);
    subject.append(value, day, day);
    value.degree++;
    batch.posted.push({ subject, value });
    if (value.type.rule === null) {
      const { name } = value.type;
      const count = this.hood.carriers.get(name) ?? 0;
      if (!batch.carriersBefore.has(name)) batch.carriersBefore.set(name, count);
      this.hood.carriers.set(name, count + 1);
    }
  }

  /**
   * Works out what changed values are worth now.
   * @returns subjects all of whose links may have grown, because a learned type is known better
   */
  private async reappraise(batch: Batch): Promise<Set<Subject>> {
    const { hood, rules } = this;
    const most = rules.learned.maximumBits;
    const raised: string[] = [];
    for (const [type, before] of batch.carriersBefore) {
      const now = Math.min(most, bandOf(hood.carriers.get(type) as number));
      if (now > Math.min(most, bandOf(before))) raised.push(type);
    }
    for (const type of raised) for (const value of hood.allValuesOf(type)) hood.appraise(value);
    for (const value of batch.changed) {
      hood.appraise(value);
      if (!value.before?.joins || value.joins) continue;
      // Its carriers may go apart from now on, and meet others before it joins again.
      value.isWhole = false;
      value.spread = null;
    }

    // Carriers are read before the new ones join them, so that the first `before.degree` are the old ones.
    await hood.enlist([...batch.changed].filter((value) => (value.nominates && !value.joins) || isWeaker(value)));
    await hood.enlist(batch.relisted.filter((value) => value.weight > 0 || value.type.isTextual));
    for (const { subject, value } of batch.posted) {
      (value.members ?? value.unlisted).push(subject);
      value.representative ??= subject;
    }
    if (raised.length === 0) return new Set();
    const carriers = new Set(await hood.loadCarriers(raised));
    for (const subject of batch.touched) carriers.add(subject);
    await hood.deepen(carriers);
    // Of values that say the same the strongest counts, and another one may say less where its family is full.
    for (const subject of carriers) if (subject.stored && subject.texts.length > 1) batch.altered.add(subject);
    return carriers;
  }

  /** Lets what lost links held together part. */
  private async part(batch: Batch): Promise<void> {
    const { hood, scales } = this;
    const lost = await lostLinks(hood, scales, batch);
    const refusals = new Refusals(hood, scales);
    const weakened = hood.hasSides ? await weakenedIn(batch, refusals) : [];
    const contested = new Set([...batch.contested].map((cluster) => cluster.root()));
    for (const [from, ends] of lost.entries()) {
      if (contested.has(from)) continue;
      const parts = await partingsOf(hood, scales, ends);
      if (from.sides) {
        weakened.push(...ends);
        let isFree = true;
        for (const subjects of parts) isFree &&= await refusals.isFree(subjects);
        if (!isFree) {
          batch.contested.add(from);
          continue;
        }
      }
      for (const subjects of parts) {
        const into = hood.createCluster((this.counters as Counters).nextCluster++, subjects.length);
        for (const subject of subjects) subject.cluster = into;
        from.size -= subjects.length;
        batch.resized.add(from);
        batch.newClusters.push(into);
        batch.partings.push({ from, into, subjects });
      }
    }
    if (hood.hasSides) await confirm(batch, refusals, weakened);
  }
}
