import {
  type ActionState,
  APPEALABLE_ACTION_STATES,
  type AppealState,
  type AppealThing,
  decideAppeal,
  OPEN_APPEAL_STATES,
  type Refusal,
  refuse,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';
import { type AppealedAction, leadingAction } from './appeal-row.js';

/** An action of a notice, with the last appeal against it that was not withdrawn. */
export interface NoticedAction extends AppealedAction {
  state: ActionState;
  earlier: { id: string; number: number; state: AppealState; cured: boolean } | null;
}

const ACTIONS = `
  select a.id, a.kind, a.scope, a.case_id as "caseId", a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state,
    (select json_build_object('id', p.id, 'number', p.number, 'state', p.state, 'cured', p.cured)
     from appeal_action x join appeal p on p.id = x.appeal_id
     where x.action_id = a.id and p.state <> 'withdrawn' order by p.number desc limit 1) as earlier
  from notice_action n join action a on a.id = n.action_id where n.notice_id = $1 order by a.id`;

export const noticedActions = (tx: Tx, noticeId: string): Promise<NoticedAction[]> =>
  tx.query<NoticedAction>(ACTIONS, [noticeId]);

/** Ordered and not confirmed yet: felt or about to be, so it can be appealed as well. */
const COMING: readonly ActionState[] = ['executing', 'failed', 'retrying', 'manual'];

export type NotAppealable = Refusal & { appeal?: { id: string; number: number } };

/**
 * Which of a notice's actions can be appealed now, all at once. An appeal that was decided is not repeated; one that
 * could not be looked into is completed instead.
 */
export function appealable(
  actions: readonly NoticedAction[],
  windowEndsAt: Date | null,
  moment: { now: Date; customerId: string },
): { ok: true; actions: readonly NoticedAction[] } | NotAppealable {
  const open = actions.find(({ earlier }) => earlier && isOpen(earlier.state))?.earlier;
  if (open) {
    return {
      ...refuse('APPEAL_ALREADY_OPEN', 'You have already appealed. Add to that appeal instead.', ['message']),
      appeal: { id: open.id, number: open.number },
    };
  }
  const incomplete = actions.find(({ earlier }) => earlier?.state === 'inadmissible' && !earlier.cured)?.earlier;
  if (incomplete) {
    return {
      ...refuse('COMPLETE_FIRST', 'Complete the appeal that you have filed; you can do that once.', ['cure']),
      appeal: { id: incomplete.id, number: incomplete.number },
    };
  }
  const able = actions.filter(
    ({ state, earlier }) => earlier === null && [...COMING, ...APPEALABLE_ACTION_STATES].includes(state),
  );
  if (able.length === 0) {
    return actions.some(({ earlier }) => earlier !== null)
      ? refuse('ALREADY_DECIDED', 'Your appeal was decided. Reply to the mail to reach a person.', ['open_dispute'])
      : refuse('NOTHING_TO_APPEAL', 'Nothing of this can be appealed.');
  }
  const late = decideAppeal(
    { ...DRAFT, windowEndsAt, action: leadingAction(able) },
    { type: 'submit', hasStanding: true, otherOpenAppeals: 0, statement: '?' },
    { now: moment.now, actor: { kind: 'customer', id: moment.customerId } },
  );
  return late.ok ? { ok: true, actions: able } : late;
}

const isOpen = (state: AppealState): boolean => (OPEN_APPEAL_STATES as readonly AppealState[]).includes(state);

const DRAFT: Omit<AppealThing, 'windowEndsAt' | 'action'> = {
  id: '',
  state: 'draft',
  reviewerId: null,
  rounds: 0,
  cured: false,
  onTheFile: false,
  proposed: null,
  reversalReason: null,
};
