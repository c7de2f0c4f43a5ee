import { routeName } from '@portcullis/domain';
import type { Mark, MarkList } from './mark.js';

const NAMES: Readonly<Record<MarkList, string>> = {
  alerts: 'Alerts',
  labelled: 'Alerts that turned out',
  backlog: 'Open cases',
  age: 'Open cases by age',
  late: 'Open cases past their time',
  case_opened: 'Cases opened',
  case_reviewed: 'Cases looked at for the first time',
  case_decided: 'Cases decided',
  case_closed: 'Cases closed',
  not_in_time: 'Cases not done in time',
  action_ordered: 'Actions ordered',
  action_in_effect: 'Actions that went into effect',
  action_reversed: 'Actions of the period that were reversed',
  reversal: 'Reversals',
  appeal_submitted: 'Appeals filed',
  appeal_ended: 'Appeals decided',
  resting: 'Actions in effect',
  harm_hours: 'Hours wrongly suspended',
  harm_seat_hours: 'Seat-hours wrongly suspended',
};

const AT_A_MOMENT = new Set<MarkList>(['backlog', 'age', 'late', 'resting']);
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const hour = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const DAY = 86_400_000;

/** Says what a list holds: its name, what it is narrowed to, and when. */
export function titleOf(mark: Mark): string {
  const words = (text: string) => text.replaceAll('_', ' ');
  const name = NAMES[mark.list];
  const head = mark.list === 'labelled' ? `${name} ${mark.kinds.map(words).join(' or ')}` : name;
  const who = [mark.detector, mark.version].filter(Boolean).join(' ');
  const parts = [
    mark.list === 'resting' ? `${head} that rest on ${who}` : head,
    mark.list === 'labelled' ? '' : mark.kinds.map(words).join(', '),
    mark.list === 'resting' ? '' : who,
    mark.route && routeName(mark.route),
    mark.queue && `queue ${mark.queue}`,
    AT_A_MOMENT.has(mark.list) ? `as of ${hour.format(moment(mark))} UTC` : whenOf(mark),
  ];
  return parts.filter(Boolean).join(' · ');
}

const moment = ({ list, to, asOf }: Mark): Date => (list === 'backlog' && to < asOf ? to : asOf);

function whenOf({ from, to }: Mark): string {
  const span = to.getTime() - from.getTime();
  if (span < DAY) return `${hour.format(from)} UTC`;
  const last = new Date(to.getTime() - 1);
  return span === DAY ? day.format(from) : `${day.format(from)} to ${day.format(last)}`;
}
