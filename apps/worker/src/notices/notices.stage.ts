import { Module } from '@nestjs/common';
import { type Config, UnitOfWork } from '@portcullis/core';
import { CONFIG } from '@portcullis/core/core.module';
import { MAILER, type Mailer } from '@portcullis/core/notices/mailer';
import { NoticesModule } from '@portcullis/core/notices/notices.module';
import { mailDomain, SendNotice } from '@portcullis/core/notices/send-notice.command';
import type { WorkerStage } from '../stage.js';
import { ComposeProcessor } from './compose.processor.js';
import { RetryNoticesSchedule } from './retry-notices.schedule.js';
import { SendProcessor } from './send.processor.js';
import { SmtpMailer } from './smtp-mailer.js';

@Module({
  imports: [NoticesModule],
  providers: [
    ComposeProcessor,
    SendProcessor,
    RetryNoticesSchedule,
    {
      provide: MAILER,
      inject: [CONFIG],
      useFactory: ({ SMTP_URL, MAIL_FROM, REPLY_TO }: Config): Mailer | null =>
        SMTP_URL ? new SmtpMailer({ url: SMTP_URL, from: MAIL_FROM, replyTo: REPLY_TO }) : null,
    },
    {
      provide: SendNotice,
      inject: [UnitOfWork, MAILER, CONFIG],
      useFactory: (uow: UnitOfWork, mailer: Mailer | null, config: Config) =>
        new SendNotice(uow, mailer, { linkSecret: config.LINK_SECRET, mailDomain: mailDomain(config.MAIL_FROM) }),
    },
  ],
})
class NoticesWorkerModule {}

/** Letters to customers: written from what was decided, sent by SMTP. */
export const noticesStage: WorkerStage = {
  name: 'notices',
  module: NoticesWorkerModule,
  processors: [ComposeProcessor, SendProcessor],
  schedules: [RetryNoticesSchedule],
  concurrency: 2,
};
