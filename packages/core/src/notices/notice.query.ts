import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { LINK_PLACEHOLDER } from './portal-link.js';

export interface NoticeView {
  id: string;
  number: number;
  kind: string;
  state: string;
  subjectLine: string;
  /** As the customer read it, but for the link, which only the letter itself has. */
  bodyText: string;
  toEmail: string | null;
  /** What was left out of the reasons, and why. */
  withheld: unknown[];
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failure: string | null;
}

const VIEW = `
  select n.id, n.number, n.kind, n.state, n.subject_line as "subjectLine", replace(n.body_text, '${LINK_PLACEHOLDER}', '…') as "bodyText",
    n.to_email as "toEmail", n.withheld, n.sent_at as "sentAt", n.delivered_at as "deliveredAt", n.read_at as "readAt", n.failure
  from notice n`;

/** Letters to customers, as staff may see them. */
@Injectable()
export class NoticeQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async ofCase(caseId: string): Promise<NoticeView[]> {
    return this.uow.read<NoticeView>(
      `${VIEW} where n.decision_id in (select d.id from decision d where d.case_id = $1) order by n.id limit 500`,
      [caseId],
    );
  }

  async ofAppeal(appealId: string): Promise<NoticeView[]> {
    return this.uow.read<NoticeView>(
      `${VIEW} where n.decision_id = (select a.decision_id from appeal a where a.id = $1)
         and n.customer_id = (select a.customer_id from appeal a where a.id = $1) order by n.id limit 500`,
      [appealId],
    );
  }
}
