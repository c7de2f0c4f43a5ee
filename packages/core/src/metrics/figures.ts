import {
  censoredQuantile,
  DEFINITIONS,
  type Harm,
  type MetricName,
  overturnRate,
  type Rate,
  slaAttainment,
  wilson,
  wrongfulActionRate,
} from '@portcullis/domain';
import type { OverviewView } from './overview.query.js';
import type { Scorecards } from './scorecard.query.js';
import { type Scene, tokenOf, totalOf } from './tally.js';
import type { Waits } from './waits.js';

export interface FigureView {
  key: string;
  label: string;
  /** Null: no data, which is never 0. */
  value: number | null;
  /** It is more than that: too many still wait to know by how much. */
  atLeast: boolean;
  /** `hours` is how long something took, `hours_sum` is hours added up. */
  unit: 'count' | 'share' | 'hours' | 'hours_sum' | 'seat_hours';
  low: number | null;
  high: number | null;
  n: number | null;
  note: string | null;
  previous: number | null;
  definition: string;
  drill: string | null;
}

interface Known extends Scene {
  sums: ReadonlyMap<string, number> | null;
  open: number;
  openBefore: number | null;
  late: number;
  waits: Waits;
  waitsBefore: Waits | null;
  harm: Harm;
  harmBefore: Harm | null;
  scorecard: Scorecards;
}

const HOUR = 3_600_000;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const defined = (name: MetricName): string => `${DEFINITIONS[name].sentence} ${DEFINITIONS[name].formula}.`;

/** The figures on top, each with what it rests on. Those that say nothing of a detector are left out for one. */
export function figuresOf(known: Known): FigureView[] {
  const work = known.base.detector === '';
  return [
    ...(work ? [open(known)] : []),
    ...(known.base.queue === '' ? [counted(known, 'alerts', 'Alerts', totalOf(known.alerts, 'alerts'), 'alerts')] : []),
    ...(work ? ofWork(known) : []),
    ...(known.base.queue === '' ? [falsePositives(known)] : []),
  ];
}

function ofWork(known: Known): FigureView[] {
  return [
    counted(known, 'decided', 'Decided', totalOf(known.work, 'case_decided'), 'case_decided'),
    hours(known, 'time_to_first_review_p50', 'First look, half within', 'time_to_first_review', 0.5),
    hours(known, 'time_to_first_review_p90', 'First look, nine in ten within', 'time_to_first_review', 0.9),
    hours(known, 'time_to_decision_p50', 'Decision, half within', 'time_to_decision', 0.5),
    hours(known, 'time_to_decision_p90', 'Decision, nine in ten within', 'time_to_decision', 0.9),
    hours(known, 'time_to_decision_p99', 'Decision, 99 in 100 within', 'time_to_decision', 0.99),
    inTime(known),
    reversed(known),
    overturned(known),
    ...harmed(known),
  ];
}

const figure = (
  of: Partial<FigureView> & Pick<FigureView, 'key' | 'label' | 'value' | 'unit' | 'definition'>,
): FigureView => ({
  atLeast: false,
  low: null,
  high: null,
  n: null,
  note: null,
  previous: null,
  drill: null,
  ...of,
});

function open(known: Known): FigureView {
  return figure({
    key: 'open',
    label: 'Open',
    value: known.open,
    unit: 'count',
    note: known.late > 0 ? `${whole.format(known.late)} past their time` : null,
    previous: known.openBefore,
    definition: defined('backlog'),
    drill: tokenOf({ ...known.base, list: 'backlog', total: known.open }),
  });
}

function counted(known: Known, key: string, label: string, value: number, list: 'alerts' | 'case_decided'): FigureView {
  return figure({
    key,
    label,
    value,
    unit: 'count',
    previous: known.sums && sumOf(known.sums, list),
    definition: list === 'alerts' ? defined('alerts') : 'Cases of which a decision was approved in the period.',
    drill: tokenOf({ ...known.base, list, total: value }),
  });
}

function hours(
  known: Known,
  key: string,
  label: string,
  metric: 'time_to_decision' | 'time_to_first_review',
  q: number,
): FigureView {
  const wait = known.waits[metric];
  const at = censoredQuantile(wait, q);
  const before = known.waitsBefore && censoredQuantile(known.waitsBefore[metric], q);
  const isDecision = metric === 'time_to_decision';
  const still = isDecision ? 'still open' : 'still unseen';
  return figure({
    key,
    label,
    value: at && at.ms / HOUR,
    atLeast: at?.isLeast ?? false,
    unit: 'hours',
    n: wait.done,
    note: wait.waiting > 0 ? `${whole.format(wait.waiting)} ${still}, counted as waiting` : null,
    // What is only known to be longer is nothing to compare with.
    previous: before && !before.isLeast && !at?.isLeast ? before.ms / HOUR : null,
    definition: defined(metric),
    drill: tokenOf({ ...known.base, list: isDecision ? 'case_decided' : 'case_reviewed', total: wait.done }),
  });
}

const ofRate = (rate: Rate | null): Pick<FigureView, 'value' | 'low' | 'high' | 'n'> => ({
  value: rate?.rate ?? null,
  low: rate?.low ?? null,
  high: rate?.high ?? null,
  n: rate?.n ?? 0,
});

