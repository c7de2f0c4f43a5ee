import { type AlertBody, buildWorld, type WorldName, worldPlan } from '@portcullis/simulator';

export interface LinesWanted {
  world: WorldName;
  seed: number;
  alerts: number;
  /** A type of indicator: every alert carries one and the same value of it. */
  oneValue?: string | undefined;
}

/** Alerts of a world that is large enough, in the order in which they were observed. */
export function* worldLines({ world: name, seed, alerts, oneValue }: LinesWanted): Generator<string> {
  let scale = 1;
  let world = buildWorld(worldPlan(name, { seed, scale }), { seed });
  while (world.alertCount < alerts) {
    scale *= Math.max(1.1, (alerts / world.alertCount) * 1.05);
    world = buildWorld(worldPlan(name, { seed, scale }), { seed });
  }
  for (const { alert } of world.lines('time', { from: 0, to: alerts })) {
    yield oneValue === undefined ? alert : withValue(alert, oneValue);
  }
}

const SHARED: Readonly<Record<string, string>> = { ip: '203.0.113.7', network: '203.0.113.0/24', asn: '64500' };

function withValue(line: string, type: string): string {
  const body = JSON.parse(line) as AlertBody;
  const value = SHARED[type] ?? `the-same-${type}-everywhere`;
  return JSON.stringify({ ...body, indicators: [...body.indicators, { type, value }] });
}

/** NDJSON bodies of `size` alerts each. */
export function bodiesOf(lines: Iterable<string>, size: number): Buffer[] {
  const bodies: Buffer[] = [];
  let some: string[] = [];
  const close = () => {
    if (some.length > 0) bodies.push(Buffer.from(`${some.join('\n')}\n`, 'utf8'));
    some = [];
  };
  for (const line of lines) if (some.push(line) === size) close();
  close();
  return bodies;
}
