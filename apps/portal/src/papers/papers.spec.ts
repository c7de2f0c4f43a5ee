import { describe, expect, it } from 'vitest';
import { canShrink, paperProblem, sortPapers } from './check-paper.js';
import { paperTrouble } from './paper-trouble.js';
import { nextPapers, type Paper, type PaperStep, toSend } from './papers.js';
import { suitedPapers } from './suited.js';

const MB = 1024 * 1024;
const like = (name: string, size = 1000, lastModified = 1) => ({ name, size, lastModified });
const file = (name: string) => new File(['x'], name);
const run = (...steps: PaperStep[]) => steps.reduce<readonly Paper[]>(nextPapers, []);
const add = (key: string): PaperStep => ({
  type: 'add',
  papers: [{ key, file: file(`${key}.pdf`), purpose: 'other' }],
});

describe('what is taken', () => {
  it.each(['lease.pdf', 'PHOTO.JPG', 'a.jpeg', 'b.png', 'c.txt', 'd.csv', 'e.docx', 'f.XLSX'])('%s', (name) => {
    expect(paperProblem(like(name))).toBeNull();
  });
  it.each(['setup.exe', 'lease', 'page.html', 'photo.heic', 'lease.pdf.zip'])(
    'not %s, and it says its name',
    (name) => {
      expect(paperProblem(like(name))).toContain(name);
    },
  );
  it('neither what is empty nor what is too large, except for photos, which can be made smaller', () => {
    expect(paperProblem(like('a.pdf', 0))).toContain('empty');
    expect(paperProblem(like('a.pdf', 10 * MB))).toBeNull();
    expect(paperProblem(like('a.pdf', 10 * MB + 1))).toContain('the limit is 10 MB');
    expect(paperProblem(like('a.jpg', 14 * MB))).toBeNull();
    expect([canShrink('a.jpeg'), canShrink('a.pdf')]).toEqual([true, false]);
  });
  it('at most twenty, none of them twice, with a sentence for what stays out', () => {
    const chosen = Array.from({ length: 4 }, (_, index) => like(`${index}.pdf`));
    const { taken, problems } = sortPapers([...chosen, like('0.pdf')], [], 17);
    expect(taken.map(({ name }) => name)).toEqual(['0.pdf', '1.pdf', '2.pdf']);
    expect(problems).toEqual(['0.pdf is in the list already.', 'At most 20 papers. 3.pdf could not be added.']);
  });
});

describe('the list', () => {
  it('sends what waits and what failed, not what has arrived or was refused for good', () => {
    const papers = run(
      ...['a', 'b', 'c', 'd'].map(add),
      { type: 'sent', key: 'a' },
      { type: 'failed', key: 'b', problem: 'broke off', final: false },
      { type: 'failed', key: 'c', problem: 'disguised', final: true },
    );
    expect(toSend(papers).map(({ key }) => key)).toEqual(['b', 'd']);
  });
  it('holds what is on its way', () => {
    const papers = run(add('a'), { type: 'sending', key: 'a', share: 0.5 }, { type: 'remove', key: 'a' });
    expect(nextPapers(papers, { type: 'purpose', key: 'a', purpose: 'office_lease' })).toEqual(papers);
    expect(papers).toMatchObject([{ state: 'sending', share: 0.5, purpose: 'other' }]);
  });
  it('takes a paper once', () => {
    expect(run(add('a'), add('a'))).toHaveLength(1);
  });
  it('lets go of what has arrived', () => {
    expect(run(add('a'), add('b'), { type: 'sent', key: 'a' }, { type: 'clear_sent' })).toMatchObject([{ key: 'b' }]);
  });
});

describe('a paper that did not arrive', () => {
  it('is of no use again when the file itself is refused', () => {
    const told = { name: 'lease.pdf', size: 11 * MB };
    expect(paperTrouble({ kind: 'too_large' }, told)).toMatchObject({ final: true });
    expect(paperTrouble({ kind: 'disguised', message: null }, told)).toMatchObject({ final: true });
    expect(paperTrouble({ kind: 'offline' }, told)).toMatchObject({ final: false });
    expect(paperTrouble({ kind: 'fault', requestId: null }, told)).toMatchObject({ final: false });
  });
});

it('proposes the papers that would settle what is said', () => {
  expect(suitedPapers([])).toEqual([]);
  expect(suitedPapers(['other'])).toEqual([]);
  expect(suitedPapers(['location'])).toEqual(['office_lease', 'egress_addresses']);
  expect(suitedPapers(['ownership', 'location', 'of another release'])).toEqual([
    'registry_extract',
    'ownership_chart',
    'office_lease',
    'egress_addresses',
  ]);
});
