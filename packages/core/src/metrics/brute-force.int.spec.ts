import { BACKLOG_CASE_STATES, bucketMiddle, bucketOf, IN_EFFECT_ACTION_STATES, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { RandomHistory } from '@portcullis/testkit/random-history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealAll } from '../audit/sequencer.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { DrillQuery } from './drill.query.js';
import { OverviewQuery, type OverviewView } from './overview.query.js';
import { RollUp } from './roll-up.command.js';
import type { SeriesView } from './series.js';

const START = new Date('2026-10-05T07:13:20.000Z');
const DAY = 86_400_000;
const FROM = new Date('2026-10-04T00:00:00Z');

let database: PrivateDatabase;
let db: Database;
let sequencer: Database;
let history: RandomHistory;
let rollUp: RollUp;
let overviews: OverviewQuery;
let drills: DrillQuery;
let overview: OverviewView;
let to: Date;

const WANTED = [
  'alert.accept',
  'case.open',
  'case.claim',
  'case.proposal_approved',
  'case.resolve',
  'case.reopen',
  'case.finalise',
  'case.monitor',
  'case.wait_for_customer',
  'case.resume',
  'action.order',
  'action.confirm',
  'action.fail',
  'action.reverse',
  'action.confirm_reversal',
  'action.confirm_lift',
  'appeal.submit',
  'appeal.decide',
  'appeal.withdraw',
  'outcome.record',
];

const context = () => ({ actor: SYSTEM, now: new Date(history.now.getTime() + 1000) });
const rows = <Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> => db.query(sql, values);

/** History and counting go side by side, in batches of any size. */
async function live(steps: number): Promise<void> {
  for (let done = 0; done < steps; done += 20) {
    await history.run(20);
    await sealAll(sequencer);
    await Promise.all([rollUp.run(context(), 1 + history.draw(60)), rollUp.run(context(), 1 + history.draw(60))]);
  }
  await sealAll(sequencer);
  await rollUp.drain(context(), 37);
}
const kindsSeen = async () =>
  new Set((await rows<{ kind: string }>('select distinct kind from event')).map(({ kind }) => kind));
const read = (more: object = {}) => overviews.read(context(), { from: FROM, to, grain: 'day', compare: true, ...more });

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  sequencer = await database.open('sequencer', 2);
  history = await RandomHistory.begin(db, await database.open('portal', 2), START, 20261121);
  const uow = new UnitOfWork(db);
  rollUp = new RollUp(uow);
  overviews = new OverviewQuery(uow);
  drills = new DrillQuery(uow);
  await live(600);
  let seen = await kindsSeen();
  // Everything is to have happened, whatever the dice say.
  for (let more = 0; more < 20 && !WANTED.every((kind) => seen.has(kind)); more++) {
    await live(80);
    seen = await kindsSeen();
  }
  to = new Date(Math.ceil(history.now.getTime() / DAY) * DAY);
  overview = await read();
});
afterAll(() => database?.close());

/** A series as day → value, without what is zero or not known. */
const daysOf = (series: SeriesView | undefined): Record<string, number> =>
  Object.fromEntries(
    (series?.points ?? []).flatMap(({ at, value }) => (value ? [[at.toISOString().slice(0, 10), value]] : [])),
  );
const byDay = async (sql: string, ...values: unknown[]): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await rows<{ day: string; n: number }>(
        `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as n from (${sql}) x group by 1`,
        ...values,
      )
    ).map(({ day, n }) => [day, n]),
  );
const figure = (key: string, of = overview) => of.figures.find((one) => one.key === key);
const total = async (sql: string, ...values: unknown[]) =>
  (await rows<{ n: number }>(`select count(*)::int as n from (${sql}) x`, ...values))[0]?.n;

async function listBehind(token: string | null | undefined): Promise<{ ids: string[]; total: number; title: string }> {
  if (!token) return { ids: [], total: 0, title: '' };
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await drills.page(context(), token, { first: 7, after });
    if (!page) throw new Error(`not a token: ${token}`);
    ids.push(...page.ids);
    if (!page.hasNextPage) return { ids, total: page.total, title: page.title };
    after = page.endCursor;
  }
}

const STEPS = `select e.id, e.case_id, e.occurred_at as at, e.kind, b.body->'before'->>'state' as before, b.body->'after'->>'state' as after,
  b.body->'facts' as facts from event e join event_body b on b.event_id = e.id`;

