import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloudEventFromHeaders, parseCloudEvent } from './alert/cloud-events.js';
import { parseAlert } from './alert/parse.js';
import { parseDirectoryRecord } from './directory/parse-directory.js';
import { appealDecisionForm } from './forms/appeal-forms.js';
import { commentForm, skipForm } from './forms/casework-forms.js';
import { findingsForm, proposeForm } from './forms/decision-forms.js';
import { readForm } from './forms/form.js';
import { readNdjson } from './ndjson.js';
import * as example from './openapi-examples.js';
import { portalAppealForm } from './portal/portal-forms.js';
import type { Problem } from './problem.js';
import { problemSchema } from './problem.schema.js';
import { confirmation, webhookMessage } from './webhook/messages.js';

/** Every parser gets all of this and has to give a result, never a throw. PORTCULLIS_FUZZ_RUNS asks for more. */
const numRuns = Number(process.env.PORTCULLIS_FUZZ_RUNS ?? 20_000);
const timeout = 300_000;
const now = Date.UTC(2026, 10, 21);

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\udfff\ud800',
    '__proto__',
    'constructor',
    'toString',
    '2026-11-20T00:00:00Z',
  ),
  fc.integer({ min: 200, max: 70_000 }).map((length) => 'x'.repeat(length)),
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 120 }),
  fc.double(),
  fc.constantFrom(2004, 1e21, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY, -0, now),
);
const names = [
  ...new Set(
    [example.ALERT_EXAMPLE, example.OCSF_EXAMPLE, example.CLOUD_EVENT_EXAMPLE, example.DIRECTORY_EXAMPLE].flatMap(
      (one) => Object.keys(one),
    ),
  ),
  '__proto__',
  'data_base64',
  'type_id',
  'value',
  'kind',
];

const garbage = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'g' },
    word,
    number,
    fc.constantFrom(null, true, false, undefined),
    fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'g' }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...names), word), tie('value')), { maxLength: 5, depthIdentifier: 'g' })
      .map(own),
  ),
})).value;

/** As JSON.parse makes objects: `__proto__` is a name like any other. */
function own(entries: [string, unknown][]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** A true example in which some places were overwritten with garbage. */
function damaged(base: unknown) {
  const places = placesOf(base);
  return fc.array(fc.tuple(fc.nat(places.length - 1), garbage), { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(base);
    for (const [place, value] of changes) overwrite(copy, places[place] as string[], value);
    return copy as unknown;
  });
}

function placesOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([name, inner]) => [[...at, name], ...placesOf(inner, [...at, name])]);
}

function overwrite(value: unknown, path: string[], replacement: unknown): void {
  let at = value as Record<string, unknown>;
  for (const step of path.slice(0, -1)) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) return;
    at = next as Record<string, unknown>;
  }
  const last = path.at(-1) as string;
  Object.defineProperty(at, last, { value: replacement, enumerable: true, configurable: true, writable: true });
}

const anything = fc.oneof(
  garbage,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
);
const alertLike = fc.oneof(
  anything,
  damaged(example.ALERT_EXAMPLE),
  damaged(example.OCSF_EXAMPLE),
  damaged(example.CLOUD_EVENT_EXAMPLE),
  damaged({ ...example.CLOUD_EVENT_EXAMPLE, data: example.OCSF_EXAMPLE }),
);

type Parsed = { ok: true } | { ok: false; problem: Problem };

function checkProblem(parsed: Parsed): void {
  if (parsed.ok) return;
  expect(problemSchema.safeParse(parsed.problem).success).toBe(true);
  expect(parsed.problem.errors?.length).toBeGreaterThan(0);
  // The answer has to be sent and the problem stored: neither may carry on what made the input unfit, or its size.
  const text = JSON.stringify(parsed);
  expect(text.length).toBeLessThan(20_000);
  expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
}

describe('every parser gives a result for whatever comes', () => {
  it('alerts in each form', { timeout }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(alertLike, (raw) => {
        const parsed = parseAlert(raw, { now });
        checkProblem(parsed);
        if (!parsed.ok) return;
        accepted += 1;
        const { alert } = parsed;
        expect(JSON.stringify(alert)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        for (const ms of [alert.observedAt, alert.firstSeen, alert.lastSeen]) expect(Number.isInteger(ms)).toBe(true);
        expect(alert.firstSeen).toBeLessThanOrEqual(alert.lastSeen);
        expect(alert.subject.id.length * alert.subject.kind.length * alert.externalId.length).toBeGreaterThan(0);
        expect(alert.indicators.length + alert.evidence.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
    // Were none accepted, nothing beyond the first check would have been looked at.
    expect(accepted).toBeGreaterThan(numRuns / 100);
  });

  it('CloudEvents in binary mode', { timeout }, () => {
    const header = fc.option(fc.oneof(word, fc.array(word, { maxLength: 2 })), { nil: undefined });
    const headers = fc.record({ 'ce-id': header, 'ce-source': header, 'ce-type': header, 'ce-specversion': header });
    fc.assert(
      fc.property(headers, alertLike, (sent, raw) => {
        checkProblem(parseCloudEvent(cloudEventFromHeaders(sent, raw), { now }, 'binary'));
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('directory records', { timeout }, () => {
    fc.assert(
      fc.property(fc.oneof(anything, damaged(example.DIRECTORY_EXAMPLE)), (raw) => {
        checkProblem(parseDirectoryRecord(raw));
      }),
      { numRuns },
    );
  });

  it('forms and confirmations', { timeout }, () => {
    const forms = [
      proposeForm,
      findingsForm,
      skipForm,
      commentForm,
      portalAppealForm,
      appealDecisionForm,
      confirmation,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...forms, webhookMessage),
        fc.oneof(anything, damaged(example.CONFIRMATION_EXAMPLE)),
        (form, raw) => {
          checkProblem(readForm(form, raw));
        },
      ),
      { numRuns },
    );
  });

  it('NDJSON from any bytes', { timeout }, async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(fc.oneof(fc.json(), fc.constant('{"a":'), fc.constant('\n')), { maxLength: 6 })
        .map((parts) => Buffer.from(parts.join('\n'))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), fc.integer({ min: 1, max: 200 }), async (chunks, max) => {
        let next = 0;
        for await (const line of readNdjson(streamOf(chunks), max)) {
          expect(line.index).toBe(next);
          next += 1;
        }
      }),
      { numRuns: numRuns / 4 },
    );
  });
});

async function* streamOf(chunks: readonly Uint8Array[]) {
  yield* chunks;
}
