import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { printStaffSchema } from './staff-schema.js';

const file = fileURLToPath(new URL('../schema.graphql', import.meta.url));

it('apps/api/schema.graphql is what the resolvers say', async () => {
  const schema = await printStaffSchema();
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, schema);
  expect(schema).toBe(readFileSync(file, 'utf8'));
});
