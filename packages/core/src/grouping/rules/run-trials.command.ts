import { getHeapStatistics } from 'node:v8';
import { Injectable } from '@nestjs/common';
import { DEFAULT_RULE_SET, type RuleSet } from '@portcullis/domain';
import { comparePartitions } from '@portcullis/domain/grouping/quality/compare';
import { scorePartition } from '@portcullis/domain/grouping/quality/scores';
import { clustersPast, queueChanges, type StandingCase } from '@portcullis/domain/grouping/queue-changes';
import { ruleOf } from '@portcullis/domain/grouping/rule-set';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { correctionsInForce } from '../corrections/correction-rows.js';
import { partitionUnder, type Read, type TriedPartition } from './partition-of.js';

interface Begun {
  id: string;
  rules: RuleSet;
  ruleSet: number;
  /** What was in force when it was asked for. */
  against: RuleSet | null;
  /** Which beginning of the trial this is: whoever has it no longer tells another one. */
  beginning: number;
  subjects: number;
}

/** What a trial found. */
export interface TrialResult {
  subjects: number;
  clusters: { before: number; after: number };
  differences: { merge: number; split: number; move: number };
  /** Against what people decided to be one actor: macro B-cubed F1 and how many subjects that is about. */
  labelled: { subjects: number; before: number; after: number } | null;
  /** Open cases by queue, now and as they would be. */
  queues: { queue: string; before: number; after: number }[];
  /** What it cannot tell, in sentences; absent in trials from before there were any. */
  warnings?: string[];
}

const MOST_DIFFERENCES = 500;
const SHADOW_EVERY_HOURS = 6;
/** A worker tells how far it is after every page, which takes seconds; the comparison at the end takes minutes at most. */
const SILENT = `state = 'running' and heard_at < now() - interval '15 minutes'`;
const MOST_BEGINNINGS = 3;
/** The trial is still that of the worker who began it. */
const OURS = `id = $1 and state = 'running' and beginnings = $2`;

/**
 * A subject with eight values takes some 4 kB of memory, and a trial at most half of what the process may have. Beyond
 * two million a map of their values would be full.
 */
const MOST_SUBJECTS = Math.min(2_000_000, Math.floor(getHeapStatistics().heap_size_limit / 2 / 4096));

/** Runs waiting trials, and rule sets in shadow from time to time, without touching anything that is there. */
@Injectable()
export class RunTrials {
  readonly mostSubjects: number = MOST_SUBJECTS;

  constructor(private readonly uow: UnitOfWork) {}

  /** @returns trials that were run */
  async run(context: CommandContext, signal?: AbortSignal): Promise<number> {
    await this.askForShadows(context);
    await this.giveUp(context);
    let count = 0;
    while (!signal?.aborted && (await this.runOne(context, signal))) count++;
    return count;
  }

  private async askForShadows({ now }: CommandContext): Promise<void> {
    const due = await this.uow.read<{ id: number; by: string; active: number }>(
      `select r.id, r.author_id as by, a.id as active from rule_set r join rule_set a on a.state = 'active'
       where r.state = 'shadow' and r.author_id is not null and not exists (
         select 1 from rule_trial t where t.rule_set_id = r.id and t.asked_at > $1)`,
      [new Date(now.getTime() - SHADOW_EVERY_HOURS * 3_600_000)],
    );
    for (const { id, by, active } of due) {
      await this.uow.read(
        `insert into rule_trial (id, rule_set_id, against_id, state, asked_by, asked_at) values ($1, $2, $3, 'waiting', $4, $5)`,
        [newId(now), id, active, by, now],
      );
    }
  }

  /** One that ended its worker each time it was begun, as one does for which there is too little memory. */
  private async giveUp({ now }: CommandContext): Promise<void> {
    await this.uow.read(
      `update rule_trial set state = 'failed', finished_at = $1, failure = 'It was begun ' || beginnings
         || ' times, and each time the worker ended before the trial did: see what ended it, such as too little memory.'
       where ${SILENT} and beginnings >= ${MOST_BEGINNINGS}`,
      [now],
    );
  }

