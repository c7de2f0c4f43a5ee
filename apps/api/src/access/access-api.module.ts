import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { AccessResolver } from './access.resolver.js';
import { MeResolver } from './me.resolver.js';
import { SessionController } from './session.controller.js';

@Module({ imports: [AccessModule], controllers: [SessionController], providers: [AccessResolver, MeResolver] })
export class AccessApiModule {}
