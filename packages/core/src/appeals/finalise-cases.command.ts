import { Injectable } from '@nestjs/common';
import { OPEN_APPEAL_STATES, SYSTEM } from '@portcullis/domain';
import { advanceCase, type LockedCase, lockCase, saveCase } from '../casework/case-step.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';

interface WindowRow {
  endsAt: Date | null;
  openAppeals: number;
  /** Statements of reasons that can still be appealed: unread, in time, or with an appeal to complete. */
  appealable: number;
  /** Statements whose appeal was decided. */
  decided: number;
}

const SETTLED = `('upheld', 'partly_reversed', 'reversed', 'external_dispute')`;

/** An appeal that is being decided counts as decided although its row does not say so yet ($4). */
const WINDOW = `
  with statements as (
    select n.appeal_until, exists (select 1 from appeal p where p.notice_id = n.id and (p.id = $4::uuid or p.state in ${SETTLED} or (p.state = 'inadmissible' and p.cured))) as settled
    from notice n join decision d on d.id = n.decision_id where d.case_id = $1 and n.kind = 'statement_of_reasons'
  )
  select max(appeal_until) filter (where not settled) as "endsAt",
    count(*) filter (where not settled and (appeal_until is null or appeal_until > $3))::int as appealable,
    count(*) filter (where settled)::int as decided,
    (select count(*)::int from appeal p join decision d on d.id = p.decision_id
     where d.case_id = $1 and p.state = any($2) and p.id is distinct from $4::uuid) as "openAppeals"
  from statements`;

const DUE = `
  select c.id from case_file c where c.state = 'resolved' and ($2::uuid is null or c.id > $2)
    and not exists (
      select 1 from notice n join decision d on d.id = n.decision_id
      where d.case_id = c.id and n.kind = 'statement_of_reasons' and (n.appeal_until is null or n.appeal_until > $1)
        and not exists (select 1 from appeal p where p.notice_id = n.id and (p.state in ${SETTLED} or (p.state = 'inadmissible' and p.cured))))
    and not exists (select 1 from appeal p join decision d on d.id = p.decision_id where d.case_id = c.id and p.state = any($3))
    and not exists (select 1 from action a where a.case_id = c.id and a.state in ('executing', 'failed', 'retrying', 'manual', 'lifting'))
    -- A decision that has actions and no statement yet: its letters are being written.
    and not exists (select 1 from action a where a.case_id = c.id and a.customer_id is not null
      and not exists (select 1 from notice_action n where n.action_id = a.id))
  order by c.id limit 500`;

/** Makes resolved cases final when nothing can change them any more, and their outcomes with them. */
@Injectable()
export class FinaliseCases {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns how many became final */
  async finaliseDue(context: CommandContext): Promise<number> {
    let done = 0;
    let after: string | null = null;
    for (;;) {
      const due: { id: string }[] = await this.uow.read<{ id: string }>(DUE, [context.now, after, OPEN_APPEAL_STATES]);
      for (const { id } of due) {
        done += await this.uow.run({ ...context, actor: SYSTEM }, async (tx) => {
          const locked = await lockCase(tx, id);
          return locked && (await finaliseIfOver(tx, locked)) ? 1 : 0;
        });
      }
      after = due.at(-1)?.id ?? null;
      if (due.length < 500) return done;
    }
  }
}

/**
 * Makes a resolved case final where no appeal can change it: every window has ended or its appeal is decided. What it
 * says about its alerts is then no longer provisional. @returns whether it became final
 */
export async function finaliseIfOver(
  tx: Tx,
  locked: LockedCase,
  { justDecided = null }: { justDecided?: string | null } = {},
): Promise<boolean> {
  if (locked.state !== 'resolved') return false;
  const { now } = tx.context;
  const [window] = await tx.query<WindowRow>(WINDOW, [locked.id, OPEN_APPEAL_STATES, now, justDecided]);
  if (!window || window.appealable > 0) return false;
  const { endsAt, openAppeals, decided } = window;
  if (openAppeals > 0) return false;
  advanceCase(tx, locked, {
    type: 'finalise',
    appealWindowEndsAt: endsAt,
    openAppeals,
    lastAppealDecided: decided > 0,
  });
  await saveCase(tx, locked);
  await tx.execute('update outcome_current set provisional = false where case_id = $1 and provisional', [locked.id]);
  return true;
}
