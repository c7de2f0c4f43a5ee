import { Injectable } from '@nestjs/common';
import { FOLLOWING_CASE_STATES, may, type Refusal, type Role, refuse } from '@portcullis/domain';
import { refuseField, refuseUnless } from '../access/permit.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockCase, saveCase } from './case-step.js';
import { caseNotFound, refuseStale } from './stale.js';

/** A hand-over: claim-next keeps the case for this person, and whoever held it lets go. */
@Injectable()
export class AssignCase {
  constructor(private readonly uow: UnitOfWork) {}

  async assign(
    context: CommandContext,
    input: { caseId: string; version: number; staffId: string; reason: string },
  ): Promise<{ ok: true } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.reassign');
    if (refusal) return refusal;
    const reason = input.reason.trim();
    if (!reason) return refuse('REASON_REQUIRED', 'Say why this person gets the case.', ['assign']);
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, input.caseId);
      if (!locked) return caseNotFound();
      const stale = await refuseStale(tx, locked, input.version);
      if (stale) return stale;
      if (!(FOLLOWING_CASE_STATES as readonly string[]).includes(locked.state)) {
        return refuse('WRONG_STATE', `A case that is ${locked.state.replaceAll('_', ' ')} is not handed over.`);
      }
      const [person] = await tx.query<{ id: string; roles: Role[]; appeal: boolean }>(
        `select p.id, p.roles, exists (select 1 from case_participant c where c.case_id = $2 and c.staff_id = p.id and c.side = 'appeal') as appeal
         from staff p where p.id = $1 and p.active`,
        [input.staffId, input.caseId],
      );
      if (!person || !may({ kind: 'staff', id: person.id, roles: person.roles }, 'casework.claim')) {
        return refuseField('staffId', 'This person does not work on cases.');
      }
      if (person.appeal) {
        return refuse('HAD_PART_IN_APPEAL', 'This person hears an appeal in the matter and cannot work on the case.');
      }
      const before = { assignee: locked.assigneeId, holder: locked.heldBy };
      if (locked.heldBy !== person.id) Object.assign(locked, { heldBy: null, heldUntil: null });
      locked.assigneeId = person.id;
      await saveCase(tx, locked);
      await tx.query('delete from case_skip where case_id = $1 and staff_id = $2', [input.caseId, person.id]);
      tx.record({
        stage: 'casework',
        kind: 'case.assign',
        entityKind: 'case',
        entityId: locked.id,
        caseId: locked.id,
        body: { why: reason, before, after: { assignee: person.id } },
      });
      return { ok: true };
    });
  }
}
