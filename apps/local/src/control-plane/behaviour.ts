/**
 * How the control plane misbehaves on demand. The first five spoil the answer to a webhook, the others what follows it.
 */
export const behaviours = {
  ok: 'executes and confirms',
  slow: 'answers after a while',
  error: 'answers 500',
  gone: 'answers 410, which asks the sender to stop',
  garbage: 'answers what is no HTTP body of sense',
  down: 'drops the connection',
  fail: 'takes the order and confirms that it failed',
  confirm_twice: 'confirms twice',
  confirm_late: 'confirms after a while',
  silent: 'takes the order and never confirms',
} as const;
export type Behaviour = keyof typeof behaviours;

export function isBehaviour(value: unknown): value is Behaviour {
  return typeof value === 'string' && Object.hasOwn(behaviours, value);
}

/** The behaviour now, and how long it lasts: for the next `times` messages, or until it is changed. */
export class Script {
  private behaviour: Behaviour = 'ok';
  private remaining = Number.POSITIVE_INFINITY;
  delayMs = 3_000;

  set(behaviour: Behaviour, times?: number, delayMs?: number): void {
    this.behaviour = behaviour;
    this.remaining = times ?? Number.POSITIVE_INFINITY;
    if (delayMs !== undefined) this.delayMs = delayMs;
  }

  current(): Behaviour {
    return this.behaviour;
  }

  /** The behaviour for one message. */
  next(): Behaviour {
    const { behaviour } = this;
    this.remaining -= 1;
    if (this.remaining <= 0) this.set('ok');
    return behaviour;
  }
}
