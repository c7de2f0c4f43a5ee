import { Injectable } from '@nestjs/common';
import { type Actor, allowedCommands, CASE_MACHINE, type CaseState, holderOf, may } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

/** Steps that the system takes as the consequence of others, and never a button. */
const CONSEQUENCES = /^(proposal_|enforce$|monitor|resolve$|finalise$|triage$)/;
/** Steps of the work itself, which belong to whoever holds the case. */
const OF_THE_HOLDER = ['release', 'wait_for_customer', 'wait_for_partner', 'propose', 'find', 'skip'];

/** What a person may do with a case now: the buttons of its page. The commands check again. */
@Injectable()
export class CaseCommandsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async allowed(caseId: string, actor: Actor, now: Date): Promise<string[]> {
    const [row] = await this.uow.read<{
      state: CaseState;
      heldBy: string | null;
      leaseUntil: Date | null;
      appeal: boolean;
    }>(
      `select state, held_by as "heldBy", held_until as "leaseUntil",
         exists (select 1 from case_participant p where p.case_id = c.id and p.staff_id::text = $2 and p.side = 'appeal') as appeal
       from case_file c where c.id = $1`,
      [caseId, actor.id],
    );
    if (!row) return [];
    const holder = holderOf(row, now);
    const own = holder === actor.id;
    const working = ['investigating', 'waiting_customer', 'waiting_partner'].includes(row.state);
    const commands: string[] = allowedCommands(CASE_MACHINE, row.state, actor).filter(
      (step) => !CONSEQUENCES.test(step),
    );
    if (working && may(actor, 'casework.find')) commands.push('find');
    if (holder === null || own) if (commands.includes('claim') && may(actor, 'casework.skip')) commands.push('skip');
    if (commands.includes('claim') || working) if (may(actor, 'casework.reassign')) commands.push('assign');
    if (may(actor, 'casework.comment')) commands.push('comment');
    if (may(actor, 'casework.attach')) commands.push('attach');
    return commands.filter((command) => {
      if (command === 'claim') return holder === null && !row.appeal;
      if (command === 'skip') return !row.appeal;
      return own || !OF_THE_HOLDER.includes(command);
    });
  }
}
