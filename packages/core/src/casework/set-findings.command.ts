import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FINDINGS, type Finding, holderOf, type Refusal, refuse } from '@portcullis/domain';
import { refuseField, refuseUnless } from '../access/permit.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockCase, saveCase } from './case-step.js';
import { caseNotFound } from './stale.js';

export interface FindingsInput {
  caseId: string;
  /** The subjects meant, or null with `allUndetermined`: every one that has no finding yet. */
  subjects: readonly { kind: string; id: string }[] | null;
  allUndetermined: boolean;
  finding: Finding;
  reason: string;
}

export const MOST_SUBJECTS = 5000;
const WORKING = ['investigating', 'waiting_customer', 'waiting_partner'];

/** What subjects of a case turned out to be, in bulk where the evidence is the same. One event, whatever their number. */
@Injectable()
export class SetFindings {
  constructor(private readonly uow: UnitOfWork) {}

  async set(context: CommandContext, input: FindingsInput): Promise<{ ok: true; changed: number } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.find') ?? problemIn(input);
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, input.caseId);
      if (!locked) return caseNotFound();
      if (!WORKING.includes(locked.state)) {
        return refuse('WRONG_STATE', `Findings of a case that is ${locked.state.replaceAll('_', ' ')} stand.`, [
          'claim',
        ]);
      }
      const holder = holderOf({ heldBy: locked.heldBy, leaseUntil: locked.heldUntil }, context.now);
      if (holder !== context.actor.id) {
        return holder === null
          ? refuse('CLAIM_FIRST', 'Claim the case before you work on it.', ['claim'])
          : refuse('HELD_BY_ANOTHER', 'Somebody else holds this case.', []);
      }
      const named = input.allUndetermined ? null : (input.subjects ?? []);
      const changed = await tx.query<{ kind: string; id: string; before: string }>(
        `with before as (
           select subject_kind, subject_id, finding from case_subject
           where case_id = $1 and (finding <> $2 or finding_at is null)
             and (($5::text[] is null and finding = 'undetermined')
               or (subject_kind, subject_id) in (select * from unnest($5::text[], $6::text[])))
           order by subject_kind, subject_id for update
         )
         update case_subject s set finding = $2, finding_reason = $3, finding_by = $4, finding_at = $7
         from before b where s.case_id = $1 and s.subject_kind = b.subject_kind and s.subject_id = b.subject_id
         returning s.subject_kind as kind, s.subject_id as id, b.finding as before`,
        [
          input.caseId,
          input.finding,
          input.reason.trim(),
          context.actor.id,
          named?.map((subject) => subject.kind) ?? null,
          named?.map((subject) => subject.id) ?? null,
          context.now,
        ],
      );
      if (changed.length === 0) return { ok: true, changed: 0 };
      tx.record({
        stage: 'casework',
        kind: 'case.find',
        entityKind: 'case',
        entityId: locked.id,
        caseId: locked.id,
        body: {
          why: input.reason.trim(),
          before: countBy(changed.map((row) => row.before)),
          after: { finding: input.finding, subjects: changed.length, digest: digestOf(changed) },
          facts: {
            finding: input.finding,
            count: changed.length,
            sample: changed.slice(0, 5).map(({ kind, id }) => ({ kind, id })),
          },
        },
      });
      await saveCase(tx, locked);
      return { ok: true, changed: changed.length };
    });
  }
}

function problemIn(input: FindingsInput): Refusal | null {
  if (!FINDINGS.includes(input.finding)) return refuseField('finding', 'There is no such finding.', FINDINGS);
  if (!input.reason.trim()) return refuse('REASON_REQUIRED', 'Say what the finding rests on.', ['set_findings']);
  const named = input.subjects?.length ?? 0;
  if (input.allUndetermined === named > 0) {
    return refuseField('subjects', 'Name the subjects, or take all that have no finding yet.');
  }
  return named > MOST_SUBJECTS ? refuseField('subjects', `At most ${MOST_SUBJECTS} subjects are named at once.`) : null;
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Which subjects they were, provable without listing thousands in history. */
const digestOf = (rows: readonly { kind: string; id: string }[]): string =>
  createHash('sha256')
    .update(
      rows
        .map(({ kind, id }) => `${kind}\u0000${id}`)
        .sort()
        .join('\n'),
    )
    .digest('hex');
