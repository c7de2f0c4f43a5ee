import { count, plural } from '@portcullis/ui';
import { attributeWord, shortValue } from '../casework/words.js';
import { isSubjectNode, type LinkNode } from './graph-model.js';

/** Two lines at most: "device id / 6d80c1…9f02"; of a hub how many carry it. */
export function nodeName(node: LinkNode): string {
  if (isSubjectNode(node)) return shortValue(node.value, 22);
  const name = `${attributeWord(node.kind)}\n${shortValue(node.value, 20)}`;
  return node.hub ? `${name} · ${count(node.subjects ?? 0)}` : name;
}

/** On one line, for lists: "device id 6d80c1…9f02". */
export const nodeLine = (node: LinkNode): string => `${attributeWord(node.kind)} ${shortValue(node.value, 40)}`;

/** "3 accounts, +15.0", or "4,812 accounts, adds nothing". */
export function attributeFacts(node: LinkNode): string {
  const carriers = plural(node.subjects ?? 0, 'account');
  return node.hub ? `${carriers}, adds nothing` : `${carriers}, +${node.weight.toFixed(1)}`;
}
