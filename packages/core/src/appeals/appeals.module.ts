import { Module } from '@nestjs/common';
import { AppealQuery } from './appeal.query.js';
import { DecideAppeal } from './decide-appeal.command.js';
import { FinaliseCases } from './finalise-cases.command.js';
import { ReviewAppeal } from './review-appeal.command.js';

/** The staff's side of appeals. */
@Module({
  providers: [AppealQuery, ReviewAppeal, DecideAppeal, FinaliseCases],
  exports: [AppealQuery, ReviewAppeal, DecideAppeal, FinaliseCases],
})
export class AppealsModule {}
