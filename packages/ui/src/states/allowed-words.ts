import { words } from '../marks/route-marks.js';

/** Words of refusals that are not words of a screen. Operations and commands keep their own names elsewhere. */
const PHRASES: Record<string, string> = {
  reload: 'look again: the page shows what is true now',
  'casework.find': 'record findings first',
  find: 'record findings first',
  claim: 'claim the case',
  claim_next: 'claim the next case',
  release: 'give a case back',
  approve: 'somebody else approves',
  return: 'return it',
  refuse: 'refuse it',
  withdraw: 'withdraw it',
};

/** What may be done instead, as a reader would say it. */
export function allowedWord(word: string): string {
  return PHRASES[word] ?? words(word.split('.').at(-1) ?? word).toLowerCase();
}
