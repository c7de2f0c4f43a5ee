import { Injectable } from '@nestjs/common';
import { DEFAULT_RULE_SET, type RuleSet } from '@portcullis/domain';
import { comparePartitions } from '@portcullis/domain/grouping/quality/compare';
import { scorePartition } from '@portcullis/domain/grouping/quality/scores';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { correctionsInForce } from '../corrections/correction-rows.js';
import { partitionUnder, type Read, type TriedPartition } from './partition-of.js';

interface Waiting {
  id: string;
  rules: RuleSet;
  ruleSet: number;
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
}

const MOST_DIFFERENCES = 500;
const SHADOW_EVERY_HOURS = 6;

/** Runs waiting trials, and rule sets in shadow from time to time, without touching anything that is there. */
@Injectable()
export class RunTrials {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns trials that were run */
  async run(context: CommandContext, signal?: AbortSignal): Promise<number> {
    await this.askForShadows(context);
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

  private async runOne(context: CommandContext, signal?: AbortSignal): Promise<boolean> {
    // One that was begun by a worker that died is begun again.
    const [trial] = await this.uow.read<Waiting>(
      `update rule_trial t set state = 'running', started_at = $1, done = 0,
         total = (select count(*) from grouping_subject)
       from rule_set r where r.id = t.rule_set_id and t.id = (
         select id from rule_trial where state = 'waiting' or (state = 'running' and started_at < $2)
         order by id limit 1 for update skip locked)
       returning t.id, r.rules, r.id as "ruleSet"`,
      [context.now, new Date(context.now.getTime() - 3_600_000)],
    );
    if (!trial) return false;
    try {
      const rules = { ...DEFAULT_RULE_SET, ...trial.rules, id: trial.ruleSet };
      // As of one moment: a cluster that merges while it is read would be told as a difference.
      const found = await this.uow.run(context, async (tx) => {
        tx.post('rules-snapshot', 'set transaction isolation level repeatable read read only');
        const read: Read = (sql, values) => tx.query(sql, [...(values ?? [])]);
        const tried = await partitionUnder(read, rules, await correctionsInForce(tx), async (done) => {
          signal?.throwIfAborted();
          await this.uow.read('update rule_trial set done = $2 where id = $1', [trial.id, done]);
        });
        return findDifferences(read, tried);
      });
      await this.keep(context, trial.id, found);
    } catch (fault) {
      if (signal?.aborted) {
        await this.uow.read(`update rule_trial set state = 'waiting', done = 0 where id = $1`, [trial.id]);
        return false;
      }
      const why = fault instanceof Error ? fault.message : String(fault);
      await this.uow.read(`update rule_trial set state = 'failed', failure = $2, finished_at = $3 where id = $1`, [
        trial.id,
        why,
        context.now,
      ]);
    }
    return true;
  }

  private async keep(context: CommandContext, id: string, { result, rows }: Found): Promise<void> {
    await this.uow.run(context, async (tx) => {
      await tx.query('delete from rule_trial_difference where trial_id = $1', [id]);
      await tx.query(
        `insert into rule_trial_difference (trial_id, position, kind, subjects, cases, parts)
         select $1::uuid, (d->>'position')::int, d->>'kind', (d->>'subjects')::int, d->'cases', d->'parts'
         from jsonb_array_elements($2::jsonb) d`,
        [id, JSON.stringify(rows)],
      );
      await tx.query(
        `update rule_trial set state = 'done', done = total, finished_at = $2, result = $3 where id = $1`,
        [id, context.now, JSON.stringify(result)],
      );
    });
  }
}

interface Found {
  result: TrialResult;
  /** As they are stored. */
  rows: object[];
}

async function findDifferences(read: Read, tried: TriedPartition): Promise<Found> {
  const before = new Map([...tried.known].map(([node, { cluster }]) => [node, cluster]));
  const differences = comparePartitions(before, tried.clusters);
  const clusters = [...new Set(differences.flatMap((one) => one.before as number[]))];
  const cases = await read<{
    cluster: number;
    number: number;
    title: string;
    state: string;
    queue: string;
    open: boolean;
  }>(
    `select cluster_id as cluster, number, title, state, queue_id as queue,
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
    queues: await queuesAfter(read, differences, casesOf),
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

/** A merge closes all but one of its open cases, each part beyond the first of a split opens one. */
async function queuesAfter(
  read: Read,
  differences: ReturnType<typeof comparePartitions>,
  casesOf: ReadonlyMap<number, readonly { queue: string; open: boolean }[]>,
): Promise<TrialResult['queues']> {
  const now = await read<{ queue: string; open: number }>(
    `select queue_id as queue, count(*)::int as open from case_file
     where state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened') group by 1 order by 1`,
  );
  const change = new Map<string, number>();
  for (const { before, after } of differences) {
    const open = (before as number[]).flatMap((cluster) => casesOf.get(cluster) ?? []).filter((one) => one.open);
    const first = open[0];
    if (!first) continue;
    const add = (queue: string, n: number) => change.set(queue, (change.get(queue) ?? 0) + n);
    for (const { queue } of open) add(queue, -1);
    add(first.queue, after.length);
  }
  return now.map(({ queue, open }) => ({ queue, before: open, after: Math.max(0, open + (change.get(queue) ?? 0)) }));
}
