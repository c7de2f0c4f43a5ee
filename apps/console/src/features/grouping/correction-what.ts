import { count } from '@portcullis/ui';
import { attributeWord, shortValue } from '../casework/words.js';
import { ACT_WORDS } from './history-acts.js';

export interface WhatLike {
  readonly act: string;
  readonly subjects?: number | null;
  /** The first of them. */
  readonly whom?: readonly { readonly kind: string; readonly id: string }[] | null;
  readonly valueType?: string | null;
  readonly value?: string | null;
}

/** What was done and to whom, in words: "split the case: account a, account b and 4 more". */
export function correctionWhat(row: WhatLike): string {
  const { act, value, valueType } = row;
  const done = ACT_WORDS[act] ?? act;
  if (value && valueType) return `${done}: ${attributeWord(valueType)} ${shortValue(value, 40)}`;
  const whom = row.whom ?? [];
  if (whom.length === 0) return done;
  const named = whom.map(({ kind, id }) => `${attributeWord(kind)} ${shortValue(id)}`);
  const more = (row.subjects ?? whom.length) - whom.length;
  return `${done}: ${listed(more > 0 ? [...named, `${count(more)} more`] : named)}`;
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
