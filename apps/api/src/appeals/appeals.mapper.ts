import type { AppealHarm, AppealListRow, AppealPage, AppealPaper } from '@portcullis/core/appeals/appeal.query';
import type { DecisionView } from '@portcullis/core/decisions/decision.query';
import type { Appeal, AppealAttachment, AppealRow, Harm } from './appeals.types.js';

/** An appeal as the schema shows it, with the row behind it for the fields that are read on demand. */
export type AppealParent = Appeal & { page: AppealPage };

export const toAppeal = (page: AppealPage): AppealParent => ({ ...page, page });

export const toAppealRow = (row: AppealListRow): AppealRow => ({
  ...row,
  customer: { kind: row.customerKind, id: row.customerId, name: row.customerName },
  reviewer: row.reviewerId === null ? null : { id: row.reviewerId, name: row.reviewerName ?? '' },
});

export const toPaper = (paper: AppealPaper): AppealAttachment => ({ ...paper, url: `/attachments/${paper.id}` });

export const toHarm = ({ subjectKind, subjectId, subjectName, ...harm }: AppealHarm): Harm => ({
  ...harm,
  subject: { kind: subjectKind, id: subjectId, name: subjectName },
});

/** The decision without what those thought who took it. */
export const folded = (view: DecisionView): DecisionView => ({
  ...view,
  reasons: '',
  considered: [],
  approvals: view.approvals.map((approval) => ({ ...approval, reason: '' })),
});
