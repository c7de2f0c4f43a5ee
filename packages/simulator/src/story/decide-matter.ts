import type { Ground } from '../world/ground.js';
import { appealOf } from './appeal-matter.js';
import { anchorOf, type Matter } from './matter.js';
import { cast } from './staff.js';
import type { DecisionKind, ScopeWord, StoryStep } from './step.js';
import { clearingTexts, considered, routeTexts } from './texts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface DecideOptions {
  /** The customer has appealed, and the appeal stands here. */
  readonly appealWaits?: 'for a reviewer' | 'in review' | 'for the customer';
  /** When a waiting appeal was filed, if the customer had the letter by then. */
  readonly appealedAt?: number;
  /** A suspension is proposed, soon after the alerts came, and nobody has answered. */
  readonly approvalWaits?: boolean;
}

/** What was done about a matter, step by step, to its natural end; the caller cuts off what lies ahead of now. */
export function decideMatter(ground: Ground, matter: Matter, fallAt: number, options: DecideOptions = {}): StoryStep[] {
  const { random, postedAt, made } = matter;
  const anchor = anchorOf(matter);
  const reviewer = random.pick(cast.reviewers);
  const senior = random.pick(cast.seniors);
  const posted: StoryStep = {
    at: postedAt,
    do: 'alerts.post',
    alerts: [...made].sort((a, b) => a.at - b.at).map(({ alert }) => alert),
  };
  const steps: StoryStep[] = [posted];
  // Slower at first, quicker with the months; capped, so that the oldest open case is days old and not months.
  const months = (ground.now - postedAt) / (30 * DAY);
  const hours = Math.min(38, random.logNormal(5 + months, 0.9));
  const claimedAt = postedAt + (options.approvalWaits ? 90 * MINUTE : Math.max(6 * MINUTE, hours * HOUR));
  const text = routeTexts[matter.route];
  const step = (at: number) => ({ at, case: anchor, by: reviewer });

  steps.push({ ...step(claimedAt), do: 'case.claim' });
  const actedOn = options.approvalWaits || options.appealWaits || wronglyActedOn(matter);
  if (!matter.guilty && matter.innocence && !actedOn) {
    const { reason, verdict } = matter.innocence;
    if (random.chance(0.3)) {
      steps.push({ ...step(claimedAt + 3 * MINUTE), do: 'case.comment', text: clearingTexts[reason] });
    }
    steps.push({
      ...step(claimedAt + random.int(4, 9) * MINUTE),
      do: 'decision.propose',
      kind: 'no_violation',
      scope: null,
      subjects: null,
      route: matter.route,
      ground: null,
      clause: text.clause,
      evidence: null,
      facts: '',
      reasons: clearingTexts[reason],
      considered: [],
      until: null,
      clearing: { verdict, reason },
    });
    return steps;
  }

  const age = ground.now - postedAt;
  const fresh = age < 3 * DAY && !options.approvalWaits;
  // Lately enough not to be the most urgent on the desk.
  if (fresh && age < 30 * HOUR && matter.number % 3 === 2) {
    return [
      ...steps,
      { ...step(claimedAt + 3 * MINUTE), do: 'case.comment', text: 'The papers would settle it. Asked for them.' },
      {
        ...step(claimedAt + 5 * MINUTE),
        do: 'case.wait',
        party: 'customer',
        reason: 'Asked for a register extract and the lease of the office.',
      },
    ];
  }
  const falling = postedAt >= fallAt && made.some(({ alert }) => alert.detector.id === 'ip-intelligence');
  const certain = falling || options.approvalWaits || options.appealWaits;
  const { kind, scope } = certain ? ({ kind: 'suspend', scope: 'account' } as const) : answerTo(matter);
  const asks = kind === 'require_verification';
  if (random.chance(0.12) && !falling && !options.appealWaits) {
    steps.push({
      ...step(claimedAt + 2 * MINUTE),
      do: 'case.comment',
      text: `Looked at the ${made.length} alerts and the directory. ${text.reasons}`,
    });
  }
  steps.push({
    ...step(claimedAt + 4 * MINUTE),
    do: 'case.find',
    subjects: null,
    finding: asks
      ? 'undetermined'
      : matter.route === 'stolen_credential'
        ? 'victim'
        : matter.actors.length === 1
          ? 'operator'
          : 'knowing_participant',
    reason: text.finding,
  });
  const proposal = (when: number): StoryStep => ({
    ...step(when),
    do: 'decision.propose',
    kind,
    scope,
    subjects: null,
    route: matter.route,
    ground: 'contractual',
    clause: text.clause,
    evidence: null,
    facts: text.facts,
    reasons: text.reasons,
    considered: random.pick(considered),
    until: kind === 'suspend' ? claimedAt + (falling ? 75 : random.pick([30, 30, 60, 90])) * DAY : null,
    clearing: null,
  });
  steps.push(proposal(claimedAt + 8 * MINUTE));
  if (options.approvalWaits) return steps;
  let at = claimedAt + 8 * MINUTE;
  if (kind === 'suspend' || kind === 'terminate' || scope === 'organization') {
    at += random.logNormal(1.6, 0.7) * HOUR;
    // What was proposed in the last days is on somebody's desk still.
    if (fresh && matter.number % 3 !== 0) return steps;
    if (matter.number % 17 === 3) {
      // Sent back once, mended, and then agreed to.
      const again = at + random.int(40, 300) * MINUTE;
      steps.push(
        {
          at,
          case: anchor,
          by: senior,
          do: 'decision.return',
          reason: 'Say which accounts show the conduct themselves.',
        },
        { ...step(again), do: 'case.claim' },
        proposal(again + 6 * MINUTE),
      );
      at = again + random.int(30, 120) * MINUTE;
    }
    steps.push({
      at,
      case: anchor,
      by: senior,
      do: 'decision.approve',
      reason: 'Facts, families and reach are as written.',
    });
  }
  at += random.int(1, 6) * MINUTE;
  steps.push({ at, do: 'action.confirm', case: anchor, status: 'in_effect' });
  at += random.int(1, 4) * MINUTE;
  steps.push({ at, do: 'notice.deliver', case: anchor });
  if (asks || falling || matter.route === 'stolen_credential') return steps;
  return [...steps, ...appealOf(matter, anchor, kind, at, options)];
}

