import { Module } from '@nestjs/common';
import { OutcomesQuery } from './outcomes.query.js';

@Module({ providers: [OutcomesQuery], exports: [OutcomesQuery] })
export class OutcomesModule {}
