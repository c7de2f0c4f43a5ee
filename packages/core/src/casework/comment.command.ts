import { Injectable } from '@nestjs/common';
import { type Refusal } from '@portcullis/domain';
import { refuseField, refuseUnless } from '../access/permit.js';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { caseNotFound } from './stale.js';

export const LONGEST_COMMENT = 10_000;
/** How a mention is written: `@[Mira Example](0198…)`, the id of a person of the staff in parentheses. */
const MENTION = /@\[[^\]\n]{1,200}\]\(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/gi;

export const mentionsIn = (body: string): string[] => [
  ...new Set([...body.matchAll(MENTION)].map((match) => match[1] as string)),
];

/** A note among colleagues. Never shown to customers, never changed. */
@Injectable()
export class CommentOnCase {
  constructor(private readonly uow: UnitOfWork) {}

  async comment(context: CommandContext, caseId: string, text: string): Promise<{ ok: true; id: string } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.comment');
    if (refusal) return refusal;
    const body = text.trim();
    if (body.length < 1 || body.length > LONGEST_COMMENT) {
      return refuseField('body', `A comment has 1 to ${LONGEST_COMMENT} characters.`);
    }
    return this.uow.run(context, async (tx) => {
      const [found] = await tx.query('select id from case_file where id = $1 for key share', [caseId]);
      if (!found) return caseNotFound();
      const id = newId(context.now);
      const [row] = await tx.query<{ mentions: string[] }>(
        `insert into case_comment (id, case_id, author_id, body, mentions, at)
         values ($1, $2, $3, $4, coalesce((select array_agg(id) from staff where id = any($5::uuid[]) and active), '{}'), $6) returning mentions`,
        [id, caseId, context.actor.id, body, mentionsIn(body), context.now],
      );
      tx.record({
        stage: 'casework',
        kind: 'case.comment',
        entityKind: 'case',
        entityId: caseId,
        caseId,
        body: { internalNote: body.slice(0, 500), facts: { comment: id, mentions: row?.mentions ?? [] } },
      });
      return { ok: true, id };
    });
  }
}
