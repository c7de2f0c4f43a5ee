import { Module } from '@nestjs/common';
import { ActionQuery } from './action.query.js';
import { ConfirmAction } from './confirm-action.command.js';
import { LiftAction } from './lift-action.command.js';

@Module({ providers: [ActionQuery, ConfirmAction, LiftAction], exports: [ActionQuery, ConfirmAction, LiftAction] })
export class EnforcementModule {}
