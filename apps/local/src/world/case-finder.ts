import type { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import type { AlertRef } from '@portcullis/simulator';

/** Where a story's references lead in the database. Reads only. */
export class CaseFinder {
  constructor(private readonly uow: UnitOfWork) {}

  /** The case that holds this alert now, with its version. */
  async caseOf(ref: AlertRef): Promise<{ id: string; version: number }> {
    const [row] = await this.uow.read<{ id: string; version: number }>(
      `select c.id, c.version from alert_identity i
       join case_alert a on a.alert_id = i.alert_id join case_file f on f.id = a.case_id
       join case_file c on c.id = coalesce(f.merged_into, f.id)
       where i.detector_id = $1 and i.external_id = $2`,
      [ref.detector, ref.id],
    );
    if (!row) throw new Error(`alert ${ref.detector}/${ref.id} is in no case`);
    return row;
  }

  async alertIds(refs: readonly AlertRef[]): Promise<string[]> {
    const rows = await this.uow.read<{ id: string }>(
      `select distinct i.alert_id as id from unnest($1::text[], $2::text[]) as r(detector, external)
       join alert_identity i on i.detector_id = r.detector and i.external_id = r.external order by 1`,
      [refs.map(({ detector }) => detector), refs.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  }

  async alertsOfCase(caseId: string): Promise<string[]> {
    const rows = await this.uow.read<{ id: string }>(
      'select alert_id as id from case_alert where case_id = $1 order by alert_id',
      [caseId],
    );
    return rows.map(({ id }) => id);
  }

  async openProposal(caseId: string): Promise<string> {
    const [row] = await this.uow.read<{ id: string }>(
      `select id from decision where case_id = $1 and state = 'proposed' order by number desc limit 1`,
      [caseId],
    );
    if (!row) throw new Error('nothing is proposed in this case');
    return row.id;
  }

  /** Actions of the case that wait for their executor's word. */
  async unsettledActions(caseId: string): Promise<string[]> {
    const rows = await this.uow.read<{ id: string }>(
      `select id from action where case_id = $1 and state in ('executing', 'retrying', 'lifting', 'reversing') order by id`,
      [caseId],
    );
    return rows.map(({ id }) => id);
  }

  /** The customer whose verified contact answers to this case's statement of reasons. */
  async statement(caseId: string): Promise<{ customerId: string; noticeId: string; contactName: string }> {
    const [row] = await this.uow.read<{ customerId: string; noticeId: string; contactName: string }>(
      `select n.customer_id as "customerId", n.id as "noticeId", coalesce(d.data->>'name', c.name) as "contactName"
       from notice n join decision x on x.id = n.decision_id join customer c on c.id = n.customer_id
       left join directory_entry d on d.kind = 'contact' and d.organization_id = c.subject_id
       where x.case_id = $1 and n.kind = 'statement_of_reasons' order by n.number, d.id limit 1`,
      [caseId],
    );
    if (!row) throw new Error('no customer has a statement of reasons in this case');
    return row;
  }

  /** The latest appeal in a case. */
  async appeal(caseId: string): Promise<{ id: string; version: number; customerId: string; noticeId: string }> {
    const [row] = await this.uow.read<{ id: string; version: number; customerId: string; noticeId: string }>(
      `select p.id, p.version, p.customer_id as "customerId", p.notice_id as "noticeId"
       from appeal p join decision d on d.id = p.decision_id where d.case_id = $1 order by p.number desc limit 1`,
      [caseId],
    );
    if (!row) throw new Error('nobody has appealed in this case');
    return row;
  }
}