  private async runOne(context: CommandContext, signal?: AbortSignal): Promise<boolean> {
    // One whose worker was not heard of is begun again.
    const [trial] = await this.uow.read<Begun>(
      `update rule_trial t set state = 'running', started_at = $1, heard_at = now(), beginnings = beginnings + 1, done = 0,
         total = (select count(*) from grouping_subject)
       from rule_set r where r.id = t.rule_set_id and t.id = (
         select id from rule_trial where state = 'waiting' or (${SILENT} and beginnings < ${MOST_BEGINNINGS})
         order by id limit 1 for update skip locked)
       returning t.id, r.rules, r.id as "ruleSet", (select rules from rule_set where id = t.against_id) as against,
         t.beginnings as beginning, t.total as subjects`,
      [context.now],
    );
    if (!trial) return false;
    try {
      this.refuseTooMany(trial.subjects);
      const rules = { ...DEFAULT_RULE_SET, ...trial.rules, id: trial.ruleSet };
      // As of one moment: a cluster that merges while it is read would be told as a difference.
      const found = await this.uow.run(context, async (tx) => {
        tx.post('rules-snapshot', 'set transaction isolation level repeatable read read only');
        const read: Read = (sql, values) => tx.query(sql, [...(values ?? [])]);
        const tried = await partitionUnder(read, rules, await correctionsInForce(tx), async (done) => {
          signal?.throwIfAborted();
          await this.tell(trial, done);
        });
        const { result, rows } = await findDifferences(read, tried, rules);
        const warnings = warningsOf(tried, rules, { ...DEFAULT_RULE_SET, ...trial.against });
        return { result: { ...result, warnings }, rows };
      });
      await this.keep(context, trial, found);
    } catch (fault) {
      if (fault instanceof Stopped) return true;
      if (signal?.aborted) {
        await this.uow.read(
          `update rule_trial set state = 'waiting', done = 0, beginnings = beginnings - 1 where ${OURS}`,
          [trial.id, trial.beginning],
        );
        return false;
      }
      const why = fault instanceof Error ? fault.message : String(fault);
      await this.uow.read(`update rule_trial set state = 'failed', failure = $3, finished_at = $4 where ${OURS}`, [
        trial.id,
        trial.beginning,
        why,
        context.now,
      ]);
    }
    return true;
  }

  private refuseTooMany(subjects: number): void {
    if (subjects <= this.mostSubjects) return;
    const [there, limit] = [subjects, this.mostSubjects].map((count) => count.toLocaleString('en'));
    throw new Error(
      `${there} subjects are more than this worker can try at once (limit ${limit}): give it more memory (--max-old-space-size).`,
    );
  }

  /** @throws Stopped when a person ended the trial meanwhile, or another worker has it */
  private async tell({ id, beginning }: Begun, done: number): Promise<void> {
    const told = await this.uow.read(`update rule_trial set done = $3, heard_at = now() where ${OURS} returning id`, [
      id,
      beginning,
      done,
    ]);
    if (told.length === 0) throw new Stopped();
  }

  /** @throws Stopped as `tell` */
  private async keep(context: CommandContext, { id, beginning }: Begun, { result, rows }: Found): Promise<void> {
    await this.uow.run(context, async (tx) => {
      const kept = await tx.execute(
        `update rule_trial set state = 'done', done = total, finished_at = $3, result = $4 where ${OURS}`,
        [id, beginning, context.now, JSON.stringify(result)],
      );
      if (kept === 0) throw new Stopped();
      await tx.query('delete from rule_trial_difference where trial_id = $1', [id]);
      await tx.query(
        `insert into rule_trial_difference (trial_id, position, kind, subjects, cases, parts)
         select $1::uuid, (d->>'position')::int, d->>'kind', (d->>'subjects')::int, d->'cases', d->'parts'
         from jsonb_array_elements($2::jsonb) d`,
        [id, JSON.stringify(rows)],
      );
    });
  }
}

