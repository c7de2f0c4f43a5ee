import { Module } from '@nestjs/common';
import { DecisionsModule } from '@portcullis/core/decisions/decisions.module';
import { CaseDecisionsResolver } from './case-decisions.resolver.js';
import { DecisionsResolver } from './decisions.resolver.js';

@Module({
  imports: [DecisionsModule],
  providers: [CaseDecisionsResolver, DecisionsResolver],
  exports: [DecisionsModule],
})
export class DecisionsApiModule {}
