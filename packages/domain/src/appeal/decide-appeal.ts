import {
  type CommandBase,
  checkStep,
  type Decided,
  eventOf,
  type Moment,
  type StepRefusalCode,
  targetsOf,
} from '../machine/machine.js';
import { type Refusal, refuse } from '../machine/refusal.js';
import type { ActionKind, ReversalReason, Scope } from '../vocabulary.js';
import { APPEAL_MACHINE, type AppealCommandType, type AppealState } from './appeal.machine.js';
import { type InMatter, independenceProblem } from './independence.js';

export const QUESTION_ROUNDS = 2;
export type SubstantiveResult = 'upheld' | 'partly_reversed' | 'reversed';

export interface ProposedResult {
  readonly result: SubstantiveResult;
  readonly reversalReason: ReversalReason | null;
  readonly by: string;
}

export interface AppealThing {
  readonly id: string;
  readonly state: AppealState;
  readonly action: { readonly id: string; readonly kind: ActionKind; readonly scope: Scope };
  /** The last moment at which it can be filed; null while the notice is undelivered, which starts no clock. */
  readonly windowEndsAt: Date | null;
  readonly reviewerId: string | null;
  /** Questions asked so far. */
  readonly rounds: number;
  readonly cured: boolean;
  /** A question went unanswered: the matter is decided on what is there. */
  readonly onTheFile: boolean;
  readonly proposed: ProposedResult | null;
  readonly reversalReason: ReversalReason | null;
}

type Plain = Exclude<
  AppealCommandType,
  | 'submit'
  | 'cure'
  | 'admit'
  | 'find_inadmissible'
  | 'ask'
  | 'time_out'
  | 'propose_result'
  | 'return'
  | 'decide'
  | 'cosign'
  | 'close_dispute'
>;
interface Result {
  readonly result: SubstantiveResult;
  readonly reversalReason: ReversalReason | null;
}
interface Independent {
  /** Who had a part in the matter, and whom the actor manages. */
  readonly matter: InMatter;
}
export type AppealCommand =
  | CommandBase<Plain>
  | (CommandBase<'submit' | 'cure'> & {
      /** A verified contact, an administrator of the organization, or an authorised representative. */
      readonly hasStanding: boolean;
      readonly otherOpenAppeals: number;
      readonly statement: string;
    })
  | (CommandBase<'admit' | 'find_inadmissible' | 'return'> & Independent)
  | (CommandBase<'ask'> & Independent & { readonly question: string })
  | (CommandBase<'time_out'> & { readonly answerDueAt: Date })
  | (CommandBase<'propose_result' | 'decide'> & Independent & Result)
  | (CommandBase<'cosign'> & Independent)
  | (CommandBase<'close_dispute'> & Result);

export type AppealRefusalCode =
  | StepRefusalCode
  | 'NO_STANDING'
  | 'APPEAL_WINDOW_CLOSED'
  | 'APPEAL_ALREADY_OPEN'
  | 'STATEMENT_REQUIRED'
  | 'ALREADY_CURED'
  | 'NOT_INDEPENDENT'
  | 'NOT_YOURS'
  | 'NO_ROUNDS_LEFT'
  | 'NOT_DUE'
  | 'REVERSAL_REASON_REQUIRED'
  | 'REVERSAL_REASON_NOT_EXPECTED'
  | 'COSIGN_NEEDED'
  | 'COSIGN_NOT_NEEDED'
  | 'SAME_PERSON';

/** Appeals of terminations and of actions on partners are co-signed by a manager. */
export function cosignNeeded(action: AppealThing['action']): boolean {
  return action.kind === 'terminate' || action.scope === 'partner';
}

export function decideAppeal(
  thing: AppealThing,
  command: AppealCommand,
  moment: Moment,
): Decided<AppealThing> | Refusal<AppealRefusalCode> {
  const refusal = checkStep(APPEAL_MACHINE, thing.state, command, moment) ?? guard(thing, command, moment);
  if (refusal) return refusal;
  const to = targetOf(thing, command);
  return {
    ok: true,
    next: effect({ ...thing, state: to }, command, moment),
    events: [
      eventOf(APPEAL_MACHINE, command, thing.state, to, moment, {
        appealId: thing.id,
        actionId: thing.action.id,
        ...detailOf(thing, command),
      }),
    ],
  };
}

function targetOf(thing: AppealThing, command: AppealCommand): AppealState {
  if (command.type === 'decide' || command.type === 'close_dispute') return command.result;
  if (command.type === 'cosign') return (thing.proposed as ProposedResult).result;
  return targetsOf(APPEAL_MACHINE, thing.state, command.type)[0] as AppealState;
}

