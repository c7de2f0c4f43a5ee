import { SUBJECT_KINDS } from '@portcullis/domain';

const KINDS = ['account', ...SUBJECT_KINDS.filter((kind) => kind !== 'account')];

/** Nodes that a typed text may mean: `account:acct_9`, or an id alone, which is one of each kind. */
export function typedSubjects(text: string): string[] {
  const typed = text.trim();
  if (typed === '') return [];
  const kind = KINDS.find((one) => typed.startsWith(`${one}:`));
  if (kind) return typed.length > kind.length + 1 ? [typed] : [];
  return KINDS.map((one) => `${one}:${typed}`);
}
