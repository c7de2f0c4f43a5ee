import { Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../core.module.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ComposeLetters } from './compose-letters.command.js';
import { ComposeStatements, type LetterSettings } from './compose-statements.command.js';

const settingsOf = ({ PORTAL_ORIGIN, REPLY_TO, LINK_SECRET }: Config): LetterSettings => ({
  portalOrigin: PORTAL_ORIGIN,
  replyTo: REPLY_TO,
  linkSecret: LINK_SECRET,
});

const providers = [ComposeStatements, ComposeLetters].map((type) => ({
  provide: type,
  inject: [UnitOfWork, CONFIG],
  useFactory: (uow: UnitOfWork, config: Config) => new type(uow, settingsOf(config)),
}));

/** What customers are told. Sending needs a mail server, so the worker provides it. */
@Module({ providers, exports: [ComposeStatements, ComposeLetters] })
export class NoticesModule {}
