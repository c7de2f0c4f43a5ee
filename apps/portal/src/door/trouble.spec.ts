import { expect, it } from 'vitest';
import { troubleOf, troubleText } from './trouble.js';

const none = () => null;
const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  troubleOf(status, typeof body === 'string' ? body : JSON.stringify(body), (name) => headers[name] ?? null);

it('tells a missing session, an unknown and an expired link apart', () => {
  expect(read(401, {}).kind).toBe('signed_out');
  expect(read(404, {}).kind).toBe('unknown');
  expect(read(410, {}).kind).toBe('expired');
});

it('keeps the appeal that is open already', () => {
  const trouble = read(409, {
    detail: 'You have already appealed. Add to that appeal instead.',
    refusal: { code: 'APPEAL_ALREADY_OPEN', allowed: ['message'] },
    appeal: { id: 'a', number: 12 },
  });
  expect(trouble).toEqual({
    kind: 'refused',
    code: 'APPEAL_ALREADY_OPEN',
    message: 'You have already appealed. Add to that appeal instead.',
    appeal: { id: 'a', number: 12 },
  });
});

it('puts each problem beside its field, the first one of several', () => {
  const errors = [
    { pointer: '/statement', detail: 'Write something here.' },
    { pointer: '/statement', detail: 'another' },
    { pointer: '/grounds/0', detail: 'Not one of these.' },
    { pointer: '', detail: 'the whole' },
  ];
  expect(read(422, { errors })).toMatchObject({
    kind: 'invalid',
    fields: { statement: 'Write something here.', grounds: 'Not one of these.', '': 'the whole' },
  });
});

it('says how long to wait, and the reference of a fault', () => {
  expect(troubleText(read(429, {}, { 'retry-after': '30' }))).toContain('Wait 30 seconds');
  expect(read(429, {})).toEqual({ kind: 'busy', seconds: 60 });
  expect(troubleText(read(500, {}, { 'x-request-id': 'req-7' }))).toContain('req-7');
});

it('survives whatever a proxy answers', () => {
  for (const body of ['', '<html>', '"text"', 'null', '[]', '12']) {
    for (const status of [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503]) {
      expect(troubleText(troubleOf(status, body, none))).not.toBe('');
    }
  }
});
