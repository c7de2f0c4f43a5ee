import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sealAll, UnitOfWork } from '@portcullis/core';
import { RollUp } from '@portcullis/core/metrics/roll-up.command';
import { SYSTEM } from '@portcullis/domain';
import { RandomHistory } from '@portcullis/testkit/random-history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

const DAY = 86_400_000;
const manifest = fileURLToPath(new URL('../../../console/src/generated/persisted-documents.json', import.meta.url));
const documents = Object.values(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>);
/** As the console asks. */
const operation = (name: string): string => {
  const found = documents.find((text) => text.includes(`query ${name}(`) || text.includes(`query ${name} {`));
  if (!found) throw new Error(`the console has no operation ${name}`);
  return found;
};

interface Figure {
  key: string;
  value: number | null;
  n: number | null;
  unit: string;
  drill: string | null;
}
interface Overview {
  figures: Figure[];
  funnel: { key: string; count: number; drill: string | null }[];
  scorecard: { detector: string; version: string | null; drill: string; precision: { n: number } }[];
  alertsByRoute: { points: { value: number | null; drill: string | null }[] }[];
}
interface Drill {
  drill: Record<'cases' | 'alerts' | 'actions' | 'appeals', { id: string }[]> & {
    kind: 'cases' | 'alerts' | 'actions' | 'appeals';
    total: number;
    title: string;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
}

let door: TestDoor;
let manager: SignedInPerson;
let overview: Overview;
let input: { from: string; to: string; compare: boolean };

beforeAll(async () => {
  door = await openStaffDoor();
  const portal = await door.database.open('portal', 2);
  const start = new Date(Date.now() - 40 * DAY);
  const history = await RandomHistory.begin(door.dataSource, portal, start, 7);
  await history.run(450);
  await sealAll(await door.database.open('sequencer', 1));
  await new RollUp(new UnitOfWork(door.dataSource)).drain({ actor: SYSTEM, now: new Date() });
  manager = await door.signIn(['manager']);
  input = { from: new Date(start.getTime() - 3 * DAY).toISOString(), to: new Date().toISOString(), compare: true };
  const answer = await manager.query<{ overview: Overview }>(operation('Overview'), { input });
  expect(answer.errors).toEqual([]);
  overview = (answer.data as { overview: Overview }).overview;
});
afterAll(() => door?.close());

async function drillPage(token: string | null, person: SignedInPerson, after: string | null): Promise<Drill['drill']> {
  const { data, errors } = await person.query<Drill>(operation('Drill'), { token, first: 50, after });
  expect(errors).toEqual([]);
  return (data as Drill).drill;
}
async function drill(token: string | null, person = manager) {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await drillPage(token, person, after);
    ids.push(...page[page.kind].map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) return { ids, total: page.total, title: page.title, kind: page.kind };
    after = page.pageInfo.endCursor;
  }
}