/** Honest customers with two decisive signals against them: most are acted on, wrongly. */
function wronglyActedOn(matter: Matter): boolean {
  return (
    matter.innocence !== null &&
    matter.innocence.detectors.length === 2 &&
    isMisleading(matter) &&
    matter.number % 5 !== 0
  );
}

function isMisleading(matter: Matter): boolean {
  const ids = matter.innocence?.detectors.join('+');
  return (
    ids === 'device-id-collision+payment-mismatch' ||
    ids === 'instrument-reuse+account-fan-in' ||
    ids === 'ownership-threshold+payment-mismatch' ||
    ids === 'relay-signature+end-user-fan-out'
  );
}

/** A measure that the evidence of each route carries. */
function answerTo({ route, random }: Matter): { kind: DecisionKind; scope: ScopeWord } {
  switch (route) {
    case 'intranet_tunnel':
    case 'vpn_proxy':
    case 'unknown':
      return { kind: 'require_verification', scope: 'account' };
    case 'exception_abuse':
      return { kind: 'warn', scope: 'account' };
    case 'stolen_credential':
      return { kind: 'restrict', scope: 'api_key' };
    default:
      return random.weighted<{ kind: DecisionKind; scope: ScopeWord }>([
        [{ kind: 'suspend', scope: 'account' }, 10],
        [{ kind: 'rate_limit', scope: 'account' }, 3],
        [{ kind: 'restrict', scope: 'account' }, 3],
        [{ kind: 'terminate', scope: 'account' }, 2],
        [{ kind: 'warn', scope: 'account' }, 2],
      ]);
  }
}
