import { Injectable } from '@nestjs/common';
import { bigints } from '../db/array-parameters.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { LinkGraphView } from './link-graph.js';
import { LinkGraphReader, type SubjectRow } from './link-graph.reader.js';
import { tellingGraph, WHOLE } from './telling-graph.js';

const SUBJECTS = `
  select g.id, g.node from (
    select subject_kind || ':' || subject_id as node from case_subject where case_id = $1
    order by alert_count desc, subject_kind, subject_id limit ${WHOLE}) s
  join grouping_subject g on g.node = s.node`;

const INSIDE = `
  select g.id, g.node from grouping_subject g where g.id = any($2::bigint[]) and exists (
    select 1 from case_subject s where s.case_id = $1 and s.subject_kind = split_part(g.node, ':', 1)
      and s.subject_id = substr(g.node, strpos(g.node, ':') + 1))`;

/** Subjects of a case and what they share, as a graph; of a large case, those with most alerts speak for it. */
@Injectable()
export class CaseGraphQuery {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reader: LinkGraphReader,
  ) {}

  /** @param limit nodes, at most 300 */
  async graph(caseId: string, limit: number): Promise<LinkGraphView> {
    const [[counted], sample] = await Promise.all([
      this.uow.read<{ total: number }>('select subject_count as total from case_file where id = $1', [caseId]),
      this.uow.read<SubjectRow>(SUBJECTS, [caseId]),
    ]);
    const inside = (ids: readonly number[]) => this.uow.read<SubjectRow>(INSIDE, [caseId, bigints(ids)]);
    return tellingGraph(this.reader, { total: counted?.total ?? 0, sample, inside }, limit);
  }
}
