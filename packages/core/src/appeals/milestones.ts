import type { CustomerMatter, MatterAction, MatterAppeal } from './matter.view.js';

/** A dated line of what has happened and what comes. */
export interface Milestone {
  what:
    | 'noticed'
    | 'in_effect'
    | 'appealed'
    | 'acknowledged'
    | 'in_review'
    | 'asked'
    | 'answered'
    | 'withdrawn'
    | 'decided'
    | 'restored'
    | 'ended';
  /** `done` at `at`; `now`, with `at` as its latest end where there is one; `ahead`, not begun. */
  state: 'done' | 'now' | 'ahead';
  at: Date | null;
  appealNumber: number | null;
}

/** Who speaks next, about what, and by when. */
export interface NextAnswer {
  from: 'us' | 'you';
  what: 'decision' | 'temporary_access' | 'answer';
  at: Date;
  appealNumber: number;
}

export function nextAnswerOf(appeals: readonly MatterAppeal[]): NextAnswer | null {
  const open = appeals.find((appeal) => appeal.open);
  if (!open) return null;
  const appealNumber = open.number;
  const waiting: NextAnswer[] = [];
  if (open.answerDueAt) waiting.push({ from: 'you', what: 'answer', at: open.answerDueAt, appealNumber });
  if (open.relief.state === 'asked' && open.relief.answerDueAt) {
    waiting.push({ from: 'us', what: 'temporary_access', at: open.relief.answerDueAt, appealNumber });
  }
  if (open.dueAt && !open.pausedAt) waiting.push({ from: 'us', what: 'decision', at: open.dueAt, appealNumber });
  return waiting.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

type Line = Omit<Milestone, 'appealNumber'>;

/** The way of a matter from the notice to its end: what is done, where it stands, what comes. Of appeals, the last one. */
export function milestonesOf(
  notice: Pick<CustomerMatter['notice'], 'sentAt' | 'readAt'>,
  actions: readonly MatterAction[],
  appeals: readonly MatterAppeal[],
): Milestone[] {
  const appeal = appeals[0];
  const of = (number: number | null) => (line: Line) => ({ ...line, appealNumber: number });
  const told = notice.sentAt ?? notice.readAt;
  const first: Line[] = [
    ...(told ? [{ what: 'noticed', state: 'done', at: told } as const] : []),
    ...(actions.length > 0 ? [inEffect(actions)] : []),
  ];
  return [
    ...first.map(of(null)),
    ...(appeal ? linesOf(appeal).map(of(appeal.number)) : []),
    ...ending(actions, appeal ?? null).map(of(appeal?.number ?? null)),
  ].sort(byTime);
}

/** Done ones by date; then what is going on, then what is ahead, each in the order given. */
function byTime(a: Milestone, b: Milestone): number {
  const rank = { done: 0, now: 1, ahead: 2 } as const;
  const apart = rank[a.state] - rank[b.state];
  return apart !== 0 || a.state !== 'done' ? apart : (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0);
}

function inEffect(actions: readonly MatterAction[]): Line {
  const times = actions.flatMap(({ inEffectAt }) => (inEffectAt ? [inEffectAt.getTime()] : []));
  if (times.length > 0) return { what: 'in_effect', state: 'done', at: new Date(Math.min(...times)) };
  return { what: 'in_effect', state: 'ahead', at: null };
}

function linesOf(appeal: MatterAppeal): Line[] {
  const { submittedAt, acknowledgedAt, decidedAt, state } = appeal;
  const lines: Line[] = [
    { what: 'appealed', state: 'done', at: submittedAt },
    ...(acknowledgedAt ? [{ what: 'acknowledged', state: 'done', at: acknowledgedAt } as const] : []),
    ...questions(appeal),
  ];
  if (state === 'withdrawn') return [...lines, { what: 'withdrawn', state: 'done', at: decidedAt }];
  if (decidedAt) return [...lines, { what: 'decided', state: 'done', at: decidedAt }];
  const reading = state === 'in_review' || state === 'proposed';
  return [
    ...lines,
    ...(state === 'info_requested' ? [] : [{ what: 'in_review', state: reading ? 'now' : 'ahead', at: null } as const]),
    { what: 'decided', state: 'ahead', at: appeal.pausedAt ? null : appeal.dueAt },
  ];
}

/** Each question, and the first thing that the customer wrote after it. */
function questions({ messages, state, answerDueAt }: MatterAppeal): Line[] {
  const lines: Line[] = messages
    .filter(({ question }) => question)
    .flatMap((question) => {
      const answer = messages.find(({ from, at }) => from === 'you' && at > question.at);
      const asked: Line = { what: 'asked', state: 'done', at: question.at };
      return answer ? [asked, { what: 'answered', state: 'done', at: answer.at } as const] : [asked];
    });
  return state === 'info_requested' ? [...lines, { what: 'answered', state: 'now', at: answerDueAt }] : lines;
}

function ending(actions: readonly MatterAction[], appeal: MatterAppeal | null): Line[] {
  const reversed = appeal?.result === 'reversed' || appeal?.result === 'partly_reversed';
  const isReversal = ({ state }: MatterAction) => state === 'reversing' || state === 'reversed';
  const back = reversed ? actions.filter(isReversal) : actions.filter((action) => !isReversal(action));
  if (reversed && back.some(({ effect }) => effect === 'ending')) return [{ what: 'restored', state: 'now', at: null }];
  if (back.length === 0 || back.some(({ effect }) => effect !== 'over')) return [];
  const last = Math.max(...back.map(({ endedAt }) => endedAt?.getTime() ?? 0));
  return [{ what: reversed ? 'restored' : 'ended', state: 'done', at: last > 0 ? new Date(last) : null }];
}
