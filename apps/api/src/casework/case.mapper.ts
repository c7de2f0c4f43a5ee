import type { AttachmentView, CaseSubjectView, CommentView } from '@portcullis/core/casework/case-page.query';
import type { CaseRowView } from '@portcullis/core/casework/case-row';
import { becauseLine, type BecausePart as StoredPart } from '@portcullis/domain';
import type { StaffRef } from '../edge/graphql/base.types.js';
import type { Attachment, BecausePart, CaseRow, CaseSubject, Comment } from './case.types.js';

const person = (id: string | null, name: string | null): StaffRef | null =>
  id === null ? null : { id, name: name ?? '' };

/** @param now the moment at which "SLA in 38 min" is read */
export function toCaseRow(view: CaseRowView, now: Date): CaseRow {
  // In place: a page holds 200 of these, and nobody else has the row.
  return Object.assign(view, {
    because: toBecause(view.because, now),
    heldBy: person(view.heldById, view.heldByName),
    assignee: person(view.assigneeId, view.assigneeName),
    campaign:
      view.campaignId === null || view.campaignNumber === null
        ? null
        : { id: view.campaignId, number: view.campaignNumber, title: view.campaignTitle ?? '' },
  }) as unknown as CaseRow;
}

function toBecause(parts: unknown, now: Date): BecausePart[] {
  if (!Array.isArray(parts)) return [];
  return parts.map((part: StoredPart) => {
    const read = part.kind === 'sla' ? { ...part, dueAt: new Date(part.dueAt) } : part;
    return { code: part.kind, text: becauseLine([read], now) };
  });
}

export function toSubject(view: CaseSubjectView): CaseSubject {
  const { kind, id, name, organizationId } = view;
  return {
    ...view,
    subject: { kind, id, name, organizationId },
    findingBy: person(view.findingById, view.findingByName),
  };
}

export const toComment = (view: CommentView): Comment => ({
  ...view,
  author: { id: view.authorId, name: view.authorName },
});

export const toAttachment = (view: AttachmentView): Attachment => ({ ...view, url: `/attachments/${view.id}` });
