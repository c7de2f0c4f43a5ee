import { Injectable } from '@nestjs/common';
import { bigints } from '../db/array-parameters.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { LinkGraphView } from './link-graph.js';
import { LinkGraphReader, type SubjectRow } from './link-graph.reader.js';
import { SAMPLE, tellingGraph, WHOLE } from './telling-graph.js';

const CLUSTER = `
  select c.id, c.size from campaign g join grouping_cluster c on c.id = g.cluster_id where g.id = $1`;

/** Of a campaign beyond any that was heard of, so many are looked at. */
const MOST_SUBJECTS = 100_000;

// Drawn by a hash of the subject's number: the same for everyone who looks, and not the oldest ones only.
const SUBJECTS = `
  select id, node from (select id, node from grouping_subject where cluster_id = $1 limit ${MOST_SUBJECTS}) s
  where $2::float8 <= 1 or hashint8(id)::float8 + 2147483648 < 4294967296 / $2::float8
  order by id limit ${WHOLE}`;

const INSIDE = 'select id, node from grouping_subject where id = any($2::bigint[]) and cluster_id = $1';

/** Subjects of a campaign and what they share, as a graph. What it costs does not grow with the campaign. */
@Injectable()
export class CampaignGraphQuery {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reader: LinkGraphReader,
  ) {}

  /** @param limit nodes, at most 300 */
  async graph(campaignId: string, limit: number): Promise<LinkGraphView> {
    const [cluster] = await this.uow.read<{ id: number; size: number }>(CLUSTER, [campaignId]);
    const total = cluster?.size ?? 0;
    const sample = cluster ? await this.sample(cluster.id, total) : [];
    const inside = (ids: readonly number[]) => this.uow.read<SubjectRow>(INSIDE, [cluster?.id ?? 0, bigints(ids)]);
    return tellingGraph(this.reader, { total, sample, inside }, limit);
  }

  private async sample(cluster: number, size: number): Promise<SubjectRow[]> {
    return this.uow.read<SubjectRow>(SUBJECTS, [cluster, size <= WHOLE ? 1 : Math.min(size, MOST_SUBJECTS) / SAMPLE]);
  }
}
