import { Injectable } from '@nestjs/common';
import type { Severity } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type Assessment, assess, type ProposalDraft } from './assess.js';

export type PreviewInput = Pick<ProposalDraft, 'caseId' | 'kind' | 'scope' | 'subjects' | 'evidence'> &
  Partial<ProposalDraft>;

export interface Preview {
  assessment: Assessment;
  /** What a person should know first: contract terms, declared gateways, exceptions. */
  warnings: string[];
}

interface WarningRow {
  name: string;
  notice: string | null;
  gateway: string | null;
}

const WARNINGS = `
  select coalesce(data->>'name', id) as name, data->'contractTerms'->>'noticeDays' as notice, data->>'declaredGateway' as gateway
  from directory_entry where kind = 'organization' and id = any($1) and not deleted
    and (data->'contractTerms'->>'noticeDays' is not null or data->>'declaredGateway' is not null)
  order by id limit 20`;

/** What a proposal would do, shown before anyone presses a key. Changes nothing. */
@Injectable()
export class PreviewDecision {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns null when there is no such case */
  async preview(input: PreviewInput, now: Date): Promise<Preview | null> {
    const [found] = await this.uow.read<{ severity: Severity }>('select severity from case_file where id = $1', [
      input.caseId,
    ]);
    if (!found) return null;
    const read = <Row extends object>(sql: string, values: readonly unknown[] = []) => this.uow.read<Row>(sql, values);
    const assessment = await assess(
      read,
      {
        until: null,
        clauseId: null,
        route: null,
        ground: null,
        reasons: '',
        considered: [],
        ...input,
        severity: found.severity,
      },
      now,
    );
    const organizations = [...new Set(assessment.hit.flatMap((subject) => subject.organizationId ?? []))];
    const rows = organizations.length === 0 ? [] : await read<WarningRow>(WARNINGS, [organizations]);
    const warnings = rows.flatMap((row) => [
      ...(row.notice ? [`The contract with ${row.name} asks for ${row.notice} days of notice.`] : []),
      ...(row.gateway ? [`${row.name} has declared a gateway: ${row.gateway}.`] : []),
    ]);
    return { assessment, warnings };
  }
}
