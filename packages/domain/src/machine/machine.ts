import type { Actor } from '../access/actor.js';
import { may, type Operation, partiesFor } from '../access/permissions.js';
import { type Refusal, refuse } from './refusal.js';

/** What every rule is told about the moment: never read from a clock inside the domain. */
export interface Moment {
  readonly now: Date;
  readonly actor: Actor;
}

/** One row of a machine's table: which operation it is, whether it needs a reason, and where it leads from where. */
export interface Transition<State extends string> {
  readonly operation: Operation;
  readonly reason: 'required' | 'optional';
  /** From state to state; several targets where the command itself says which. */
  readonly moves: Readonly<Partial<Record<State, State | readonly State[]>>>;
}
export type TransitionTable<State extends string, Command extends string> = Readonly<
  Record<Command, Transition<State>>
>;

export interface Machine<State extends string, Command extends string> {
  readonly name: string;
  readonly states: readonly State[];
  readonly commands: readonly Command[];
  readonly table: TransitionTable<State, Command>;
}

export interface CommandBase<Type extends string> {
  readonly type: Type;
  readonly reason?: string;
}

/** What goes into history: one per step, before and after, who, when, why, and whether a machine did it. */
export interface DomainEvent<Name extends string = string> {
  readonly name: Name;
  readonly at: Date;
  readonly actor: Actor;
  readonly automatic: boolean;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Decided<Thing> {
  readonly ok: true;
  readonly next: Thing;
  readonly events: readonly DomainEvent[];
}

export type StepRefusalCode = 'WRONG_STATE' | 'ROLE_NOT_ALLOWED' | 'REASON_REQUIRED';

/** The states a command may lead to from here; empty when it is not possible from here. */
export function targetsOf<S extends string, C extends string>(
  machine: Machine<S, C>,
  state: S,
  command: C,
): readonly S[] {
  const target = machine.table[command].moves[state];
  return target === undefined ? [] : typeof target === 'string' ? [target as S] : (target as readonly S[]);
}

/** What this actor may do with a thing in this state, guards aside: what a refusal and a screen offer. */
export function allowedCommands<S extends string, C extends string>(
  machine: Machine<S, C>,
  state: S,
  actor: Actor,
): readonly C[] {
  return machine.commands.filter(
    (command) => targetsOf(machine, state, command).length > 0 && may(actor, machine.table[command].operation),
  );
}

/** The checks that every machine shares: possible from here, by this actor, with a reason. Null when all hold. */
export function checkStep<S extends string, C extends string>(
  machine: Machine<S, C>,
  state: S,
  command: CommandBase<C>,
  { actor }: Moment,
): Refusal<StepRefusalCode> | null {
  const row = machine.table[command.type];
  const allowed = allowedCommands(machine, state, actor);
  if (targetsOf(machine, state, command.type).length === 0) {
    return refuse(
      'WRONG_STATE',
      `A ${machine.name} that is ${words(state)} can't be changed by "${words(command.type)}".`,
      allowed,
    );
  }
  if (!may(actor, row.operation)) {
    const who = partiesFor(row.operation).map(words).join(' or ');
    return refuse('ROLE_NOT_ALLOWED', `"${words(command.type)}" on a ${machine.name} is for: ${who}.`, allowed);
  }
  if (row.reason === 'required' && !command.reason?.trim()) {
    return refuse('REASON_REQUIRED', `"${words(command.type)}" on a ${machine.name} needs a reason.`, [command.type]);
  }
  return null;
}

/** The history event of a step. */
export function eventOf<C extends string>(
  machine: { readonly name: string },
  command: CommandBase<C>,
  from: string,
  to: string,
  { now, actor }: Moment,
  detail: Readonly<Record<string, unknown>> = {},
): DomainEvent {
  return {
    name: `${machine.name}.${command.type}`,
    at: now,
    actor,
    automatic: actor.kind === 'system',
    from,
    to,
    reason: command.reason?.trim() || null,
    detail,
  };
}

function words(snake: string): string {
  return snake.replaceAll('_', ' ');
}
