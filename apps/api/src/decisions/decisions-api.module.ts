import { Module } from '@nestjs/common';
import { DecisionsModule } from '@portcullis/core/decisions/decisions.module';
import { DecisionsResolver } from './decisions.resolver.js';

@Module({ imports: [DecisionsModule], providers: [DecisionsResolver], exports: [DecisionsModule] })
export class DecisionsApiModule {}
