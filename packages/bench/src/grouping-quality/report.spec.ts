import { expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import { linesOf } from './report.js';

it('prints precision, recall and F1 of pairs, of alerts and of true clusters', () => {
  const truth = new Map([
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
  ]);
  const allInOne = new Map([...truth.keys()].map((id) => [id, 1]));
  const result = evaluate({ truth }, { name: 'all in one', partition: allInOne, seconds: 0 });
  const [, head = '', row = ''] = linesOf({ name: 'three', alerts: [] }, [result]);
  const words = (line: string) => (line.slice(34).match(/.{9}/g) ?? []).slice(0, 9).map((cell) => cell.trim());
  // Pairs: one of three is right. Alerts: (2/3 + 2/3 + 1/3) / 3. Clusters: (2/3 + 1/3) / 2.
  expect(Object.fromEntries(words(head).map((name, i) => [name, words(row)[i]]))).toEqual({
    'pair P': '0.3333',
    'pair R': '1.0000',
    'pair F1': '0.5000',
    'B³ P': '0.5556',
    'B³ R': '1.0000',
    'B³ F1': '0.7143',
    'macro P': '0.5000',
    'macro R': '1.0000',
    'macro F1': '0.6667',
  });
});
