import { Injectable } from '@nestjs/common';
import { OPEN_APPEAL_STATES, SYSTEM } from '@portcullis/domain';
import { lockCase, saveCase, stepCase } from '../casework/case-step.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';

interface WindowRow {
  endsAt: Date | null;
  undelivered: number;
  openAppeals: number;
  decided: number;
  notices: number;
}

const WINDOW = `
  select max(n.appeal_until) as "endsAt", count(*) filter (where n.appeal_until is null)::int as undelivered, count(*)::int as notices,
    (select count(*)::int from appeal p where p.decision_id in (select id from decision where case_id = $1) and p.state = any($2)) as "openAppeals",
    (select count(*)::int from appeal p where p.decision_id in (select id from decision where case_id = $1) and p.decided_at is not null
       and p.state in ('upheld', 'partly_reversed', 'reversed')) as decided
  from notice n join decision d on d.id = n.decision_id where d.case_id = $1 and n.kind = 'statement_of_reasons'`;

const DUE = `
  select c.id from case_file c where c.state = 'resolved' and not exists (
    select 1 from notice n join decision d on d.id = n.decision_id
    where d.case_id = c.id and n.kind = 'statement_of_reasons' and (n.appeal_until is null or n.appeal_until > $1)
      and not exists (select 1 from appeal p where p.notice_id = n.id and p.state in ('upheld', 'partly_reversed', 'reversed')))
    and not exists (select 1 from action a where a.case_id = c.id and a.state in ('executing', 'failed', 'retrying', 'manual', 'lifting', 'reversing'))
  order by c.id limit 500`;

/** Makes resolved cases final when nothing can change them any more, and their outcomes with them. */
@Injectable()
export class FinaliseCases {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns how many became final */
  async finaliseDue(context: CommandContext): Promise<number> {
    const due = await this.uow.read<{ id: string }>(DUE, [context.now]);
    let done = 0;
    for (const { id } of due) {
      await this.uow.run({ ...context, actor: SYSTEM }, async (tx) => {
        const locked = await lockCase(tx, id);
        if (!locked) return;
        const [window] = await tx.query<WindowRow>(WINDOW, [id, OPEN_APPEAL_STATES]);
        if (!window) return;
        const refusal = stepCase(tx, locked, {
          type: 'finalise',
          appealWindowEndsAt: window.endsAt,
          openAppeals: window.openAppeals,
          lastAppealDecided: window.decided >= window.notices && window.notices > 0,
        });
        if (refusal) return tx.discard();
        await saveCase(tx, locked);
        await tx.execute('update outcome_current set provisional = false where case_id = $1 and provisional', [id]);
        done += 1;
      });
    }
    return done;
  }
}
