import { transferStation } from '../campaigns/transfer-station.js';
import type { DetectorId } from '../detectors/registry.js';
import { recordsOf, storyAlert } from '../story/cast-actor.js';
import type { FindingWord, StoryStep } from '../story/step.js';
import type { SubjectRef } from '../wire.js';
import type { Ground } from '../world/ground.js';
import { DAY, HOUR, MINUTE, refOf, type Scene } from './scene.js';

const ACCOUNTS = 212;

/**
 * Scene 2. A relay service behind 212 accounts with one device id. Nine belong to companies whose keys were stolen: the
 * findings say so, and the preview of a suspension leaves them out.
 */
export function transferStationScene(ground: Ground): Scene {
  const { now } = ground;
  const group = transferStation(ground, {
    number: 1042,
    accounts: ACCOUNTS,
    days: 6,
    startedDaysAgo: 6,
    alertsPerAccount: 0,
  });
  const actors = Array.from({ length: ACCOUNTS }, (_, i) => group.actor(i));
  const device = '6d80c1f4-9a3e-47d2-b0c5-1f2e7a66d804';
  // Just overdue, so that it comes right after the gateway.
  const posted = now - 9 * HOUR;
  const made = actors.flatMap((plain, i) => {
    const actor = { ...plain, devices: [device], cohort: { ...plain.cohort, startedAt: now - 6 * DAY } };
    const victim = actor.label === 'victim';
    const at = posted - ((i * 7919) % 8400) * MINUTE;
    const detectors: DetectorId[] = ['relay-signature'];
    if (i % 2 === 0) detectors.push('device-id-collision');
    if (i % 3 === 1 && !victim) detectors.push('instrument-reuse');
    if (i % 4 === 2) detectors.push('ip-intelligence');
    return detectors.map((detector, n) =>
      storyAlert(`${detector}-ts-${i + 1}`, {
        detector,
        actor,
        at: at - n * 11 * MINUTE,
        says: { severity: detector === 'ip-intelligence' ? 3 : 4 },
        data: victim
          ? { keyFoundInPublicCode: true, ownersOwnUse: { country: actor.claimed.country, shareOfRequests: 0.06 } }
          : {},
      }),
    );
  });
  made.sort((a, b) => a.at - b.at);
  const alerts = made.map(({ alert }) => alert);
  const anchor = refOf(alerts.find((alert) => alert.detector.id === 'relay-signature') as (typeof alerts)[number]);
  const subjectsWith = (label: string): SubjectRef[] =>
    actors.filter((actor) => actor.label === label).map((actor) => ({ kind: 'account', id: actor.account }));
  const find = (
    minutes: number,
    finding: FindingWord,
    subjects: readonly SubjectRef[] | null,
    reason: string,
  ): StoryStep => ({
    at: posted + 50 * MINUTE + minutes * MINUTE,
    do: 'case.find',
    by: 'tomas',
    case: anchor,
    subjects,
    finding,
    reason,
  });
  return {
    number: 2,
    title: 'A transfer station of 212 accounts, nine of them victims',
    look: 'Propose a suspension: the preview hits 203 accounts and leaves out the nine whose keys were stolen.',
    screen: 'case',
    role: 'reviewer',
    anchor,
    records: recordsOf(actors, now - 90 * DAY),
    truth: made.map(({ truth }) => truth),
    steps: [
      { at: posted, do: 'alerts.post', alerts },
      { at: posted + 50 * MINUTE, do: 'case.claim', by: 'tomas', case: anchor },
      find(
        4,
        'victim',
        subjectsWith('victim'),
        'Their keys were found in public code; their own use is small and from their own country.',
      ),
      find(6, 'operator', subjectsWith('operator'), 'Opened the first accounts and paid for the others.'),
      find(
        7,
        'knowing_participant',
        null,
        'Opened for the relay: same device id, relay software, no use of their own.',
      ),
      {
        at: posted + 58 * MINUTE,
        do: 'case.comment',
        by: 'tomas',
        case: anchor,
        text: 'Nine accounts are honest companies with stolen keys: accounts with card and use of their own. They need new keys and a letter, not a suspension. Leaving this to the next shift to propose.',
      },
      { at: posted + 59 * MINUTE, do: 'case.release', by: 'tomas', case: anchor, reason: 'end of shift' },
    ],
  };
}
