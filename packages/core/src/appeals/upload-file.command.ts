import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { LARGEST_ATTACHMENT, sniffAttachment } from '../casework/attachment-type.js';
import { newId } from '../db/ids.js';
import type { CommandContext, Tx } from '../db/unit-of-work.js';
import { type AppealRow, lockAppeal } from './appeal-row.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';
import { alreadyDecided, noAppeal, recordOn } from './file-appeal.command.js';
import type { MatterFile } from './matter.view.js';

export const MOST_APPEAL_FILES = 20;

export interface AppealFile {
  name: string;
  /** What the sender says that it is; the content decides. */
  declaredType: string | null;
  /** Kind of paper, such as `ownership_chart`. */
  purpose: string;
  /** A stream is read to its end, or to the limit of 10 MiB. */
  content: Buffer | AsyncIterable<Uint8Array>;
}
export type UploadAnswer = { ok: true; file: MatterFile } | Refusal;

/** Papers that a customer adds to an appeal. The same content twice is kept once. */
@Injectable()
export class UploadFile {
  constructor(private readonly uow: CustomerUnitOfWork) {}

  /** Whether this appeal takes papers now: asked before megabytes are read for nothing. @returns why not, or null */
  async refusal(context: CommandContext, scope: CustomerScope, appealId: string): Promise<Refusal | null> {
    return this.uow.run(context, scope, async (tx) => {
      const appeal = check(await lockAppeal(tx, appealId), scope);
      return 'id' in appeal ? null : appeal;
    });
  }

  async upload(
    context: CommandContext,
    scope: CustomerScope,
    appealId: string,
    file: AppealFile,
  ): Promise<UploadAnswer> {
    const content = await readWhole(file.content);
    if (!content) return refuse('TOO_LARGE', 'The file is larger than 10 MB.', ['a smaller file']);
    const sniffed = sniffAttachment(file.name, file.declaredType, content);
    if (!sniffed.ok) return sniffed;
    const { mediaType, name } = sniffed;
    const sha256 = createHash('sha256').update(content).digest();
    return this.uow.attempt<{ ok: true; file: MatterFile }>(context, scope, async (tx) => {
      const appeal = check(await lockAppeal(tx, appealId), scope);
      if (!('id' in appeal)) return appeal;
      return keep(tx, appeal, { name, mediaType, purpose: file.purpose, sha256, content });
    });
  }

  /** A file with its content. @returns null when this customer has none like it in this appeal */
  async download(
    context: CommandContext,
    scope: CustomerScope,
    appealId: string,
    fileId: string,
  ): Promise<{ name: string; mediaType: string; content: Buffer } | null> {
    return this.uow.run(context, scope, async (tx) => {
      const [file] = await tx.query<{ name: string; mediaType: string; content: Buffer }>(
        `select a.name, a.media_type as "mediaType", c.content from attachment a
         join attachment_content c on c.attachment_id = a.id join appeal p on p.id = a.appeal_id
         where a.id = $1 and a.appeal_id = $2 and p.notice_id = $3`,
        [fileId, appealId, scope.noticeId],
      );
      return file ?? null;
    });
  }
}

/** Papers are taken while the appeal runs, and while it waits to be completed. */
function check(appeal: AppealRow | null, scope: CustomerScope): AppealRow | Refusal {
  if (!appeal || appeal.noticeId !== scope.noticeId) return noAppeal();
  const curable = appeal.state === 'inadmissible' && !appeal.cured;
  return appeal.decidedAt && !curable ? alreadyDecided(appeal) : appeal;
}

interface NewFile {
  name: string;
  mediaType: string;
  purpose: string;
  sha256: Buffer;
  content: Buffer;
}

async function keep(tx: Tx, appeal: AppealRow, file: NewFile): Promise<{ ok: true; file: MatterFile } | Refusal> {
  const { now } = tx.context;
  const there = await tx.query<MatterFile & { same: boolean }>(
    `select id, name, media_type as "mediaType", size, purpose, at, sha256 = $2 as same from attachment where appeal_id = $1 order by id`,
    [appeal.id, file.sha256],
  );
  const same = there.find((one) => one.same);
  if (same) {
    const { same: _, ...first } = same;
    return { ok: true, file: first };
  }
  if (there.length >= MOST_APPEAL_FILES) {
    return refuse(
      'TOO_MANY_FILES',
      `An appeal takes ${MOST_APPEAL_FILES} files. Write to us if you need to send more.`,
      ['message'],
    );
  }
  const id = newId(now);
  const { name, mediaType, purpose, sha256, content } = file;
  await tx.query(
    `insert into attachment (id, appeal_id, customer_id, uploaded_by_kind, uploaded_by, name, media_type, size, sha256, purpose, at)
     values ($1, $2, $3, 'customer', $10, $4, $5, $6, $7, $8, $9)`,
    [id, appeal.id, appeal.customerId, name, mediaType, content.length, sha256, purpose, now, appeal.customerId],
  );
  await tx.query('insert into attachment_content (attachment_id, customer_id, content) values ($1, $2, $3)', [
    id,
    appeal.customerId,
    content,
  ]);
  const size = content.length;
  recordOn(tx, appeal, 'appeal.attach', { attachment: id, name, mediaType, size, sha256: sha256.toString('hex') });
  return { ok: true, file: { id, name, mediaType, size, purpose, at: now } };
}

/** @returns null for more than the limit, of which nothing is kept */
async function readWhole(content: Buffer | AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  if (Buffer.isBuffer(content)) return content.length > LARGEST_ATTACHMENT ? null : content;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > LARGEST_ATTACHMENT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
