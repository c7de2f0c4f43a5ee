import { validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { newId } from './ids.js';
import { pooledRandomBytes } from './random-bytes.js';

describe('ids', () => {
  it('are uuids of version 7 that sort in the order in which they were made', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carry the instant that they were given', () => {
    const instant = new Date('2025-03-04T05:06:07.089Z');
    const ids = Array.from({ length: 1000 }, () => newId(instant));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(instant.getTime());
  });
});

describe('pooled random bytes', () => {
  it('are never handed out twice, and stay what they were', () => {
    const drawn = Array.from({ length: 3000 }, () => pooledRandomBytes(16));
    const said = drawn.map((bytes) => bytes.toString('hex'));
    for (let i = 0; i < 2000; i += 1) pooledRandomBytes(24);
    expect(drawn.map((bytes) => bytes.toString('hex'))).toEqual(said);
    expect(new Set(said).size).toBe(said.length);
  });

  it('come in any size', () => {
    expect(pooledRandomBytes(0)).toHaveLength(0);
    expect(pooledRandomBytes(10_000)).toHaveLength(10_000);
  });
});
