import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What Portcullis asks for, as CONTRACT describes `action.requested`. */
export interface ActionRequest {
  actionId: string;
  idempotencyKey: string;
  kind: string;
  scope: string;
  subjects: { kind: string; id: string }[];
  sequence: number;
  /** The number before this one where some were given up by the sender. */
  precededBy?: number | null;
  until?: string | null;
  reasonCode?: string;
  effects?: unknown;
}

export interface HeldAction extends ActionRequest {
  receivedAt: string;
  /** When it was carried out; null while it waits. */
  executedAt: string | null;
  status: 'received' | 'in_effect' | 'lifted' | 'failed';
  confirmed: boolean;
  times: number;
}

type Entry =
  | { type: 'received'; at: string; request: ActionRequest }
  | { type: 'executed'; at: string; key: string; status: HeldAction['status'] }
  | { type: 'confirmed'; at: string; key: string };

export type Receipt =
  | { is: 'new' | 'again'; action: HeldAction }
  | { is: 'refused'; expected: number; subject: string };

/**
 * What the control plane holds, and the order in which it takes it. Each step is on disk before it is answered, so that
 * an answer is never forgotten by a restart.
 */
export class Ledger {
  private readonly byKey = new Map<string, HeldAction>();
  private readonly lastSequence = new Map<string, number>();

  constructor(private readonly file?: string) {
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.replay(line);
  }

  /**
   * Takes a request in order per subject: the next number, one that names the last as the one before it, or any first
   * one. The same idempotency key again is answered as before; any other number is refused with the expected one.
   */
  receive(request: ActionRequest, now: Date): Receipt {
    const known = this.byKey.get(request.idempotencyKey);
    if (known) {
      known.times += 1;
      return { is: 'again', action: known };
    }
    for (const subject of request.subjects.map(subjectKey)) {
      const last = this.lastSequence.get(subject);
      const follows = request.precededBy ?? request.sequence - 1;
      if (last !== undefined && (follows !== last || request.sequence <= last))
        return { is: 'refused', expected: last + 1, subject };
    }
    this.write({ type: 'received', at: now.toISOString(), request });
    return { is: 'new', action: this.byKey.get(request.idempotencyKey)! };
  }

  executed(key: string, status: HeldAction['status'], now: Date): void {
    this.write({ type: 'executed', at: now.toISOString(), key, status });
  }

  confirmed(key: string, now: Date): void {
    this.write({ type: 'confirmed', at: now.toISOString(), key });
  }

  /** Newest first. */
  all(): HeldAction[] {
    return [...this.byKey.values()].reverse();
  }

  unconfirmed(): HeldAction[] {
    return [...this.byKey.values()].filter((action) => !action.confirmed);
  }

  /** What is in effect on each subject now. */
  inEffect(): { subject: string; kind: string; scope: string; actionId: string; since: string }[] {
    const held = new Map<string, HeldAction>();
    for (const action of this.byKey.values()) {
      for (const subject of action.subjects.map(subjectKey)) {
        if (action.status === 'lifted') held.delete(subject);
        else if (action.status === 'in_effect') held.set(subject, action);
      }
    }
    return [...held].map(([subject, { kind, scope, actionId, executedAt }]) => ({
      subject,
      kind,
      scope,
      actionId,
      since: executedAt ?? '',
    }));
  }

  private write(entry: Entry): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    this.apply(entry);
  }

  private replay(line: string): void {
    if (!line) return;
    try {
      this.apply(JSON.parse(line) as Entry);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // a cut last line was never answered
    }
  }

  private apply(entry: Entry): void {
    if (entry.type === 'received') {
      const { request, at } = entry;
      const action: HeldAction = {
        ...request,
        receivedAt: at,
        executedAt: null,
        status: 'received',
        confirmed: false,
        times: 1,
      };
      this.byKey.set(request.idempotencyKey, action);
      for (const subject of request.subjects.map(subjectKey)) this.lastSequence.set(subject, request.sequence);
      return;
    }
    const action = this.byKey.get(entry.key);
    if (!action) return;
    if (entry.type === 'confirmed') action.confirmed = true;
    else Object.assign(action, { status: entry.status, executedAt: entry.at });
  }
}

export function subjectKey(subject: { kind: string; id: string }): string {
  return `${subject.kind}:${subject.id}`;
}
