import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { refuseUnless } from '../access/permit.js';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { sniffAttachment } from './attachment-type.js';
import { caseNotFound } from './stale.js';

/** A case with so many papers needs a folder elsewhere. */
const MOST_PER_CASE = 200;

export interface UploadInput {
  caseId: string;
  name: string;
  declaredType: string | null;
  content: Buffer;
}

/** Papers of a case, kept in the database and so with its backups and its access rules. */
@Injectable()
export class AttachToCase {
  constructor(private readonly uow: UnitOfWork) {}

  async attach(
    context: CommandContext,
    input: UploadInput,
  ): Promise<{ ok: true; id: string; mediaType: string; name: string } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.attach');
    if (refusal) return refusal;
    const sniffed = sniffAttachment(input.name, input.declaredType, input.content);
    if (!sniffed.ok) return sniffed;
    const { mediaType, name } = sniffed;
    return this.uow.run(context, async (tx) => {
      const [found] = await tx.query('select id from case_file where id = $1 for no key update', [input.caseId]);
      if (!found) return caseNotFound();
      const [papers] = await tx.query<{ count: number }>(
        'select count(*)::int as count from attachment where case_id = $1',
        [input.caseId],
      );
      if ((papers?.count ?? 0) >= MOST_PER_CASE)
        return refuse('TOO_MANY', `A case has at most ${MOST_PER_CASE} attachments.`);
      const id = newId(context.now);
      const sha256 = createHash('sha256').update(input.content).digest();
      await tx.query(
        `insert into attachment (id, case_id, uploaded_by_kind, uploaded_by, name, media_type, size, sha256, at)
         values ($1, $2, 'staff', $3, $4, $5, $6, $7, $8)`,
        [id, input.caseId, context.actor.id, name, mediaType, input.content.length, sha256, context.now],
      );
      await tx.query('insert into attachment_content (attachment_id, content) values ($1, $2)', [id, input.content]);
      tx.record({
        stage: 'casework',
        kind: 'case.attach',
        entityKind: 'case',
        entityId: input.caseId,
        caseId: input.caseId,
        body: {
          after: { attachment: id, name, mediaType, size: input.content.length, sha256: sha256.toString('hex') },
        },
      });
      return { ok: true, id, mediaType, name };
    });
  }
}