describe('the overview of a random history', () => {
  it('is of a history in which everything happened', async () => {
    const kinds = await kindsSeen();
    for (const kind of WANTED) expect(kinds, kind).toContain(kind);
  });

  it('counts alerts by route and day', async () => {
    for (const series of overview.alertsByRoute) {
      expect(daysOf(series), series.key).toEqual(
        await byDay('select observed_at as at from alert where route = $1 and observed_at >= $2', series.key, FROM),
      );
    }
    expect(figure('alerts')?.value).toBe(await total('select 1 from alert where observed_at >= $1', FROM));
  });

  it('counts cases opened, closed and decided', async () => {
    expect(daysOf(overview.casesOpened)).toEqual(
      await byDay(
        `select opened_at as at from case_file union all select occurred_at from event where kind = 'case.reopen'`,
      ),
    );
    expect(daysOf(overview.casesClosed)).toEqual(
      await byDay(`select occurred_at as at from event where kind = 'case.resolve'`),
    );
    expect(figure('decided')?.value).toBe(await total(`select 1 from decision where state = 'approved'`));
  });

  it('knows the backlog at the end of each day, its ages and its queues', async () => {
    const days = overview.backlog.points;
    for (const [i, { at, value }] of days.entries()) {
      const end = days[i + 1]?.at ?? to;
      const open = await total(
        `select 1 from case_file c where opened_at < $1 and coalesce((select s.after from (${STEPS}) s where s.case_id = c.id and s.kind like 'case.%'
           and s.after is not null and s.at < $1 order by s.at desc, s.id desc limit 1), 'new') = any($2)`,
        end,
        BACKLOG_CASE_STATES,
      );
      expect(value ?? 0, at.toISOString()).toBe(open);
    }
    const open = await rows<{ queue: string; age: number; late: boolean }>(
      `select queue_id as queue, extract(epoch from $1 - opened_at) / 3600 as age, sla_paused_at is null and due_at < $1 as late from case_file where state = any($2)`,
      overview.asOf,
      BACKLOG_CASE_STATES,
    );
    expect(figure('open')?.value).toBe(open.length);
    const bounds = [0, 4, 24, 72, 168, 672, Number.POSITIVE_INFINITY];
    expect(overview.backlogAge.map(({ count }) => count)).toEqual(
      bounds
        .slice(0, -1)
        .map((from, i) => open.filter(({ age }) => age >= from && age < (bounds[i + 1] as number)).length),
    );
    for (const queue of overview.queues) {
      const own = open.filter((one) => one.queue === queue.queue);
      expect([queue.open, queue.late], queue.queue).toEqual([own.length, own.filter(({ late }) => late).length]);
    }
  });

  it('knows times to first look and to decision, whoever still waits counted as waiting', async () => {
    const steps = await rows<{
      case: string;
      at: Date;
      kind: string;
      after: string | null;
      first: boolean | null;
      opened: Date;
    }>(
      `select s.case_id as case, s.at, s.kind, coalesce(s.after, case s.kind when 'case.open' then 'new' end) as after, (s.facts->>'first')::boolean as first, c.opened_at as opened
       from (${STEPS}) s join case_file c on c.id = s.case_id where s.kind like 'case.%' order by s.at, s.id`,
    );
    const isBacklog = (state: string) => (BACKLOG_CASE_STATES as readonly string[]).includes(state);
    interface Spell {
      opened: number;
      from: number;
      to: number;
      isEvent: boolean;
    }
    /** Each stay of a case in which it waited for the event, one after the other: slow and obvious. */
    function spellsOf(isEvent: (step: (typeof steps)[number]) => boolean, isOnce: boolean): Spell[] {
      const spells: Spell[] = [];
      const waits = new Map<string, Spell>();
      const done = new Set<string>();
      for (const step of steps) {
        const at = step.at.getTime();
        const wait = waits.get(step.case);
        const ends = (event: boolean) => {
          if (!wait) return;
          spells.push({ ...wait, to: at, isEvent: event });
          waits.delete(step.case);
        };
        if (isEvent(step)) {
          ends(true);
          done.add(step.case);
        } else if (step.after !== null && !isBacklog(step.after)) ends(false);
        const returns = step.kind === 'case.open' || !seen.get(`${step.case}`);
        if (step.after !== null) {
          const inside = isBacklog(step.after);
          if (inside && returns && !(isOnce && done.has(step.case)) && !isEvent(step))
            waits.set(step.case, {
              opened: step.opened.getTime(),
              from: at,
              to: Number.POSITIVE_INFINITY,
              isEvent: false,
            });
          seen.set(step.case, inside);
        }
      }
      seen.clear();
      return [...spells, ...waits.values()];
    }
    const seen = new Map<string, boolean>();
    const clocks = {
      time_to_decision: spellsOf((step) => step.kind === 'case.proposal_approved', false),
      time_to_first_review: spellsOf((step) => step.kind === 'case.claim' && step.first === true, true),
    };
    function slowly(
      spells: readonly Spell[],
      from: number,
      end: number,
      q: number,
    ): { hours: number; least: boolean } | null {
      const inView = spells
        .filter((one) => one.from < end && one.to >= from)
        .map((one) => ({
          late: one.from < from || one.from > one.opened ? bucketOf(Math.max(from, one.from) - one.opened) : -1,
          exit: bucketOf(Math.max(0, Math.min(one.to, end) - one.opened)),
          isEvent: one.isEvent && one.to < end,
        }));
      let surviving = 1;
      const exits = [...new Set(inView.map(({ exit }) => exit))].sort((x, y) => x - y);
      if (!inView.some((one) => one.isEvent)) return null;
      for (const bucket of exits) {
        const atRisk = inView.filter(({ late, exit }) => late < bucket && exit >= bucket).length;
        const events = inView.filter(({ exit, isEvent }) => exit === bucket && isEvent).length;
        if (events > 0) surviving *= Math.max(0, 1 - events / Math.max(atRisk, events));
        if (events > 0 && 1 - surviving >= q - 1e-9) return { hours: bucketMiddle(bucket) / 3_600_000, least: false };
      }
      return { hours: bucketMiddle(exits.at(-1) ?? 0) / 3_600_000, least: true };
    }
    const whole = await read();
    const part = await read({ from: new Date(to.getTime() - 12 * DAY), to: new Date(to.getTime() - 5 * DAY) });
    for (const of of [whole, part]) {
      const end = Math.min(of.asOf.getTime(), of.to.getTime());
      for (const [key, clock, q] of [
        ['time_to_first_review_p50', 'time_to_first_review', 0.5],
        ['time_to_first_review_p90', 'time_to_first_review', 0.9],
        ['time_to_decision_p50', 'time_to_decision', 0.5],
        ['time_to_decision_p90', 'time_to_decision', 0.9],
        ['time_to_decision_p99', 'time_to_decision', 0.99],
      ] as const) {
        const shown = figure(key, of);
        const truth = slowly(clocks[clock], of.from.getTime(), end, q);
        expect([key, shown?.value?.toFixed(6), shown?.atLeast]).toEqual([
          key,
          truth?.hours.toFixed(6),
          truth?.least ?? false,
        ]);
        expect(shown?.n, key).toBe(
          clocks[clock].filter((one) => one.isEvent && one.to >= of.from.getTime() && one.to < end).length,
        );
      }
    }
    expect(figure('time_to_decision_p50')?.n).toBe(await total(`select 1 from decision where state = 'approved'`));
    // By the day, of what was decided on it.
    for (const [i, key] of (['0.5', '0.9'] as const).entries()) {
      const truth = await rows<{ day: string; h: number }>(
        `select to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD') as day, percentile_disc(${key}) within group (order by extract(epoch from d.decided_at - c.opened_at) / 3600)::float8 as h
         from decision d join case_file c on c.id = d.case_id where d.state = 'approved' group by 1`,
      );
      const shown = daysOf(overview.decisionTimes[i]);
      for (const { day, h } of truth) expect((shown[day] ?? 0) / h, day).toBeCloseTo(1, 1.7);
    }
  });

  it('counts actions, reversals and appeals', async () => {
    for (const series of overview.actionsByKind) {
      expect(daysOf(series), series.key).toEqual(
        await byDay('select in_effect_at as at from action where kind = $1 and in_effect_at is not null', series.key),
      );
    }
    for (const series of overview.appealsByResult) {
      expect(daysOf(series), series.key).toEqual(
        await byDay('select decided_at as at from appeal where state = $1', series.key),
      );
    }
    const ordered = await total('select 1 from action');
    const reversed = await total(`select 1 from action where state in ('reversing', 'reversed')`);
    expect(figure('wrongful_action_rate')).toMatchObject({
      n: ordered,
      value: (reversed as number) / (ordered as number),
    });
    const open = await total(`select 1 from action a join case_file c on c.id = a.case_id where not exists (
      select 1 from event e where e.case_id = c.id and e.kind = 'case.finalise' and e.occurred_at > a.ordered_at)`);
    expect(figure('wrongful_action_rate')?.note).toBe(open ? `${open} can still be appealed` : null);
    const heard = await total(`select 1 from appeal where state in ('upheld', 'partly_reversed', 'reversed')`);
    const won = await total(`select 1 from appeal where state in ('partly_reversed', 'reversed')`);
    expect(figure('overturn_rate')).toMatchObject({ n: heard, value: (won as number) / (heard as number) });
    expect(overview.funnel.map(({ key, count }) => [key, count])).toEqual([
      ['alerts', figure('alerts')?.value],
      ['case_opened', Object.values(daysOf(overview.casesOpened)).reduce((sum, n) => sum + n, 0)],
      ['case_decided', figure('decided')?.value],
      ['action_in_effect', await total('select 1 from action where in_effect_at is not null')],
      ['appeal_submitted', await total(`select 1 from event where kind = 'appeal.submit'`)],
      ['reversal', reversed],
    ]);
  });

  it('counts what was done in time', async () => {
    const [closed] = await rows<{ n: number; done: number }>(
      `select count(*)::int as n, count(*) filter (where at <= (facts->>'dueAt')::timestamptz)::int as done from (${STEPS}) s where kind = 'case.resolve'`,
    );
    const late = overview.queues.reduce((sum, queue) => sum + queue.late, 0);
    const n = (closed?.n ?? 0) + late;
    expect(figure('sla_attainment')).toMatchObject({ n, value: (closed?.done ?? 0) / n });
  });

  it('counts wrongly taken time, each subject once', async () => {
    // Minute by minute: slow and obvious.
    const [harm] = await rows<{ hours: number; seatHours: number }>(
      `select count(*) / 60.0 as hours, sum(seats) / 60.0 as "seatHours" from (
         select m, a.subject_id, max(h.seats) as seats from harm h join action a on a.id = h.action_id,
           generate_series(h.from_at, coalesce(h.to_at, $1) - interval '1 minute', interval '1 minute') m group by 1, 2) x`,
      overview.asOf,
    );
    expect((figure('hours_wrongly_suspended')?.value ?? 0) / (harm?.hours ?? 0)).toBeCloseTo(1, 1.5);
    expect((figure('seat_hours')?.value ?? 0) / (harm?.seatHours ?? 0)).toBeCloseTo(1, 1.5);
  });

  it('scores detector versions by the latest word on each alert', async () => {
    const truth = await rows<Record<string, unknown>>(
      `select o.detector_id as detector, o.detector_version as version, count(*) filter (where verdict = 'true_positive')::int as tp,
         count(*) filter (where verdict = 'false_positive')::int as fp, count(*) filter (where verdict = 'benign')::int as benign,
         count(*) filter (where verdict = 'unknown')::int as unknown, count(*) filter (where verdict = 'false_positive' and source = 'appeal')::int as appealed,
         bool_or(provisional) as provisional,
         (select count(*)::int from alert a where a.detector_id = o.detector_id and a.detector_version is not distinct from o.detector_version and a.observed_at >= $2) as alerts,
         (select count(distinct a.id)::int from action a join decision_evidence x on x.decision_id = a.decision_id and x.load_bearing
           where a.state = any($1) and x.detector_id = o.detector_id and x.detector_version is not distinct from o.detector_version) as resting
       from outcome_current o join alert l on l.id = o.alert_id where l.observed_at >= $2 group by 1, 2 order by 1, 2`,
      IN_EFFECT_ACTION_STATES,
      FROM,
    );
    const shown = overview.scorecard.map((row) => ({
      detector: row.detector,
      version: row.version,
      tp: row.counts.true_positive,
      fp: row.counts.false_positive,
      benign: row.counts.benign,
      unknown: row.counts.unknown,
      appealed: row.fromAppeals,
      provisional: row.provisional,
      alerts: row.alerts,
      resting: row.loadBearingActions,
    }));
    const key = (row: Record<string, unknown>) => `${row.detector} ${row.version}`;
    expect(shown.sort((a, b) => key(a).localeCompare(key(b)))).toEqual(
      truth.sort((a, b) => key(a).localeCompare(key(b))),
    );
    expect(truth.some((row) => (row.appealed as number) > 0)).toBe(true);
  });

  it('opens a list behind every number, and as long', async () => {
    const sums = new Set(['seat_hours', 'hours_wrongly_suspended']);
    const numbers: [string, string | null, number][] = [
      ...overview.figures.flatMap(({ key, drill, value, n, unit }): [string, string | null, number][] => {
        if (unit === 'share')
          return key === 'sla_attainment' ? [] : [[key, drill, Math.round((value ?? 0) * (n ?? 0))]];
        return sums.has(key) ? [] : [[key, drill, unit === 'hours' ? (n ?? 0) : (value ?? 0)]];
      }),
      ...overview.funnel.map(({ key, drill, count }): [string, string | null, number] => [
        `funnel ${key}`,
        drill,
        count,
      ]),
      ...overview.backlogAge.map(({ key, drill, count }): [string, string | null, number] => [
        `age ${key}`,
        drill,
        count,
      ]),
      ...overview.queues.flatMap(({ queue, drill, lateDrill, open, late }): [string, string | null, number][] => [
        [`queue ${queue}`, drill, open],
        [`queue ${queue} late`, lateDrill, late],
      ]),
      ...overview.scorecard.map((row): [string, string | null, number] => [
        `card ${row.detector}`,
        row.drill,
        row.precision?.n ?? 0,
      ]),
      ...[
        overview.alertsByRoute,
        overview.actionsByKind,
        overview.appealsByResult,
        [overview.casesOpened, overview.casesClosed, overview.backlog],
      ]
        .flat()
        .flatMap(({ key, points }) =>
          points.map((point): [string, string | null, number] => [
            `${key} ${point.at.toISOString()}`,
            point.drill,
            point.value ?? 0,
          ]),
        ),
      ...overview.decisionTimes.flatMap(({ key, points }) =>
        points.map((point): [string, string | null, number] => [key, point.drill, point.n]),
      ),
    ];
    expect(numbers.length).toBeGreaterThan(150);
    for (const [name, token, value] of numbers) {
      const list = await listBehind(token);
      expect([list.ids.length, list.total], `${name}: ${list.title}`).toEqual([value, value]);
    }
    const missed = figure('sla_attainment');
    expect(`${(await listBehind(missed?.drill)).ids.length} not in time`).toBe(missed?.note);
    const harmed = await listBehind(figure('seat_hours')?.drill);
    expect(harmed.total).toBe(figure('seat_hours')?.value);
    expect(harmed.ids.sort()).toEqual(
      (await rows<{ id: string }>('select action_id as id from harm order by 1')).map(({ id }) => id),
    );
  });

  it('is the same by route and by queue, and in parts of a day', async () => {
    for (const route of ['transfer_station', 'distillation']) {
      const part = await read({ route });
      expect(figure('alerts', part)?.value).toBe(
        await total('select 1 from alert where route = $1 and observed_at >= $2', route, FROM),
      );
      expect(figure('decided', part)?.n ?? figure('decided', part)?.value).toBe(
        await total(
          `select 1 from event e join event_body b on b.event_id = e.id where kind = 'case.proposal_approved' and b.body->'facts'->>'route' = $1`,
          route,
        ),
      );
      expect(figure('time_to_decision_p50', part)?.n).toBe(figure('decided', part)?.value);
      expect(figure('open', part)?.value).toBe(
        await total('select 1 from case_file where route = $1 and state = any($2)', route, BACKLOG_CASE_STATES),
      );
    }
    const relay = await read({ queue: 'relay' });
    expect(figure('alerts', relay)).toBeUndefined();
    expect(figure('open', relay)?.value).toBe(
      await total(`select 1 from case_file where queue_id = 'relay' and state = any($1)`, BACKLOG_CASE_STATES),
    );
    const detector = await read({ detector: 'instrument_reuse' });
    expect(figure('open', detector)).toBeUndefined();
    expect([detector.casesOpened.points, detector.backlog.points, detector.queues, detector.funnel]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(figure('alerts', detector)?.value).toBe(
      await total(`select 1 from alert where detector_id = 'instrument_reuse' and observed_at >= $1`, FROM),
    );
    const hourly = await read({ grain: 'hour' });
    for (const key of ['alerts', 'decided', 'open', 'sla_attainment', 'time_to_decision_p90']) {
      expect(figure(key, hourly)?.value, key).toBe(figure(key)?.value);
    }
    expect(hourly.casesOpened.points).toHaveLength(((to.getTime() - FROM.getTime()) / DAY) * 24);
  });

  it('is the same in weeks and months, cut to the period, with the list behind each mark', async () => {
    // From a Wednesday, so that the first week and the first month are cut.
    const from = new Date('2026-09-30T00:00:00Z');
    const ends = to;
    for (const grain of ['week', 'month'] as const) {
      const told = await read({ from, grain });
      expect([told.grain, told.from, told.to]).toEqual([grain, from, ends]);
      for (const { key, value, n } of (await read({ from, grain: 'day' })).figures) {
        expect([figure(key, told)?.value, figure(key, told)?.n], key).toEqual([value, n]);
      }
      const starts = (
        await rows<{ at: Date }>(
          `select greatest(s, $2) as at from generate_series(date_trunc($1, $2::timestamptz, 'UTC'), $3::timestamptz - interval '1 second', ('1 ' || $1)::interval, 'UTC') s`,
          grain,
          from,
          ends,
        )
      ).map(({ at }) => at);
      const inBuckets = async (sql: string, ...values: unknown[]): Promise<number[]> => {
        const found = await rows<{ at: Date }>(sql, ...values);
        return starts.map((start, i) => found.filter(({ at }) => at >= start && at < (starts[i + 1] ?? ends)).length);
      };
      const series: [SeriesView | undefined, string, unknown[]][] = [
        [
          told.casesOpened,
          `select opened_at as at from case_file union all select occurred_at from event where kind = 'case.reopen'`,
          [],
        ],
        [told.casesClosed, `select occurred_at as at from event where kind = 'case.resolve'`, []],
        ...told.alertsByRoute.map((one): [SeriesView, string, unknown[]] => [
          one,
          'select observed_at as at from alert where route = $1',
          [one.key],
        ]),
        ...told.actionsByKind.map((one): [SeriesView, string, unknown[]] => [
          one,
          'select in_effect_at as at from action where kind = $1 and in_effect_at is not null',
          [one.key],
        ]),
        ...told.appealsByResult.map((one): [SeriesView, string, unknown[]] => [
          one,
          'select decided_at as at from appeal where state = $1',
          [one.key],
        ]),
      ];
      for (const [one, sql, values] of series) {
        expect(one?.points.map(({ at }) => at)).toEqual(starts);
        expect(
          one?.points.map(({ value }) => value ?? 0),
          `${grain} ${one?.key}`,
        ).toEqual(await inBuckets(sql, ...values));
        for (const { drill, value } of one?.points ?? []) expect((await listBehind(drill)).ids.length).toBe(value ?? 0);
      }
      const byEnd = new Map(
        (await read({ from, grain: 'day' })).backlog.points.map((point) => [+point.at + DAY, point]),
      );
      for (const [i, { value, drill }] of told.backlog.points.entries()) {
        expect(value, `backlog ${i}`).toBe(byEnd.get(+(starts[i + 1] ?? ends))?.value);
        expect((await listBehind(drill)).ids.length).toBe(value ?? 0);
      }
      for (const { points } of told.decisionTimes) {
        expect(points.reduce((sum, { n }) => sum + n, 0)).toBe(figure('decided')?.value);
      }
      expect(told.casesOpened.points[0]?.partial).toBe(true);
    }
    // What nobody watched is nothing to compare with.
    expect(figure('alerts')?.previous).toBeNull();
    // A long period is told by the week without being asked.
    expect((await read({ from: new Date(to.getTime() - 90 * DAY), grain: null })).grain).toBe('week');
    const local = await read({ from, grain: 'week', zone: 'America/Bogota' });
    expect(local.casesOpened.points.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(
      Object.values(daysOf(overview.casesOpened)).reduce((sum, n) => sum + n, 0),
    );
    expect(local.casesOpened.points[1]?.at).toEqual(new Date('2026-10-05T05:00:00Z'));
  });

  it('begins days where the viewer does, on full hours only', async () => {
    const local = await read({ zone: 'America/Bogota' });
    expect(local.zone).toBe('America/Bogota');
    const days = await rows<{ at: Date; n: number }>(
      `select date_trunc('day', opened_at, 'America/Bogota') as at, count(*)::int as n from case_file group by 1`,
    );
    const reopened = await rows<{ at: Date; n: number }>(
      `select date_trunc('day', occurred_at, 'America/Bogota') as at, count(*)::int as n from event where kind = 'case.reopen' group by 1`,
    );
    const counts = new Map<number, number>();
    for (const { at, n } of [...days, ...reopened]) counts.set(at.getTime(), (counts.get(at.getTime()) ?? 0) + n);
    expect(
      new Map(local.casesOpened.points.flatMap(({ at, value }) => (value ? [[at.getTime(), value]] : []))),
    ).toEqual(new Map([...counts].sort(([a], [b]) => a - b)));
    expect((await read({ zone: 'Asia/Kolkata' })).zone).toBe('UTC');
  });
});

describe('counts', () => {
  const TABLES = ['rollup_hour', 'rollup_day', 'rollup_week', 'metric_fact', 'metric_span'] as const;
  const dump = async () =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async (table) => [
          table,
          (await rows<{ row: string }>(`select ${table}::text as row from ${table} order by 1`)).map(({ row }) => row),
        ]),
      ),
    );

  it('are the same when history is read again from its beginning, in any batches', async () => {
    const before = await dump();
    expect(await total('select 1 from event_chain')).toBe(await rollUp.rebuild(context(), 501));
    expect(await dump()).toEqual(before);
    await rollUp.rebuild(context(), 3);
    expect(await dump()).toEqual(before);
    // As after a release that counts something else.
    await db.query('update rollup_state set rules = 1');
    await rollUp.drain(context(), 999);
    expect(await dump()).toEqual(before);
    const again = await read();
    expect({ ...again, asOf: null }).toEqual({ ...overview, asOf: null });
  });

  it('keep a list as it was when history goes on', async () => {
    const marks = [
      figure('open')?.drill,
      figure('alerts')?.drill,
      figure('decided')?.drill,
      figure('wrongful_action_rate')?.drill,
      figure('seat_hours')?.drill,
      figure('false_positive_share')?.drill,
      figure('sla_attainment')?.drill,
      overview.backlogAge.find(({ drill }) => drill)?.drill,
      ...overview.scorecard.map(({ drill }) => drill),
      ...overview.queues.map(({ drill }) => drill),
      overview.casesOpened.points.at(-2)?.drill,
    ];
    const lists = await Promise.all(marks.map(listBehind));
    await live(200);
    for (const [i, mark] of marks.entries()) expect(await listBehind(mark), lists[i]?.title).toEqual(lists[i]);
    expect(figure('decided', await read())?.value).toBe(
      await total(`select 1 from decision where state = 'approved' and decided_at < $1`, to),
    );
  });

  it('take in an event that was written before and committed after others', async () => {
    const [head] = await rows<{ position: number }>('select position from rollup_state');
    const owner = await database.open('superuser', 1);
    const caseId = '00000000-0000-7000-8000-000000000001';
    // Its id and its moment are older than anything that was counted.
    await owner.query(
      `with e as (insert into event (id, stage, kind, entity_kind, entity_id, case_id, actor_kind, automatic, occurred_at, body_digest)
         values ($1::uuid, 'grouping', 'case.open', 'case', $2, $1::uuid, 'system', true, '2026-10-06T10:00:00Z', '\\x00') returning id),
       u as (insert into event_unsealed select id from e)
       insert into event_body (event_id, salt, body) select id, '\\x00', '{"facts":{"route":"vpn_proxy","queue":"relay","severity":3}}' from e`,
      [caseId, caseId],
    );
    await sealAll(sequencer);
    expect((await rollUp.run(context())).position).toBe((head?.position ?? 0) + 1);
    const point = (await read({ route: 'vpn_proxy' })).casesOpened.points.find(({ at }) =>
      at.toISOString().startsWith('2026-10-06'),
    );
    expect(point?.value).toBe(1);
    expect((await listBehind(point?.drill)).ids).toEqual([caseId]);
  });
});
