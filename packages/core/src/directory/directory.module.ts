import { Module } from '@nestjs/common';
import { DetectorsQuery } from './detectors.query.js';
import { PutDirectory } from './put-directory.command.js';
import { SaveDetector } from './save-detector.command.js';

const providers = [DetectorsQuery, PutDirectory, SaveDetector];

/** Who the customers are, and whose word counts for what: the directory and the registry of detectors. */
@Module({ providers, exports: providers })
export class DirectoryModule {}