function inTime(known: Known): FigureView {
  const closed = totalOf(known.work, 'case_closed');
  const done = totalOf(known.work, 'case_closed', ['in_time']);
  const missed = closed - done + known.late;
  return figure({
    key: 'sla_attainment',
    label: 'In time',
    ...ofRate(slaAttainment(done, closed, known.late)),
    unit: 'share',
    note: missed > 0 ? `${whole.format(missed)} not in time` : null,
    definition: defined('sla_attainment'),
    drill: tokenOf({ ...known.base, list: 'not_in_time', total: missed }),
  });
}

function reversed(known: Known): FigureView {
  const ordered = totalOf(known.work, 'action_ordered');
  const wrong = Math.min(totalOf(known.work, 'action_reversed'), ordered);
  const ripening = ordered - totalOf(known.work, 'action_settled');
  const before = known.sums && {
    ordered: sumOf(known.sums, 'action_ordered'),
    wrong: sumOf(known.sums, 'action_reversed'),
  };
  return figure({
    key: 'wrongful_action_rate',
    label: 'Reversed',
    ...ofRate(wrongfulActionRate(wrong, ordered)),
    unit: 'share',
    note: ripening > 0 ? `${whole.format(ripening)} can still be appealed` : null,
    previous: (before && wrongfulActionRate(Math.min(before.wrong, before.ordered), before.ordered)?.rate) ?? null,
    definition: defined('wrongful_action_rate'),
    drill: tokenOf({ ...known.base, list: 'action_reversed', total: wrong }),
  });
}

const DECIDED_APPEALS = ['upheld', 'partly_reversed', 'reversed'] as const;

function overturned(known: Known): FigureView {
  const [upheld, partlyReversed, wholly] = DECIDED_APPEALS.map((result) =>
    totalOf(known.work, 'appeal_ended', [result]),
  );
  const appeals = { upheld: upheld ?? 0, partlyReversed: partlyReversed ?? 0, reversed: wholly ?? 0 };
  const before = known.sums && {
    upheld: known.sums.get('appeal_ended upheld') ?? 0,
    partlyReversed: known.sums.get('appeal_ended partly_reversed') ?? 0,
    reversed: known.sums.get('appeal_ended reversed') ?? 0,
  };
  const filed = totalOf(known.work, 'appeal_submitted');
  return figure({
    key: 'overturn_rate',
    label: 'Appeals won',
    ...ofRate(overturnRate(appeals)),
    unit: 'share',
    note: filed > 0 ? `${whole.format(filed)} filed` : null,
    previous: (before && overturnRate(before)?.rate) ?? null,
    definition: defined('overturn_rate'),
    drill: tokenOf({
      ...known.base,
      list: 'appeal_ended',
      kinds: ['partly_reversed', 'reversed'],
      total: appeals.partlyReversed + appeals.reversed,
    }),
  });
}

function harmed(known: Known): FigureView[] {
  const { harm, harmBefore, base } = known;
  return [
    figure({
      key: 'seat_hours',
      label: 'Wrongly suspended',
      value: rounded(harm.seatHours),
      unit: 'seat_hours',
      note: harm.hours > 0 ? `${whole.format(harm.hours)} h, ${whole.format(harm.seats)} seats` : null,
      previous: harmBefore && rounded(harmBefore.seatHours),
      definition: defined('seat_hours'),
      drill: tokenOf({ ...base, list: 'harm_seat_hours', total: rounded(harm.seatHours) }),
    }),
    figure({
      key: 'hours_wrongly_suspended',
      label: 'Hours wrongly suspended',
      value: rounded(harm.hours),
      unit: 'hours_sum',
      previous: harmBefore && rounded(harmBefore.hours),
      definition: defined('hours_wrongly_suspended'),
      drill: tokenOf({ ...base, list: 'harm_hours', total: rounded(harm.hours) }),
    }),
  ];
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function falsePositives({ scorecard, base }: Known): FigureView {
  const { counts, unlabelled, from, to } = scorecard;
  const wrong = counts.false_positive;
  return figure({
    key: 'false_positive_share',
    label: 'False positives',
    ...ofRate(wilson(wrong, counts.true_positive + wrong)),
    unit: 'share',
    note: unlabelled > 0 ? `${whole.format(unlabelled)} alerts without a word on them` : null,
    definition:
      'Of the alerts of the period that turned out right or wrong, the share that was wrong; unknown and benign ones stand apart. FP / (TP + FP).',
    drill: tokenOf({ ...base, from, to, list: 'labelled', kinds: ['false_positive'], total: wrong }),
  });
}

const sumOf = (sums: ReadonlyMap<string, number>, metric: string): number => {
  let sum = 0;
  for (const [key, n] of sums) if (key.startsWith(`${metric} `)) sum += n;
  return sum;
};

/** What happened in the period at each stage; the steps are not one cohort. */
export function funnelOf(scene: Scene): OverviewView['funnel'] {
  const steps = [
    ['alerts', 'Alerts', totalOf(scene.alerts, 'alerts')],
    ['case_opened', 'Cases opened', totalOf(scene.work, 'case_opened')],
    ['case_decided', 'Decided', totalOf(scene.work, 'case_decided')],
    ['action_in_effect', 'Actions in effect', totalOf(scene.work, 'action_in_effect')],
    ['appeal_submitted', 'Appeals', totalOf(scene.work, 'appeal_submitted')],
    ['reversal', 'Reversed', totalOf(scene.work, 'reversal')],
  ] as const;
  return steps.map(([list, label, count]) => ({
    key: list,
    label,
    count,
    drill: tokenOf({ ...scene.base, list, total: count }),
  }));
}
