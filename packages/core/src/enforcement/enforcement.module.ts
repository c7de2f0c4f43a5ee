import { Module } from '@nestjs/common';
import { ConfirmAction } from './confirm-action.command.js';
import { LiftAction } from './lift-action.command.js';

@Module({ providers: [ConfirmAction, LiftAction], exports: [ConfirmAction, LiftAction] })
export class EnforcementModule {}
