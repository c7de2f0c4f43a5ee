import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { AttachToCase } from '@portcullis/core/casework/attach.command';
import { CasePageQuery } from '@portcullis/core/casework/case-page.query';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Operation } from '../edge/access.decorators.js';
import { sendDownload } from '../edge/download.js';
import { idOf } from '../edge/ids.js';
import { problemOf, problemOfRefusal } from '../edge/problem.exception.js';
import { readUpload } from '../edge/upload.js';

/** Files go in and out over REST: the one thing GraphQL is not for. */
@Controller()
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachToCase,
    private readonly pages: CasePageQuery,
  ) {}

  @Operation('casework.attach')
  @Post('cases/:id/attachments')
  async upload(
    @Caller() context: CommandContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ id: string; name: string; mediaType: string; url: string }> {
    const file = await readUpload(request);
    const answer = await this.attachments.attach(context, { caseId: idOf(id), ...file });
    if (!answer.ok) throw problemOfRefusal(answer);
    return { id: answer.id, name: answer.name, mediaType: answer.mediaType, url: `/attachments/${answer.id}` };
  }

  @Operation('casework.read')
  @Get('attachments/:id')
  async download(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.pages.attachment(idOf(id));
    if (!file) throw problemOf('not_found');
    sendDownload(reply, file);
  }
}
