import { Injectable } from '@nestjs/common';
import type { MembershipLine } from '@portcullis/contracts';
import type pg from 'pg';
import { DataSource } from 'typeorm';

const PAGE = 5000;

// Folded ids share the alert of the finding that they repeat.
const DECLARE = `
  declare memberships no scroll cursor for
  select i.detector_id as detector, i.external_id as "alertId", coalesce(f.merged_into, f.id) as "caseId",
    coalesce(g.merged_into, g.id) as "campaignId"
  from alert_identity i
  left join case_alert a on a.alert_id = i.alert_id
  left join case_file f on f.id = a.case_id
  left join case_file live on live.id = f.merged_into
  left join campaign g on g.id = coalesce(live.campaign_id, f.campaign_id)
  where $1::text is null or i.detector_id = $1`;

/** Where every accepted alert is. */
@Injectable()
export class MembershipsQuery {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * One line for each accepted id, in pages, as of one moment: a cursor in a read-only transaction that sees one
   * snapshot. The connection is given back when the reader stops, wherever it stops.
   */
  async *pages(detector: string | null = null): AsyncGenerator<MembershipLine[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await client.query('begin transaction isolation level repeatable read read only');
      try {
        await client.query(DECLARE, [detector]);
        for (;;) {
          const { rows } = await client.query<MembershipLine>(`fetch ${PAGE} from memberships`);
          if (rows.length === 0) break;
          yield rows;
        }
      } finally {
        await client.query('rollback');
      }
    } finally {
      await runner.release();
    }
  }
}
