import { describe, expect, it } from 'vitest';
import { parseAlert } from './alert/parse.js';
import { parseDirectoryRecord } from './directory/parse-directory.js';
import { openApiDocument } from './openapi.js';
import * as example from './openapi-examples.js';
import { ROUTES, SENT } from './openapi-routes.js';
import { problemSchema } from './problem.schema.js';

const document = openApiDocument({ version: '1' });
const now = Date.UTC(2026, 10, 21);

describe('the API document', () => {
  it('is the committed one; after a change of contract run vitest with -u', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../openapi.json');
  });

  const bodies = ROUTES.flatMap((route) =>
    [...(route.request ?? []), ...route.answer.bodies].map(
      (body) => [`${route.method} ${route.path} ${body.mediaType}`, body] as const,
    ),
  );

  it.each(bodies.filter(([, { example: sample }]) => sample !== undefined))('has a true example: %s', (_name, body) => {
    expect(body.schema.parse(body.example)).toEqual(body.example);
  });

  it.each(SENT.map((sent) => [sent.name, sent] as const))('has a true example: %s', (_name, sent) => {
    expect(sent.schema.parse(sent.example)).toEqual(sent.example);
  });

  it('shows alerts and records that are accepted', () => {
    const { ALERT_EXAMPLE, MINIMAL_ALERT_EXAMPLE, OCSF_EXAMPLE, CLOUD_EVENT_EXAMPLE } = example;
    for (const raw of [ALERT_EXAMPLE, MINIMAL_ALERT_EXAMPLE, OCSF_EXAMPLE, CLOUD_EVENT_EXAMPLE]) {
      expect(parseAlert(raw, { now })).toMatchObject({ ok: true });
    }
    expect(parseDirectoryRecord(example.DIRECTORY_EXAMPLE).ok).toBe(true);
    expect(problemSchema.parse(example.PROBLEM_EXAMPLE)).toEqual(example.PROBLEM_EXAMPLE);
  });

  it('refers only to what it holds, and holds no dialect or leftover', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference as string);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect(found, reference).toBeDefined();
    }
    expect(text).not.toContain('$defs');
    expect(text).not.toContain('$schema');
  });

  it('says what each of its schemas is', () => {
    const { schemas } = (document as { components: { schemas: Record<string, object> } }).components;
    for (const [name, schema] of Object.entries(schemas)) {
      expect(Object.keys(schema), name).not.toEqual(['$ref']);
    }
  });

  it('declares every parameter of a path, each operation once', () => {
    for (const { path, parameters } of ROUTES) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect((parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
    }
    const ids = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
