import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { MatterFile } from '@portcullis/core/appeals/matter.view';
import { UploadFile } from '@portcullis/core/appeals/upload-file.command';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendDownload } from '../edge/download.js';
import { idOf } from '../edge/ids.js';
import { problemOf } from '../edge/problem.exception.js';
import { TheVisitor, type Visitor } from './portal.guard.js';
import { problemOfPortal } from './portal.problem.js';
import { readAppealFile } from './read-appeal-file.js';

/** Each holds up to ten megabytes in memory while it comes in. */
const MOST_AT_ONCE = 8;

/** Papers of an appeal, in and out. */
@Controller('appeals/:id/files')
export class PortalFilesController {
  private coming = 0;

  constructor(private readonly files: UploadFile) {}

  @Post()
  async upload(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<MatterFile> {
    const appealId = idOf(id);
    const refusal = await this.files.refusal(context, session, appealId);
    if (refusal) throw problemOfPortal(refusal);
    if (this.coming >= MOST_AT_ONCE) {
      const detail = 'Many files are coming in just now. Try again in a moment.';
      throw problemOf('overloaded', { detail }, { 'retry-after': '3' });
    }
    this.coming += 1;
    try {
      const answer = await this.files.upload(context, session, appealId, await readAppealFile(request));
      if (!answer.ok) throw problemOfPortal(answer);
      return answer.file;
    } finally {
      this.coming -= 1;
    }
  }

  @Get(':fileId')
  async download(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.download(context, session, idOf(id), idOf(fileId));
    if (!file) throw problemOf('not_found');
    sendDownload(reply, file);
  }
}