describe('the overview, as the console asks', () => {
  it('has every figure, and each opens a list as long', async () => {
    expect(overview.figures.map(({ key }) => key)).toEqual([
      'open',
      'alerts',
      'decided',
      'time_to_first_review_p50',
      'time_to_first_review_p90',
      'time_to_decision_p50',
      'time_to_decision_p90',
      'time_to_decision_p99',
      'sla_attainment',
      'wrongful_action_rate',
      'overturn_rate',
      'seat_hours',
      'hours_wrongly_suspended',
      'false_positive_share',
    ]);
    const kinds = new Set<string>();
    for (const step of overview.funnel) {
      const list = await drill(step.drill ?? '');
      kinds.add(list.kind);
      expect([list.ids.length, list.total], list.title).toEqual([step.count, step.count]);
    }
    expect(kinds).toEqual(new Set(['alerts', 'cases', 'actions', 'appeals']));
    for (const { value, n, unit, drill: token, key } of overview.figures) {
      if (!token || unit === 'seat_hours' || key === 'sla_attainment' || key === 'hours_wrongly_suspended') continue;
      const length = unit === 'share' ? Math.round((value ?? 0) * (n ?? 0)) : unit === 'hours' ? n : value;
      expect((await drill(token)).ids.length, key).toBe(length);
    }
    const [row] = overview.scorecard;
    expect((await drill(row?.drill ?? null)).ids).toHaveLength(row?.precision.n ?? 0);
  });

  it('shows numbers to all staff, and rows to those who may read them', async () => {
    const admin = await door.signIn(['admin']);
    const step = overview.funnel.find(({ key }) => key === 'case_opened');
    const list = await drill(step?.drill ?? '', admin);
    expect(list).toMatchObject({ ids: [], total: step?.count });
  });

  it('refuses what cannot be, by field', async () => {
    for (const [change, field] of [
      [{ to: input.from }, 'to'],
      [{ from: '1990-01-01T00:00:00Z' }, 'to'],
      [{ grain: 'fortnight' }, 'grain'],
      [{ grain: 'hour' }, 'to'],
      [{ route: 'teleport' }, 'route'],
      [{ zone: "UTC'; drop table alert" }, 'zone'],
      [{ zone: 'Nowhere/Atlantis' }, 'zone'],
    ] as const) {
      const { errors } = await manager.query(operation('Overview'), { input: { ...input, ...change } });
      expect(errors[0]?.extensions.problem, JSON.stringify(change)).toMatchObject({
        code: 'invalid_input',
        errors: [{ pointer: `/input/${field}` }],
      });
    }
  });

  it('takes no token that it did not give out', async () => {
    const good = overview.funnel[1]?.drill ?? '';
    for (const token of [
      '',
      'x',
      '1~0',
      `${good}~`,
      good.replace('1~', '2~'),
      good.replaceAll('~', '~%'),
      '~'.repeat(11),
      'é'.repeat(3000),
    ]) {
      const { errors } = await manager.query(operation('Drill'), { token, first: 50 });
      expect(errors[0]?.extensions, token).toMatchObject({ code: 'invalid_input' });
    }
    const { errors } = await manager.query(operation('Drill'), { token: good, first: 50, after: "0'; select 1" });
    expect(errors[0]?.extensions).toMatchObject({ code: 'invalid_input' });
  });
});

describe('detectors', () => {
  it('carry their scorecards, one statement for all, and precision by day', async () => {
    const all = await manager.query<{ detectors: { id: string; scorecard: { version: string | null }[] }[] }>(
      operation('Detectors'),
    );
    expect(all.errors).toEqual([]);
    const versions = all.data?.detectors
      .find(({ id }) => id === 'tls_header_signature')
      ?.scorecard.map(({ version }) => version);
    expect(versions?.sort()).toEqual(['1.0', '1.1']);
    const { data, errors } = await manager.query<{ detector: { precisionOverTime: { n: number; drill: string }[] } }>(
      operation('Detector'),
      {
        id: 'instrument_reuse',
      },
    );
    expect(errors).toEqual([]);
    const points = data?.detector.precisionOverTime ?? [];
    expect(points.length).toBeGreaterThan(3);
    for (const { n, drill: token } of points) expect((await drill(token)).ids).toHaveLength(n);
  });

  it('show their precision in the cases in which they speak', async () => {
    const [row] = (await door.dataSource.query(
      `select c.number from case_file c join case_alert a on a.case_id = c.id where a.detector_id = 'instrument_reuse' and c.merged_into is null limit 1`,
    )) as { number: number }[];
    const reviewer = await door.signIn(['reviewer']);
    const { data, errors } = await reviewer.query<{
      case: { evidence: { detectors: { id: string; precision: { n: number; low: number } | null }[] }[] };
    }>(
      'query($number: Int!) { case(number: $number) { evidence { detectors { id precision { estimate low high n provisional } } } } }',
      row,
    );
    expect(errors).toEqual([]);
    const spoken = data?.case.evidence
      .flatMap(({ detectors }) => detectors)
      .find(({ id }) => id === 'instrument_reuse');
    expect(spoken?.precision?.n).toBeGreaterThan(0);
  });
});