function guard(thing: AppealThing, command: AppealCommand, { now, actor }: Moment): Refusal<AppealRefusalCode> | null {
  switch (command.type) {
    case 'submit':
    case 'cure':
      if (command.type === 'cure' && thing.cured) {
        return refuse('ALREADY_CURED', 'An appeal can be completed once.', ['open_dispute']);
      }
      if (!command.hasStanding) {
        return refuse('NO_STANDING', 'An appeal comes from a verified contact, an administrator or a representative.', [
          'file_statement',
        ]);
      }
      if (thing.windowEndsAt !== null && thing.windowEndsAt < now && command.type === 'submit') {
        return refuse('APPEAL_WINDOW_CLOSED', 'The time to appeal has ended.', ['open_dispute']);
      }
      if (command.otherOpenAppeals > 0) {
        return refuse('APPEAL_ALREADY_OPEN', 'An appeal against this action is open already. Add to that one.', [
          'message',
        ]);
      }
      return command.statement.trim()
        ? null
        : refuse('STATEMENT_REQUIRED', 'Say in a sentence or more why the action is wrong.', [command.type]);
    case 'admit':
    case 'find_inadmissible':
      return independent(command.matter, actor.id);
    case 'ask':
      return (
        independent(command.matter, actor.id) ??
        own(thing, actor.id) ??
        (thing.rounds < QUESTION_ROUNDS
          ? null
          : refuse('NO_ROUNDS_LEFT', 'Two rounds of questions were asked. Decide on what is there.', ['decide']))
      );
    case 'time_out':
      return command.answerDueAt <= now
        ? null
        : refuse('NOT_DUE', 'The customer still has time to answer.', ['answer']);
    case 'propose_result':
    case 'decide':
      return (
        independent(command.matter, actor.id) ??
        own(thing, actor.id) ??
        reasoned(command) ??
        rightForm(thing, command.type)
      );
    case 'return':
    case 'cosign':
      if (thing.proposed?.by === actor.id) {
        return refuse('SAME_PERSON', 'The co-signer is another person than the reviewer.', ['appeals.cosign']);
      }
      return independent(command.matter, actor.id);
    case 'close_dispute':
      return reasoned(command);
    default:
      return null;
  }
}

function independent(matter: InMatter, actorId: string): Refusal<'NOT_INDEPENDENT'> | null {
  const problem = independenceProblem(actorId, matter);
  return problem === null
    ? null
    : refuse('NOT_INDEPENDENT', `An appeal is heard by someone who had no part in the matter; ${problem}.`, [
        'another_appeal_reviewer',
      ]);
}

function own(thing: AppealThing, actorId: string): Refusal<'NOT_YOURS'> | null {
  return thing.reviewerId === null || thing.reviewerId === actorId
    ? null
    : refuse('NOT_YOURS', 'Another appeal reviewer hears this one.', ['appeals.claim']);
}

function reasoned(result: Result): Refusal<AppealRefusalCode> | null {
  if (result.result === 'upheld') {
    return result.reversalReason === null
      ? null
      : refuse('REVERSAL_REASON_NOT_EXPECTED', 'What is upheld has no reason of reversal.', [
          'reversed',
          'partly_reversed',
        ]);
  }
  return result.reversalReason !== null
    ? null
    : refuse('REVERSAL_REASON_REQUIRED', 'A reversal names its reason from the list.', ['decide', 'propose_result']);
}

function rightForm(thing: AppealThing, command: 'propose_result' | 'decide'): Refusal<AppealRefusalCode> | null {
  const needed = cosignNeeded(thing.action);
  if (command === 'decide' && needed) {
    return refuse('COSIGN_NEEDED', 'A manager co-signs appeals of terminations and of partner actions.', [
      'propose_result',
    ]);
  }
  if (command === 'propose_result' && !needed) {
    return refuse('COSIGN_NOT_NEEDED', 'This appeal needs no co-signature: decide it.', ['decide']);
  }
  return null;
}

function effect(next: AppealThing, command: AppealCommand, { actor }: Moment): AppealThing {
  switch (command.type) {
    case 'admit':
    case 'find_inadmissible':
      return { ...next, reviewerId: actor.id };
    case 'cure':
      return { ...next, cured: true };
    case 'ask':
      return { ...next, rounds: next.rounds + 1 };
    case 'time_out':
      return { ...next, onTheFile: true };
    case 'propose_result':
      return { ...next, proposed: { result: command.result, reversalReason: command.reversalReason, by: actor.id } };
    case 'return':
      return { ...next, proposed: null };
    case 'decide':
    case 'close_dispute':
      return { ...next, reversalReason: command.reversalReason };
    case 'cosign':
      return { ...next, reversalReason: next.proposed?.reversalReason ?? null };
    default:
      return next;
  }
}

function detailOf(thing: AppealThing, command: AppealCommand): Readonly<Record<string, unknown>> {
  switch (command.type) {
    case 'propose_result':
    case 'decide':
    case 'close_dispute':
      return { result: command.result, reversalReason: command.reversalReason };
    case 'cosign':
      return { result: thing.proposed?.result, reversalReason: thing.proposed?.reversalReason ?? null };
    case 'ask':
      return { round: thing.rounds + 1, question: command.question };
    default:
      return {};
  }
}
