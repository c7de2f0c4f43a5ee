import { Module } from '@nestjs/common';
import { OutcomesModule } from '@portcullis/core/outcomes/outcomes.module';
import { OutcomesController } from './outcomes.controller.js';

@Module({ imports: [OutcomesModule], controllers: [OutcomesController] })
export class OutcomesApiModule {}
