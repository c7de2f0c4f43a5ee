import { Module } from '@nestjs/common';
import { AnswerDecision } from './answer-decision.command.js';
import { DecisionQuery } from './decision.query.js';
import { PreviewDecision } from './preview.query.js';
import { ProposeDecision } from './propose.command.js';

@Module({
  providers: [ProposeDecision, AnswerDecision, PreviewDecision, DecisionQuery],
  exports: [ProposeDecision, AnswerDecision, PreviewDecision, DecisionQuery],
})
export class DecisionsModule {}
