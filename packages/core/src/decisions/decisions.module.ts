import { Module } from '@nestjs/common';
import { AnswerDecision } from './answer-decision.command.js';
import { PreviewDecision } from './preview.query.js';
import { ProposeDecision } from './propose.command.js';

@Module({
  providers: [ProposeDecision, AnswerDecision, PreviewDecision],
  exports: [ProposeDecision, AnswerDecision, PreviewDecision],
})
export class DecisionsModule {}
