import { Module } from '@nestjs/common';
import { AppealsModule } from '@portcullis/core/appeals/appeals.module';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { DecisionsModule } from '@portcullis/core/decisions/decisions.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { NoticesApiModule } from '../notices/notices-api.module.js';
import { AppealCommandsResolver } from './appeal-commands.resolver.js';
import { AppealMatterResolver, AppealsResolver } from './appeals.resolver.js';
import { CaseAppealsResolver, CustomerAppealsResolver, SimilarCasesResolver } from './appeals-elsewhere.resolver.js';

@Module({
  imports: [AppealsModule, CaseworkModule, DecisionsModule, EnforcementModule, NoticesApiModule],
  providers: [
    AppealsResolver,
    AppealMatterResolver,
    AppealCommandsResolver,
    SimilarCasesResolver,
    CaseAppealsResolver,
    CustomerAppealsResolver,
  ],
})
export class AppealsApiModule {}
