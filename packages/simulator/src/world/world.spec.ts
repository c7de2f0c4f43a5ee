import { createHash } from 'node:crypto';
import { parseAlert } from '@portcullis/contracts/alert/parse';
import { parseDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import { describe, expect, it, vi } from 'vitest';
import { EXCHANGES_PER_ACCOUNT } from '../campaigns/distillation.js';
import { FICTIONAL_PHONE, isDocumentationAddress, isDocumentationAsn } from '../names/network.js';
import type { AlertBody } from '../wire.js';
import { worldPlan } from './presets.js';
import { buildWorld, FILE_NOW, type World } from './world.js';

const make = (name: 'small' | 'grouping' | 'simple' | 'headline', seed: number, scale = 1) =>
  buildWorld(worldPlan(name, { scale, seed }), { seed });

function digest(world: World, order: 'time' | 'shuffled' = 'time'): string {
  const hash = createHash('sha256');
  for (const { alert, truth } of world.lines(order)) hash.update(alert).update(truth);
  for (const record of world.directory()) hash.update(JSON.stringify(record));
  hash.update(JSON.stringify(world.hubs));
  return hash.digest('hex');
}

vi.setConfig({ testTimeout: 60_000 });

describe('a world', () => {
  it('is the same bytes for the same seed, and others for another', () => {
    expect(digest(make('small', 7))).toBe(digest(make('small', 7)));
    expect(digest(make('small', 7))).not.toBe(digest(make('small', 8)));
  });

  it('holds only documentation addresses, .example domains and telephone numbers of fiction', () => {
    const world = make('grouping', 7);
    const check = (type: string, value: string) => {
      if (type === 'ip' || type === 'network') expect(isDocumentationAddress(value), value).toBe(true);
      if (type === 'asn') expect(isDocumentationAsn(Number(value)), value).toBe(true);
      if (type === 'email' || type === 'email_domain') expect(value).toMatch(/\.example$/);
      if (type === 'phone') expect(value.replace(/ ext\. \d+$/, '')).toMatch(FICTIONAL_PHONE);
    };
    for (const { alert } of world.alerts()) {
      for (const { type, value } of alert.indicators) check(type, value);
      expect(JSON.stringify(alert)).not.toMatch(/@[a-z0-9.-]+\.(?!example\b)[a-z]{2,}\b/);
    }
    for (const record of world.directory()) {
      if (typeof record.email === 'string') check('email', record.email);
      if (typeof record.domain === 'string') check('email_domain', record.domain);
    }
    for (const { type, value } of world.hubs) check(type, value);
  });

  it('sends alerts that the contract accepts, each with its truth, in order of time and unlike any other', () => {
    const world = make('small', 11);
    const ids = new Set<string>();
    let last = 0;
    let count = 0;
    for (const { alert, truth, at } of world.alerts()) {
      const parsed = parseAlert(JSON.parse(JSON.stringify(alert)), { now: FILE_NOW });
      if (!parsed.ok) expect.fail(`${alert.id}: ${JSON.stringify(parsed.problem)}`);
      expect(truth).toMatchObject({ detector: alert.detector.id, alertId: alert.id, subject: alert.subject });
      expect(at).toBeGreaterThanOrEqual(last);
      expect(at).toBeLessThanOrEqual(world.now);
      last = at;
      ids.add(`${alert.detector.id}/${alert.id}`);
      count += 1;
    }
    expect(count).toBe(world.alertCount);
    expect(ids.size).toBe(count);
  });

  it('keeps the truth out of the alerts', () => {
    for (const { alert, truth } of make('small', 5).alerts()) {
      const text = JSON.stringify(alert);
      if (truth.campaign) expect(text).not.toContain(truth.campaign);
      expect(text).not.toMatch(/"(innocent|bystander|knowing_participant|victim|operator_of)"/);
    }
  });

  it('shuffles without losing or doubling', () => {
    const world = make('small', 3);
    const inTime = [...world.alerts()].map(({ alert }) => alert.id);
    const mixed = [...world.alerts('shuffled')].map(({ alert }) => alert.id);
    expect(mixed).not.toEqual(inTime);
    expect(mixed.sort()).toEqual(inTime.sort());
  });

  it('can be made in parts', () => {
    const world = make('small', 3);
    const whole = [...world.lines()].map((line) => line.alert);
    const third = Math.floor(whole.length / 3);
    const parts = [
      ...world.lines('time', { to: third }),
      ...world.lines('time', { from: third, to: 2 * third }),
      ...world.lines('time', { from: 2 * third }),
    ].map((line) => line.alert);
    expect(parts).toEqual(whole);
  });

  it('knows an alert again by its id', () => {
    const world = make('small', 3);
    const serials = new Set<number>();
    for (const { alert, truth } of world.alerts()) {
      const serial = world.serialOf(alert.id) as number;
      serials.add(serial);
      const { group, index } = world.placeOf(serial);
      expect(group.actor(group.source.accountOf(index)).cluster).toBe(truth.cluster);
    }
    expect(serials.size).toBe(world.alertCount);
    expect(Math.max(...serials)).toBe(world.alertCount - 1);
    for (const id of ['fnd_zzzzzzz', 'fnd_', 'acct_0000000', 'fnd_000000u', '']) expect(world.serialOf(id)).toBe(null);
  });

  it('has every subject of an alert in its directory', () => {
    const world = make('small', 9);
    const known = new Set<string>();
    for (const record of world.directory()) {
      known.add(`${record.kind}:${record.id}`);
      const parsed = parseDirectoryRecord(JSON.parse(JSON.stringify(record)));
      if (!parsed.ok) expect.fail(`${record.kind} ${record.id}: ${JSON.stringify(parsed.problem)}`);
    }
    for (const { alert } of world.alerts()) {
      for (const { kind, id } of [alert.subject, ...alert.related])
        expect(known, `${kind} ${id}`).toContain(`${kind}:${id}`);
    }
  });
});

describe('the published campaign', () => {
  it('is 1,152 exchanges for each account, in 45 days', () => {
    const plan = { campaigns: [], innocents: [], exchangeAccounts: 60 };
    const world = buildWorld(plan, { seed: 1 });
    const perAccount = new Map<string, number>();
    let first: AlertBody | undefined;
    let last: AlertBody | undefined;
    for (const { alert } of world.alerts()) {
      first ??= alert;
      last = alert;
      const account = alert.subject.kind === 'account' ? alert.subject.id : 'other';
      perAccount.set(account, (perAccount.get(account) ?? 0) + 1);
    }
    expect(perAccount.size).toBe(60);
    expect([...new Set(perAccount.values())]).toEqual([EXCHANGES_PER_ACCOUNT]);
    const days =
      (Date.parse((last as AlertBody).observedAt) - Date.parse((first as AlertBody).observedAt)) / 86_400_000;
    expect(days).toBeGreaterThan(44.9);
    expect(days).toBeLessThanOrEqual(45);
  });

  it('is 28.8 million alerts at full size, any of which can be made by itself', () => {
    const world = buildWorld(worldPlan('headline', { seed: 1 }), { seed: 1 });
    const campaign = world.groups.find((group) => group.source.count === 25_000 * 1152);
    expect(campaign?.source.at(28_799_999).alert.detector.id).toBeTypeOf('string');
    expect(world.alertCount).toBeGreaterThan(28_800_000);
    expect(world.organizations).toBeGreaterThan(200_000);
  });

  it('is shorter, not smaller than a campaign, in a small world', () => {
    for (const [scale, exchanges] of [
      [0.01, 288_000],
      [0.002, 57_600],
    ] as const) {
      const world = make('headline', 1, scale);
      const campaign = world.groups.find(({ id }) => id === 'distillation-1');
      expect([campaign?.accounts, campaign?.source.count]).toEqual([600, exchanges]);
      expect(campaign?.campaign?.exchanges).toBe(exchanges);
    }
  });

  it('is cast from moulds with the bytes of the slow way', () => {
    const world = buildWorld({ campaigns: [], innocents: [], exchangeAccounts: 48 }, { seed: 4 });
    const slow = [...world.alerts('time', { to: 4000 })];
    const quick = [...world.lines('time', { to: 4000 })];
    for (const [i, line] of quick.entries()) {
      expect(JSON.parse(line.alert)).toEqual(slow[i]?.alert);
      expect(line.alert).toBe(JSON.stringify(slow[i]?.alert));
      expect(line.truth).toBe(JSON.stringify(slow[i]?.truth));
    }
  });
});
