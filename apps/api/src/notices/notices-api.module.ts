import { Module } from '@nestjs/common';
import { NoticeQuery } from '@portcullis/core/notices/notice.query';
import { CaseNoticesResolver } from './case-notices.resolver.js';

@Module({ providers: [NoticeQuery, CaseNoticesResolver], exports: [NoticeQuery] })
export class NoticesApiModule {}