/** Somebody ended the trial while it ran, or began it again. */
class Stopped extends Error {
  constructor() {
    super('the trial was stopped');
  }
}

interface Found {
  result: TrialResult;
  /** As they are stored. */
  rows: object[];
}

async function findDifferences(read: Read, tried: TriedPartition, rules: RuleSet): Promise<Found> {
  const before = new Map([...tried.known].map(([node, { cluster }]) => [node, cluster]));
  const differences = comparePartitions(before, tried.clusters);
  const moved = new Set(differences.flatMap((one) => one.before as number[]));
  const clusters = [...new Set([...moved, ...clustersPast(tried, rules.campaignFrom)])];
  const cases = await read<StandingCase & { number: number; title: string; state: string }>(
    `select cluster_id as cluster, slot, number, title, state, queue_id as queue,
       state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened') as open
     from case_file where cluster_id = any($1::bigint[]) and merged_into is null order by number`,
    [clusters],
  );
  const casesOf = new Map<number, typeof cases>();
  for (const one of cases) casesOf.set(one.cluster, [...(casesOf.get(one.cluster) ?? []), one]);
  const labels = await read<{ node: string; label: string }>(
    `select distinct on (s.subject_kind, s.subject_id) s.subject_kind || ':' || s.subject_id as node, coalesce(c.campaign_id, c.id)::text as label
     from decision d join case_file c on c.id = d.case_id join case_subject s on s.case_id = c.id
     where d.state = 'approved' and d.kind not in ('no_violation', 'monitor') and s.finding not in ('victim', 'bystander')
     order by s.subject_kind, s.subject_id, d.decided_at desc limit 50000`,
  );
  const truth = new Map(labels.map(({ node, label }) => [node, label]));
  const count = (kind: string) => differences.filter((one) => one.kind === kind).length;
  const result: TrialResult = {
    subjects: tried.known.size,
    clusters: { before: new Set(before.values()).size, after: new Set(tried.clusters.values()).size },
    differences: { merge: count('merge'), split: count('split'), move: count('move') },
    labelled:
      truth.size === 0
        ? null
        : {
            subjects: truth.size,
            before: scorePartition(before, truth).macroBcubed.f1,
            after: scorePartition(tried.clusters, truth).macroBcubed.f1,
          },
    queues: await queuesAfter(read, queueChanges(tried, cases, moved, rules.campaignFrom)),
  };
  const rows = differences.slice(0, MOST_DIFFERENCES).map((one, position) => ({
    position,
    kind: one.kind,
    subjects: one.items,
    cases: (one.before as number[]).flatMap((cluster) => casesOf.get(cluster) ?? []).slice(0, 50),
    parts: one.after.slice(0, 50).map(({ from }) => ({
      subjects: [...from.values()].reduce((sum, n) => sum + n, 0),
      from: [...from].slice(0, 20).map(([cluster, subjects]) => ({
        cases: (casesOf.get(cluster as number) ?? []).slice(0, 5).map(({ number }) => number),
        subjects,
      })),
    })),
  }));
  return { result, rows };
}

/** Last days are kept of types that decay under the rules with which alerts are taken in. */
function warningsOf({ types }: TriedPartition, rules: RuleSet, against: RuleSet): string[] {
  const decays = (under: RuleSet, type: string) => (ruleOf(under, type)?.halfLifeDays ?? null) !== null;
  const unknown = [...types].filter((type) => decays(rules, type) && !decays(against, type)).sort();
  if (unknown.length === 0) return [];
  const names = new Intl.ListFormat('en').format(unknown);
  return [
    `Of ${names} only the first day of each carrier is known: what a half-life does to it shows on new alerts only.`,
  ];
}

async function queuesAfter(read: Read, change: ReadonlyMap<string, number>): Promise<TrialResult['queues']> {
  const now = await read<{ queue: string; open: number }>(
    `select queue_id as queue, count(*)::int as open from case_file
     where state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened') group by 1 order by 1`,
  );
  return now.map(({ queue, open }) => ({ queue, before: open, after: Math.max(0, open + (change.get(queue) ?? 0)) }));
}
