import { Module } from '@nestjs/common';
import { ApiKeyService } from './api-key.service.js';
import { ApiKeys } from './api-keys.command.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { SaveStaff } from './save-staff.command.js';
import { SessionService } from './session.service.js';
import { SignIn } from './sign-in.command.js';
import { StaffQuery } from './staff.query.js';

const providers = [ApiKeyService, ApiKeys, AttemptLimiter, SaveStaff, SessionService, SignIn, StaffQuery];

/** Who somebody is and may do: sessions, keys, staff. */
@Module({ providers, exports: providers })
export class AccessModule {}
