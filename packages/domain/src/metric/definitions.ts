/** What stands behind each "i": one sentence that anyone understands, and the formula. */
export interface Definition {
  readonly name: string;
  readonly sentence: string;
  readonly formula: string;
  readonly unit: 'count' | 'share' | 'duration' | 'hours' | 'seat_hours';
}

export const DEFINITIONS = {
  alerts: {
    name: 'Alerts',
    sentence: 'Alerts that were accepted in the period, by the time of what they observed; repeats are not counted.',
    formula: 'count of accepted alerts',
    unit: 'count',
  },
  occurrences: {
    name: 'Occurrences',
    sentence: 'Repeats of the same finding that were counted on their alert.',
    formula: 'sum of occurrence counts',
    unit: 'count',
  },
  cases_opened: {
    name: 'Cases opened',
    sentence: 'Cases that came into being or were reopened in the period.',
    formula: 'count of cases created + reopened',
    unit: 'count',
  },
  cases_closed: {
    name: 'Cases closed',
    sentence: 'Cases whose work was done in the period; an appeal may still change them until they are final.',
    formula: 'count of transitions to resolved',
    unit: 'count',
  },
  backlog: {
    name: 'Backlog',
    sentence: 'Cases at that moment on which somebody still has to work.',
    formula: 'cases that are neither resolved, final, monitored nor merged or split',
    unit: 'count',
  },
  backlog_age: {
    name: 'Age of the backlog',
    sentence: 'How long the open cases have been waiting since they were opened, in groups, with the oldest.',
    formula: 'as-of time − opened, for open cases',
    unit: 'duration',
  },
  time_to_first_review: {
    name: 'Time to first review',
    sentence:
      'From the opening of a case until somebody first claimed it; cases still waiting count as waiting for as long as they have.',
    formula: 'first claim − opened; p50, p90, p99 by Kaplan–Meier, those still waiting censored at their age',
    unit: 'duration',
  },
  time_to_decision: {
    name: 'Time to decision',
    sentence:
      'From the opening of a case until its decision was approved; cases still open count as waiting for as long as they have.',
    formula: 'approved − opened; p50, p90, p99 by Kaplan–Meier, those still open censored at their age',
    unit: 'duration',
  },
  sla_attainment: {
    name: 'SLA attainment',
    sentence: 'The share of cases done in time, among those closed and those that are open and late.',
    formula: 'in time / (closed + breached and open)',
    unit: 'share',
  },
  actions: {
    name: 'Actions',
    sentence: 'Actions that the executor confirmed to be in effect in the period, by kind.',
    formula: 'count of confirmed actions',
    unit: 'count',
  },
  appeals: {
    name: 'Appeals',
    sentence: 'Appeals that customers submitted in the period.',
    formula: 'count of submitted appeals',
    unit: 'count',
  },
  appeal_rate: {
    name: 'Appeal rate',
    sentence: 'Of the actions decided in the period that can be appealed, the share that was.',
    formula: 'appeals / appealable actions, by decision date',
    unit: 'share',
  },
  overturn_rate: {
    name: 'Overturn rate',
    sentence: 'Of the appeals that were decided, the share that ended in the customer’s favour, fully or in part.',
    formula: '(reversed + partly reversed) / decided appeals',
    unit: 'share',
  },
  wrongful_action_rate: {
    name: 'Wrongful-action rate',
    sentence: 'Of the actions decided in the period, the share that was reversed; it can still grow while appeals run.',
    formula: 'reversed actions / actions, by decision date',
    unit: 'share',
  },
  precision: {
    name: 'Precision',
    sentence: 'Of the alerts that turned out right or wrong, the share that was right; unknown ones stand apart.',
    formula: 'TP / (TP + FP)',
    unit: 'share',
  },
  actionable_precision: {
    name: 'Actionable precision',
    sentence: 'Of the decided alerts, the share that pointed at conduct that is not allowed.',
    formula: 'TP / (TP + FP + benign)',
    unit: 'share',
  },
  funnel: {
    name: 'From alert to reversal',
    sentence: 'How many alerts of the period became cases, decisions, actions, appeals and reversals so far.',
    formula: 'counts of one cohort, by the date of the alert',
    unit: 'count',
  },
  hours_wrongly_suspended: {
    name: 'Hours wrongly suspended',
    sentence: 'Time between confirmation of a suspension and confirmation of its reversal, for reversed suspensions.',
    formula: 'sum of (reversal confirmed − in effect)',
    unit: 'hours',
  },
  seat_hours: {
    name: 'Seat-hours wrongly suspended',
    sentence: 'The same hours, multiplied by the seats that could not work.',
    formula: 'sum of hours × seats',
    unit: 'seat_hours',
  },
  recidivism: {
    name: 'Repeat violations',
    sentence: 'Of the subjects that were actioned, the share with a new confirmed violation within the days shown.',
    formula: 'subjects with a new confirmed violation / subjects actioned',
    unit: 'share',
  },
} as const satisfies Record<string, Definition>;
export type MetricName = keyof typeof DEFINITIONS;
