import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { HUB_KINDS, isHubKind, matchValue } from '@portcullis/domain';
import type { FieldRefusal } from '../../access/permit.js';
import { refuseField } from '../../access/permit.js';
import { tooWide } from '../lists/hub-width.js';

export interface SubjectRef {
  kind: string;
  id: string;
}

/** What a person wants corrected. */
export type Correcting = { reason: string } & (
  | { act: 'split'; caseId: string; version: number; subjects: SubjectRef[]; alerts: string[] }
  | { act: 'move'; caseId: string; version: number; subjects: SubjectRef[]; alerts: string[]; toNumber: number }
  | { act: 'merge'; caseId: string; version: number; toNumber: number }
  /** Subjects of a case that grouping would let go stay in it. */
  | { act: 'keep'; caseId: string; version: number; subjects: SubjectRef[] }
  /** Two cases that a proposal would unite stay two. */
  | { act: 'keep_apart'; caseId: string; version: number; toNumber: number }
  /** A case that was merged into this one becomes a case of its own again. */
  | { act: 'undo_merge'; caseId: string; version: number; mergedCaseId: string }
  /** Stops linking by a value: it becomes a hub, from now on. */
  | {
      act: 'unlink';
      caseId: string | null;
      type: string;
      value: string;
      kind: string;
      source: string;
      /** Who proposed it, where a second person confirms it now. */
      proposedBy?: string;
      /** Only to show what it would do. */
      rehearsed?: boolean;
    }
  | { act: 'relink'; hubId: string }
  | { act: 'undo'; correctionId: string }
);

const LONGEST_REASON = 2000;
const MOST_SELECTED = 5000;

/** What can be said against it without looking. */
export function problemIn(input: Correcting): FieldRefusal | null {
  if (input.reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
  if (input.reason.length > LONGEST_REASON)
    return refuseField('reason', `A reason has at most ${LONGEST_REASON} characters.`);
  if (input.act === 'split' || input.act === 'move') {
    const chosen = input.subjects.length + input.alerts.length;
    if (chosen === 0) return refuseField('subjects', 'Select what is to leave.');
    if (chosen > MOST_SELECTED) return refuseField('subjects', `Select at most ${MOST_SELECTED} at once.`);
  }
  if (input.act === 'keep') {
    if (input.subjects.length === 0) return refuseField('subjects', 'Select who is to stay.');
    if (input.subjects.length > MOST_SELECTED)
      return refuseField('subjects', `Select at most ${MOST_SELECTED} at once.`);
  }
  if (input.act === 'unlink') {
    if (input.type.trim() === '') return refuseField('type', 'Name the type of the value.');
    if (!isHubKind(input.kind)) return refuseField('kind', 'Choose what kind of hub it is.', HUB_KINDS);
    if (input.source.trim() === '') return refuseField('source', 'Say where this is known from.');
    if (input.source.length > LONGEST_REASON)
      return refuseField('source', `A source has at most ${LONGEST_REASON} characters.`);
    if (input.value.length > 10_000) return refuseField('value', 'This value says nothing and links nobody.');
    const type = input.type.trim().toLowerCase();
    const wide = tooWide(type, matchValue(type, normaliseIndicatorValue(type, input.value)) ?? '');
    if (wide) return refuseField('value', wide);
  }
  return null;
}
