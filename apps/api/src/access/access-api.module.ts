import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { MeResolver } from './me.resolver.js';
import { SessionController } from './session.controller.js';

@Module({ imports: [AccessModule], controllers: [SessionController], providers: [MeResolver] })
export class AccessApiModule {}
