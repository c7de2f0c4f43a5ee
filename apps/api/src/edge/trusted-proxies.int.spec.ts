import { expect, it } from 'vitest';
import { openStaffDoor } from './test-door.js';

/** How many addresses the door counts attempts under, when 127.0.0.1 passes on what two others asked. */
async function addressesCounted(trusted: string): Promise<number> {
  const door = await openStaffDoor({ PORTCULLIS_TRUSTED_PROXIES: trusted });
  try {
    const keysAfter = async (from: string): Promise<Set<string>> => {
      const answer = await door.app.inject({
        method: 'POST',
        url: '/session',
        headers: { 'x-portcullis-csrf': '1', 'x-forwarded-for': from },
        remoteAddress: '127.0.0.1',
        payload: { email: 'nobody@provider.example', password: 'not the password' },
      });
      expect(answer.statusCode).toBe(401);
      const rows: { key: string }[] = await door.dataSource.query('select key from attempt');
      return new Set(rows.map((row) => row.key));
    };
    const first = await keysAfter('203.0.113.9');
    const second = await keysAfter('203.0.113.10');
    return 1 + (second.size - first.size);
  } finally {
    await door.close();
  }
}

it('believes a proxy only when it is one of ours', async () => {
  expect(await addressesCounted('')).toBe(1);
  expect(await addressesCounted('192.0.2.0/24')).toBe(1);
  expect(await addressesCounted('127.0.0.0/8, 192.0.2.1')).toBe(2);
});

it('refuses what is no address', async () => {
  await expect(openStaffDoor({ PORTCULLIS_TRUSTED_PROXIES: 'the proxy' })).rejects.toThrow('TRUSTED_PROXIES');
});
