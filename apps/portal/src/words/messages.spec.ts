import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPEAL_EVIDENCE_KINDS, APPEAL_GROUNDS, APPEAL_STANDINGS } from '@portcullis/contracts/portal/evidence';
import { ACTION_KINDS, APPEAL_RESULTS, APPEAL_STATES } from '@portcullis/domain';
import { describe, expect, it } from 'vitest';
import { MESSAGES_EN } from './messages.en.js';

const keys = Object.keys(MESSAGES_EN);
const here = import.meta.dirname;
const sources = readdirSync(join(here, '..'), { recursive: true, withFileTypes: true })
  .filter(
    (entry) => /\.tsx?$/.test(entry.name) && !entry.name.includes('.spec.') && !entry.name.startsWith('messages.'),
  )
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

describe('the messages', () => {
  it('are all said somewhere: by their key, by its stem, or by a key that is made of a word', () => {
    const made = /^(title|subject|affected|ground|paper|standing|state|result|story|messages)\./;
    const silent = keys.filter((key) => {
      const stem = key.replace(/\.(one|other)$/, '');
      return (
        !made.test(key) && ![key, stem].some((one) => sources.includes(`'${one}'`) || sources.includes(`"${one}"`))
      );
    });
    expect(silent).toEqual([]);
  });

  it('have words for whatever the server can tell', () => {
    const hitting = ACTION_KINDS.filter((kind) => kind !== 'no_violation' && kind !== 'monitor');
    const needed = [
      ...hitting.map((kind) => (`title.${kind}` in MESSAGES_EN ? `title.${kind}` : `title.${kind}.in_effect`)),
      ...APPEAL_GROUNDS.map((ground) => `ground.${ground}`),
      ...APPEAL_EVIDENCE_KINDS.flatMap((kind) => [`paper.${kind}`, `paper.${kind}.such`]),
      ...APPEAL_STANDINGS.map((standing) => `standing.${standing}`),
      ...APPEAL_STATES.filter((state) => state !== 'draft').map((state) => `state.${state}`),
      ...APPEAL_RESULTS.map((result) => `result.${result}.title`),
    ];
    expect(needed.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('never blame or threaten', () => {
    const harsh = /\b(violat|fraud|abus|illegal|must|forbidden|invalid|our systems detected|successful)/i;
    expect(Object.entries(MESSAGES_EN).filter(([, text]) => harsh.test(text))).toEqual([]);
  });

  it('come in both numbers', () => {
    const ones = keys.filter((key) => key.endsWith('.one'));
    expect(ones.filter((key) => !keys.includes(key.replace(/\.one$/, '.other')))).toEqual([]);
  });
});
