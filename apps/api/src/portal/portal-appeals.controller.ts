import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  portalAppealForm,
  portalCureForm,
  portalMessageForm,
  portalReliefForm,
  portalWithdrawalForm,
} from '@portcullis/contracts/portal/portal-forms';
import { type AppealAnswer, FileAppeal } from '@portcullis/core/appeals/file-appeal.command';
import { idOf } from '../edge/ids.js';
import { TheVisitor, type Visitor } from './portal.guard.js';
import { formOf, problemOfPortal } from './portal.problem.js';

interface Filed {
  id: string;
  number: number;
  state: string;
  dueAt: Date | null;
}

/** What customers do about a decision. */
@Controller('appeals')
export class PortalAppealsController {
  constructor(private readonly appeals: FileAppeal) {}

  @Post()
  async file(@TheVisitor() { session, context }: Visitor, @Body() body: unknown): Promise<Filed> {
    const form = formOf(portalAppealForm, body);
    return filed(await this.appeals.file(context, session, { ...form, relief: form.relief ?? null }));
  }

  @Post(':id/messages')
  async message(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ id: string; at: Date; answered: boolean }> {
    const { text } = formOf(portalMessageForm, body);
    const answer = await this.appeals.message(context, session, idOf(id), text);
    if (!answer.ok) throw problemOfPortal(answer);
    return { id: answer.messageId, at: answer.at, answered: answer.answered };
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  async withdraw(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Filed> {
    const { reason } = formOf(portalWithdrawalForm, body);
    return filed(await this.appeals.withdraw(context, session, idOf(id), reason));
  }

  @Post(':id/relief')
  @HttpCode(200)
  async relief(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Filed> {
    const { reason } = formOf(portalReliefForm, body);
    return filed(await this.appeals.askRelief(context, session, idOf(id), reason));
  }

  @Post(':id/cure')
  @HttpCode(200)
  async cure(
    @TheVisitor() { session, context }: Visitor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Filed> {
    const { statement } = formOf(portalCureForm, body);
    return filed(await this.appeals.cure(context, session, idOf(id), statement));
  }
}

function filed(answer: AppealAnswer): Filed {
  if (!answer.ok) throw problemOfPortal(answer);
  return { id: answer.appealId, number: answer.number, state: answer.state, dueAt: answer.dueAt };
}
