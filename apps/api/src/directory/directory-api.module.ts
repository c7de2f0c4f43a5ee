import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { DirectoryModule } from '@portcullis/core/directory/directory.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { DetectorsResolver } from './detectors.resolver.js';

@Module({
  imports: [AccessModule, DirectoryModule, EnforcementModule],
  providers: [DetectorsResolver],
})
export class DirectoryApiModule {}
