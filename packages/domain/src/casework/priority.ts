import { SEVERITY_WORDS, type Severity } from '../vocabulary.js';

/** Versioned data: how many minutes earlier each fact pulls a case. */
export interface PriorityPolicy {
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** For the first active account, and for each doubling beyond it. */
  readonly firstActiveAccount: number;
  readonly perDoubling: number;
  readonly mostForActive: number;
  readonly victim: number;
  readonly reopened: number;
}

export const DEFAULT_PRIORITY_POLICY: PriorityPolicy = {
  bySeverity: { 0: 0, 1: 0, 2: 30, 3: 120, 4: 360, 5: 1_440, 6: 4_320 },
  firstActiveAccount: 60,
  perDoubling: 30,
  mostForActive: 480,
  victim: 240,
  reopened: 120,
};

/** SLA targets in minutes by severity; a queue may have its own. */
export const DEFAULT_SLA_MINUTES: Readonly<Record<Severity, number>> = {
  0: 10_080,
  1: 10_080,
  2: 7_200,
  3: 4_320,
  4: 1_440,
  5: 480,
  6: 120,
};

export interface PriorityFacts {
  readonly severity: Severity;
  readonly slaDueAt: Date;
  /** Accounts of the case that are still active. */
  readonly activeAccounts: number;
  /** Accounts that look like victims: each hour costs them. */
  readonly suspectedVictims: number;
  readonly reopened: boolean;
}

export type BecausePart =
  | { readonly kind: 'severity'; readonly severity: Severity; readonly minutes: number }
  | { readonly kind: 'active_accounts'; readonly count: number; readonly minutes: number }
  | { readonly kind: 'victims'; readonly count: number; readonly minutes: number }
  | { readonly kind: 'reopened'; readonly minutes: number }
  | { readonly kind: 'sla'; readonly dueAt: Date; readonly minutes: 0 };

export interface Priority {
  /** Due time less bonuses: the earlier, the sooner. An instant, so that claiming walks an index. */
  readonly actBy: Date;
  readonly because: readonly BecausePart[];
}

export function priorityOf(facts: PriorityFacts, policy: PriorityPolicy = DEFAULT_PRIORITY_POLICY): Priority {
  const because: BecausePart[] = [
    { kind: 'severity', severity: facts.severity, minutes: policy.bySeverity[facts.severity] },
  ];
  if (facts.activeAccounts > 0) {
    const grown = policy.firstActiveAccount + policy.perDoubling * Math.floor(Math.log2(facts.activeAccounts));
    because.push({
      kind: 'active_accounts',
      count: facts.activeAccounts,
      minutes: Math.min(policy.mostForActive, grown),
    });
  }
  if (facts.suspectedVictims > 0) {
    because.push({ kind: 'victims', count: facts.suspectedVictims, minutes: policy.victim });
  }
  if (facts.reopened) because.push({ kind: 'reopened', minutes: policy.reopened });
  because.push({ kind: 'sla', dueAt: facts.slaDueAt, minutes: 0 });
  const bonus = because.reduce((sum, part) => sum + part.minutes, 0);
  return { actBy: new Date(facts.slaDueAt.getTime() - bonus * 60_000), because };
}

/** "severity high · 3 accounts still active · SLA in 38 min", read at a moment, since the SLA part moves. */
export function becauseLine(because: readonly BecausePart[], now: Date): string {
  return because.map((part) => words(part, now)).join(' · ');
}

function words(part: BecausePart, now: Date): string {
  switch (part.kind) {
    case 'severity':
      return `severity ${SEVERITY_WORDS[part.severity]}`;
    case 'active_accounts':
      return part.count === 1 ? '1 account still active' : `${part.count} accounts still active`;
    case 'victims':
      return part.count === 1 ? '1 suspected victim' : `${part.count} suspected victims`;
    case 'reopened':
      return 'reopened';
    case 'sla': {
      const ms = part.dueAt.getTime() - now.getTime();
      return ms < 0 ? `SLA passed ${span(-ms)} ago` : `SLA in ${span(ms)}`;
    }
  }
}

/** "38 min", "5 h 10 min", "3 d 4 h". */
export function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
