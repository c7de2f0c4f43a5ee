import { describe, expect, it } from 'vitest';
import { matchValue, sightingOf } from './sighting.js';

const isWhole = (text: string) => !/\p{Cs}/u.test(text);
/** What a database gives back. */
const stored = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

describe('keys', () => {
  it('of long values are never cut through a character', () => {
    for (const length of [300, 4000]) {
      for (let at = 115; at < 123; at++) {
        for (const type of ['payment_instrument', 'device_id', 'prompt_template', 'account', 'email', 'owner_name']) {
          const value = `${'v'.repeat(at)}${'𝒳🦊𐐀'.repeat(length)}`;
          const key = matchValue(type, value) as string;
          expect(key.length).toBeLessThanOrEqual(200);
          expect(stored(key), `${type} ${at}`).toBe(key);
        }
      }
    }
    const fox = `${'v'.repeat(119)}🦊`;
    const tail = 'w'.repeat(200);
    expect(matchValue('account', fox + tail)).not.toBe(matchValue('account', `${'v'.repeat(119)}🦝${tail}`));
  });

  it('hold no half of a character, whatever was sent', () => {
    const halves = [
      '\ud83d',
      '\udd8a',
      'a\ud83d',
      '\udd8ab',
      `${'v'.repeat(119)}\ud83d${'w'.repeat(300)}`,
      '\udd8a\ud83d',
    ];
    for (const half of halves) {
      const { keys } = sightingOf({
        id: 'x',
        subject: { kind: 'account', id: `acct${half}` },
        related: [{ kind: 'partner', id: `p${half}` }],
        indicators: ['device_id', 'account', 'email', 'phone', 'ip', 'network', 'prompt_template', 'fleet'].map(
          (type) => ({ type, value: `${half}@${half}` }),
        ),
        observedAt: 0,
      });
      expect(keys.length).toBeGreaterThan(3);
      for (const { value } of keys) expect(isWhole(value), JSON.stringify(value)).toBe(true);
    }
  });
});
