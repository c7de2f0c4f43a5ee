import { ACTION_KINDS, type ActionKind, SCOPES, type Scope } from '../vocabulary.js';

/** What a rung of the ladder means. Mildest first, in the order of ACTION_KINDS. */
export interface Rung {
  /** As a screen and a letter name it. */
  readonly words: string;
  /** Whether it has an effect on a subject, and so an action, a notice and an appeal. */
  readonly hits: boolean;
  /** Whether it takes something away that the customer had. */
  readonly takesAway: boolean;
  readonly end: 'required' | 'optional' | 'none';
  readonly reversible: 'fully' | 'mostly' | 'no_effect';
  readonly scopes: readonly Scope[];
  /** Whether two independent families of signal are needed (DE-2). */
  readonly needsIndependentSignals: boolean;
}

export const LADDER = {
  no_violation: {
    words: 'No violation',
    hits: false,
    takesAway: false,
    end: 'none',
    reversible: 'no_effect',
    scopes: SCOPES,
    needsIndependentSignals: false,
  },
  monitor: {
    words: 'Monitor until a date',
    hits: false,
    takesAway: false,
    end: 'required',
    reversible: 'no_effect',
    scopes: SCOPES,
    needsIndependentSignals: false,
  },
  warn: {
    words: 'Warn',
    hits: true,
    takesAway: false,
    end: 'none',
    reversible: 'fully',
    scopes: SCOPES,
    needsIndependentSignals: false,
  },
  require_verification: {
    words: 'Require verification',
    hits: true,
    takesAway: false,
    end: 'optional',
    reversible: 'fully',
    scopes: ['account', 'organization', 'partner'],
    needsIndependentSignals: false,
  },
  rate_limit: {
    words: 'Limit the rate',
    hits: true,
    takesAway: true,
    end: 'optional',
    reversible: 'fully',
    scopes: SCOPES,
    needsIndependentSignals: false,
  },
  restrict: {
    words: 'Restrict',
    hits: true,
    takesAway: true,
    end: 'optional',
    reversible: 'fully',
    scopes: SCOPES,
    needsIndependentSignals: false,
  },
  // Without an end a suspension would be a termination under another name.
  suspend: {
    words: 'Suspend until a date',
    hits: true,
    takesAway: true,
    end: 'required',
    reversible: 'mostly',
    scopes: SCOPES,
    needsIndependentSignals: true,
  },
  terminate: {
    words: 'Terminate',
    hits: true,
    takesAway: true,
    end: 'none',
    reversible: 'mostly',
    scopes: ['account', 'organization', 'partner'],
    needsIndependentSignals: true,
  },
} as const satisfies Record<ActionKind, Rung>;

export function rungOf(kind: ActionKind): Rung {
  return LADDER[kind];
}

/** Position on the ladder, 0 the mildest. */
export function severityOfKind(kind: ActionKind): number {
  return ACTION_KINDS.indexOf(kind);
}

/** Negative when `a` is narrower than `b`. */
export function compareScopes(a: Scope, b: Scope): number {
  return SCOPES.indexOf(a) - SCOPES.indexOf(b);
}

export interface Choice {
  readonly kind: ActionKind;
  readonly scope: Scope;
}

/** What is milder or narrower than this and still hits: the page offers it beside the proposal, mildest change first. */
export function narrowerChoices({ kind, scope }: Choice): readonly Choice[] {
  const kinds = ACTION_KINDS.filter((k) => rungOf(k).hits && severityOfKind(k) <= severityOfKind(kind));
  const choices: Choice[] = [];
  for (const k of [...kinds].reverse()) {
    for (const s of [...SCOPES].reverse()) {
      const same = k === kind && s === scope;
      if (!same && compareScopes(s, scope) <= 0 && rungOf(k).scopes.includes(s)) choices.push({ kind: k, scope: s });
    }
  }
  return choices;
}
