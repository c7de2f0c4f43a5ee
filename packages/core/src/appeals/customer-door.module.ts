import { Module } from '@nestjs/common';
import { CustomerUnitOfWork } from './customer-unit-of-work.js';
import { FileAppeal } from './file-appeal.command.js';
import { MatterView } from './matter.view.js';
import { PortalSessions } from './portal-session.command.js';
import { UploadFile } from './upload-file.command.js';

const providers = [CustomerUnitOfWork, FileAppeal, MatterView, PortalSessions, UploadFile];

/** The customer's side of appeals, on a pool with the portal role. */
@Module({ providers, exports: providers })
export class CustomerDoorModule {}
