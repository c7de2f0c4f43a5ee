import { describe, expect, it } from 'vitest';
import { parseDirectoryRecord } from './parse-directory.js';

const organization = {
  kind: 'organization',
  id: 'org_12',
  version: 3,
  name: 'Faro Claro S.A.',
  country: 'uy',
  plan: 'team',
  language: 'es-419',
  seats: 60,
  exchanges30d: 412_000,
  office: 'Montevideo',
};

const pointersOf = (raw: unknown) => {
  const parsed = parseDirectoryRecord(raw);
  return parsed.ok ? 'accepted' : parsed.problem.errors?.map(({ pointer }) => pointer);
};

describe('a directory record', () => {
  it('comes apart into identity and fields; unknown ones are kept', () => {
    const parsed = parseDirectoryRecord({ ...organization, parent: { kind: 'partner', id: 'p_1' }, lei: null });
    expect(parsed).toEqual({
      ok: true,
      record: {
        kind: 'organization',
        id: 'org_12',
        version: 3,
        deleted: false,
        parent: { kind: 'partner', id: 'p_1' },
        data: {
          name: 'Faro Claro S.A.',
          country: 'UY',
          plan: 'team',
          language: 'es-419',
          seats: 60,
          exchanges30d: 412_000,
          office: 'Montevideo',
        },
      },
    });
  });

  it('may carry its usage in one object', () => {
    const parsed = parseDirectoryRecord({ kind: 'account', id: 'a', version: 1, usage: { exchanges30d: 5, seats: 2 } });
    expect(parsed.ok && parsed.record.data).toEqual({ exchanges30d: 5, seats: 2 });
  });

  it('as a tombstone needs no more than its identity', () => {
    const parsed = parseDirectoryRecord({ kind: 'seat', id: 's', version: 2, deleted: true });
    expect(parsed.ok && parsed.record).toMatchObject({ deleted: true, data: {} });
  });

  it.each([
    [{ kind: 'robot' }, ['/kind']],
    [{ version: 1.5 }, ['/version']],
    [{ version: '3' }, ['/version']],
    [{ id: ' ' }, ['/id']],
    [{ seats: -1 }, ['/seats']],
    [{ seats: 'sixty' }, ['/seats']],
    [{ usage: { exchanges30d: 0.5 } }, ['/usage/exchanges30d']],
    [{ country: 'Uruguay' }, ['/country']],
    [{ language: '???' }, ['/language']],
    [{ parent: { kind: 'organization', id: 'org_12' } }, ['/parent']],
    [{ name: 'a\u0000' }, ['/name']],
    [{ kind: 'contact', email: 'nobody' }, ['/email']],
    [{ kind: 'contact', verifiedAt: 'soon' }, ['/verifiedAt']],
  ])('is refused with a pointer: %j', (part, pointers) => {
    expect(pointersOf({ ...organization, ...part })).toEqual(pointers);
  });

  it.each([[null], [[]], ['x'], [undefined], [{}]])('refuses %j', (raw) => {
    expect(parseDirectoryRecord(raw)).toMatchObject({ ok: false, problem: { status: 422 } });
  });
});
