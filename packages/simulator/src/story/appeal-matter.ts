import type { DecideOptions } from './decide-matter.js';
import type { Matter } from './matter.js';
import { cast } from './staff.js';
import type { AlertRef, DecisionKind, Paper, ReversalWord, StoryStep } from './step.js';
import { appealStatements, reversalTexts, upheldText } from './texts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whether the customer appeals, with what, and how it ends. `told` is when the letter came. */
export function appealOf(
  matter: Matter,
  anchor: AlertRef,
  kind: DecisionKind,
  told: number,
  options: DecideOptions,
): StoryStep[] {
  const { random } = matter;
  const wrong = !matter.guilty;
  const takes = kind === 'suspend' || kind === 'terminate' || kind === 'restrict';
  if (!options.appealWaits && !random.chance(wrong ? (takes ? 0.85 : 0.4) : takes ? 0.16 : 0.04)) return [];
  const customer = { kind: 'organization', id: matter.actors[0]?.organization?.id ?? '' } as const;
  const asked = told + random.logNormal(9, 1) * HOUR;
  const submitted = options.appealWaits ? Math.max(told + HOUR, options.appealedAt ?? asked) : asked;
  const steps: StoryStep[] = [
    {
      at: submitted,
      do: 'appeal.submit',
      case: anchor,
      customer,
      statement: random.pick(appealStatements),
      papers: papersOf(matter),
    },
  ];
  if (options.appealWaits === 'for a reviewer') return steps;
  const reader = random.pick(cast.appealReviewers);
  const firstReading = 'Read the customer’s words and papers first; they name one attribute.';
  if (options.appealWaits) {
    steps.push({ at: submitted + 3 * HOUR, do: 'appeal.claim', case: anchor, by: reader, firstReading });
    if (options.appealWaits === 'for the customer') {
      const text = 'Which software runs on the device that you mention, and who else uses it?';
      steps.push({ at: submitted + 5 * HOUR, do: 'appeal.ask', case: anchor, by: reader, text });
    }
    return steps;
  }
  if (random.chance(0.05)) {
    return [
      ...steps,
      { at: submitted + 20 * HOUR, do: 'appeal.withdraw', case: anchor, customer, text: 'Settled with your support.' },
    ];
  }
  const reviewer = random.pick(cast.appealReviewers);
  let at = submitted + random.logNormal(14, 0.6) * HOUR;
  steps.push({
    at,
    do: 'appeal.claim',
    case: anchor,
    by: reviewer,
    firstReading: 'Read the customer’s words and papers first; they name one attribute.',
  });
  if (random.chance(0.3)) {
    steps.push({
      at: at + 2 * HOUR,
      do: 'appeal.ask',
      case: anchor,
      by: reviewer,
      text: 'Which software runs on the device that you mention, and who else uses it?',
    });
    at += random.int(20, 60) * HOUR;
    steps.push({
      at,
      do: 'appeal.answer',
      case: anchor,
      customer,
      text: 'Here is the name of the vendor, with the invoice.',
    });
  }
  at += random.logNormal(16, 0.6) * HOUR;
  const reason: ReversalWord | null = wrong
    ? random.weighted<ReversalWord>([
        ['mistaken_fact', 6],
        ['not_subject', 2],
        ['new_evidence', 2],
      ])
    : random.chance(0.2)
      ? random.pick(['cured', 'disproportionate', 'leniency'] as const)
      : null;
  const labels = reason === 'mistaken_fact' || reason === 'not_subject';
  steps.push({
    at,
    do: 'appeal.decide',
    case: anchor,
    by: reviewer,
    result: reason === null ? 'upheld' : 'reversed',
    reason,
    text: reason === null ? upheldText : reversalTexts[reason],
    mistaken: labels ? [anchor] : [],
    mistakenReason: labels ? (matter.innocence?.reason ?? 'other') : null,
  });
  if (kind === 'terminate') {
    at += random.int(2, 20) * HOUR;
    steps.push({ at, do: 'appeal.cosign', case: anchor, by: cast.managers[0], agree: true, reason: 'Agreed.' });
  }
  if (reason !== null)
    steps.push({ at: at + random.int(2, 9) * MINUTE, do: 'action.confirm', case: anchor, status: 'lifted' });
  steps.push({ at: at + 12 * MINUTE, do: 'notice.deliver', case: anchor });
  return steps;
}

function papersOf({ random, actors }: Matter): Paper[] {
  const organization = actors[0]?.organization;
  if (!organization || random.chance(0.35)) return [];
  const registry: Paper = {
    fileName: 'register-extract.pdf',
    title: 'Register extract',
    lines: [
      `Registry number ${organization.registryNumber}`,
      `Country: ${organization.country}`,
      'Active, filings up to date',
    ],
  };
  const chart: Paper = {
    fileName: 'ownership.pdf',
    title: 'Who owns us',
    lines: ['As of 1 October 2026'],
    chart: [{ label: 'Founders', share: '72 %' }, { label: 'Holding', share: '100 %' }, { label: 'Operating company' }],
  };
  const lease: Paper = {
    fileName: 'office-lease.pdf',
    title: 'Office lease',
    lines: [`Office in ${organization.country}`, `For ${organization.seats} desks`, 'Until December 2028'],
  };
  return random.sample([registry, chart, lease], random.int(1, 2));
}
