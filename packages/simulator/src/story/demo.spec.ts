import { parseAlert } from '@portcullis/contracts/alert/parse';
import { parseDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import { OUTCOME_REASONS, ROLES, ROUTES, signalIndependence, VERDICTS } from '@portcullis/domain';
import { describe, expect, it, vi } from 'vitest';
import { detectors } from '../detectors/registry.js';
import type { AlertBody } from '../wire.js';
import { type Demo, demoNames, demoWorld } from './demo.js';
import { evidenceOf } from './evidence-of.js';
import { FALL, fallDate } from './history.js';
import { pdfOf } from './paper.js';
import { cast, staff } from './staff.js';
import type { AlertRef, ProposalStep, StoryStep } from './step.js';

const NOW = Date.UTC(2026, 10, 21, 9, 40);
const small = demoWorld({ name: 'small', now: NOW });
const keyOf = (ref: AlertRef) => `${ref.detector}/${ref.id}`;
const alertsOf = (demo: Demo): AlertBody[] =>
  demo.steps.flatMap((step) => (step.do === 'alerts.post' ? step.alerts : []));

/** Posts by alert, so that a case reference leads to the alerts that came with it. */
function postsOf(demo: Demo): Map<string, readonly AlertBody[]> {
  const posts = new Map<string, readonly AlertBody[]>();
  for (const step of demo.steps) {
    if (step.do !== 'alerts.post') continue;
    for (const alert of step.alerts) posts.set(keyOf({ detector: alert.detector.id, id: alert.id }), step.alerts);
  }
  return posts;
}

// Thousands of alerts go through the parsers of the contract here.
vi.setConfig({ testTimeout: 60_000 });

describe('a demo world', () => {
  it('is the same for the same seed and moment', () => {
    expect(JSON.stringify(demoWorld({ name: 'small', now: NOW }))).toBe(JSON.stringify(small));
  });

  it.each(demoNames)('%s: every step refers to what was posted before, in order, by people who exist', (name) => {
    const demo = name === 'small' ? small : demoWorld({ name, now: NOW });
    const people = new Set(demo.staff.filter((person) => !person.visitor).map((person) => person.key));
    const posted = new Set<string>();
    let last = 0;
    for (const step of demo.steps) {
      expect(step.at).toBeGreaterThanOrEqual(last);
      expect(step.at).toBeLessThanOrEqual(NOW);
      last = step.at;
      if (step.do === 'alerts.post')
        for (const alert of step.alerts) {
          posted.add(keyOf({ detector: alert.detector.id, id: alert.id }));
          expect(Date.parse(alert.observedAt), alert.id).toBeLessThanOrEqual(step.at);
        }
      if ('case' in step) expect(posted, `${step.do} ${keyOf(step.case)}`).toContain(keyOf(step.case));
      if ('by' in step) expect(people).toContain(step.by);
    }
  });

  it('has alerts and records that the contract accepts, each alert with its truth and its subject in the directory', () => {
    const known = new Set<string>();
    for (const record of small.records) {
      const parsed = parseDirectoryRecord(JSON.parse(JSON.stringify(record)));
      if (!parsed.ok) expect.fail(`${record.kind} ${record.id}: ${JSON.stringify(parsed.problem)}`);
      known.add(`${record.kind}:${record.id}`);
    }
    const truth = new Set(small.truth.map((row) => `${row.detector}/${row.alertId}`));
    const all = alertsOf(small);
    for (const alert of all) {
      const parsed = parseAlert(JSON.parse(JSON.stringify(alert)), { now: NOW });
      if (!parsed.ok) expect.fail(`${alert.id}: ${JSON.stringify(parsed.problem)}`);
      expect(truth).toContain(`${alert.detector.id}/${alert.id}`);
      for (const { kind, id } of [alert.subject, ...alert.related]) expect(known).toContain(`${kind}:${id}`);
    }
    expect(new Set(all.map((alert) => `${alert.detector.id}/${alert.id}`)).size).toBe(all.length);
  });

  it('speaks the words of the domain', () => {
    for (const entry of detectors) for (const route of entry.routes) expect(ROUTES).toContain(route);
    for (const person of staff) for (const role of person.roles) expect(ROLES).toContain(role);
    for (const step of small.steps) {
      if (step.do === 'decision.propose' && step.clearing) {
        expect(VERDICTS).toContain(step.clearing.verdict);
        expect(OUTCOME_REASONS).toContain(step.clearing.reason);
      }
    }
  });

  it('proposes suspensions and terminations only on evidence that carries them', () => {
    const posts = postsOf(small);
    const proposals = small.steps.filter((step): step is ProposalStep => step.do === 'decision.propose');
    for (const step of proposals) {
      if (step.kind !== 'suspend' && step.kind !== 'terminate') continue;
      const alerts = posts.get(keyOf(step.case)) ?? [];
      expect(signalIndependence(alerts.map(evidenceOf)).sufficient, keyOf(step.case)).toBe(true);
    }
  });

  it('leaves work on every desk', () => {
    const last = new Map<string, StoryStep['do']>();
    for (const step of small.steps) if ('case' in step) last.set(keyOf(step.case), step.do);
    const ends = [...last.values()];
    const count = (word: StoryStep['do']) => ends.filter((end) => end === word).length;
    expect(count('decision.propose')).toBeGreaterThan(3);
    expect(count('appeal.submit')).toBeGreaterThan(3);
    expect(count('case.wait')).toBeGreaterThan(0);
    expect(small.steps.filter((step) => step.do === 'appeal.decide').length).toBeGreaterThan(15);
  });

  it('keeps those who hear appeals apart from those who decide', () => {
    for (const key of cast.appealReviewers) {
      expect([...cast.reviewers, ...cast.seniors, ...cast.managers]).not.toContain(key);
    }
  });
});

describe('the scenes', () => {
  const scene = (number: number) => {
    const found = small.scenes.find((one) => one.number === number);
    if (!found) throw new Error(`no scene ${number}`);
    return found;
  };
  const posted = (number: number) =>
    scene(number).steps.flatMap((step) => (step.do === 'alerts.post' ? step.alerts : []));

  it('are seven', () => {
    expect(small.scenes.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('1: two families, one source', () => {
    const verdict = signalIndependence(posted(1).map(evidenceOf));
    expect(verdict).toMatchObject({ sufficient: false, headline: 'One source, twice' });
    expect(verdict.families).toHaveLength(2);
    expect(JSON.stringify(posted(1))).toContain('5012');
  });

  it('2: 212 accounts with one device id, nine of them victims', () => {
    const accounts = new Set(posted(2).map((alert) => alert.subject.id));
    const withDevice = new Set(
      posted(2)
        .filter((alert) => alert.indicators.some(({ type }) => type === 'device_id'))
        .map((alert) => alert.subject.id),
    );
    expect([accounts.size, withDevice.size]).toEqual([212, 212]);
    const victims = scene(2).steps.find((step) => step.do === 'case.find' && step.finding === 'victim');
    expect(victims).toMatchObject({ subjects: { length: 9 } });
  });

  it('3: 60 seats for 3 h 10 min are 190 seat-hours, and three more rest on the same evidence', () => {
    const { steps, anchor, records } = scene(3);
    const confirmed = steps.filter((step) => step.do === 'action.confirm' && step.case.id === anchor?.id);
    const [from, to] = confirmed.map((step) => step.at) as [number, number];
    const seats = records.find((record) => record.id === 'org_sierralta')?.seats;
    expect(((to - from) / 3_600_000) * (seats as number)).toBe(190);
    const proposals = steps.filter((step) => step.do === 'decision.propose');
    expect(proposals).toHaveLength(4);
  });

  it('4: twelve customers of a reseller, one bad', () => {
    const organizations = scene(4).records.filter((record) => record.kind === 'organization');
    expect(organizations).toHaveLength(12);
    const bystanders = scene(4).steps.find((step) => step.do === 'case.find' && step.finding === 'bystander');
    expect(bystanders).toMatchObject({ subjects: { length: 11 } });
  });

  it('5: ip-intelligence falls from 94 to 71 % on a Tuesday, with 14 suspensions resting on it', () => {
    const fallAt = fallDate(NOW);
    expect(new Date(fallAt).getUTCDay()).toBe(2);
    expect(fallAt).toBeLessThan(NOW - 8 * 86_400_000);
    const posts = postsOf(small);
    const count = { before: { right: 0, wrong: 0 }, after: { right: 0, wrong: 0 } };
    let resting = 0;
    // A proposal that was sent back is made again: the last one counts.
    const last = new Map<string, ProposalStep>();
    for (const step of small.steps) if (step.do === 'decision.propose') last.set(keyOf(step.case), step);
    for (const step of last.values()) {
      const alerts = posts.get(keyOf(step.case)) ?? [];
      const own = alerts.filter((alert) => alert.detector.id === 'ip-intelligence');
      const labels = !['monitor', 'require_verification'].includes(step.kind);
      if (own.length === 0 || !labels) continue;
      const side = step.at < fallAt ? count.before : count.after;
      if (step.kind === 'no_violation') side.wrong += own.length;
      else side.right += own.length;
      const bearing = new Set(signalIndependence(alerts.map(evidenceOf)).loadBearing);
      if (step.kind !== 'no_violation' && own.some((alert) => bearing.has(alert.id))) resting += 1;
    }
    expect(count).toEqual({ before: FALL.before, after: FALL.after });
    expect(FALL.before.right / (FALL.before.right + FALL.before.wrong)).toBeCloseTo(0.94, 3);
    expect(FALL.after.right / (FALL.after.right + FALL.after.wrong)).toBeCloseTo(0.71, 2);
    expect(resting).toBe(FALL.inEffect);
  });

  it('6: one of three accounts is suspended, and the customer has appealed', () => {
    expect(scene(6).records.filter((record) => record.kind === 'account')).toHaveLength(3);
    expect(scene(6).steps.at(-1)).toMatchObject({ do: 'appeal.submit' });
  });
});

describe('a paper', () => {
  it('is a small PDF whose table of objects is right', () => {
    const pdf = pdfOf({
      fileName: 'a.pdf',
      title: 'Titel (ä)',
      lines: ['eins'],
      chart: [{ label: 'A', share: '50 %' }, { label: 'B' }],
    });
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-1.4')).toBe(true);
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    for (const [, offset] of text.matchAll(/^(\d{10}) 00000 n/gm))
      expect(text.slice(Number(offset))).toMatch(/^\d+ 0 obj/);
  });
});
