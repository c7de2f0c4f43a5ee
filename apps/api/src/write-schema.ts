import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printStaffSchema } from './staff-schema.js';

/** `npm run schema -w @portcullis/api`: writes apps/api/schema.graphql, which the console generates its client from. */
writeFileSync(fileURLToPath(new URL('../schema.graphql', import.meta.url)), await printStaffSchema());
