import { GraphQLSchemaHost } from '@nestjs/graphql';
import { readConfig } from '@portcullis/core';
import { Clock } from '@portcullis/core/core.module';
import { printSchema } from 'graphql';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type AppOptions, createStaffApp } from './staff.app.js';

/** The schema as text, made without a database: building the application opens no connection. */
export async function printStaffSchema(): Promise<string> {
  const app = await createStaffApp({
    config: readConfig({
      PORTCULLIS_NODE_ENV: 'test',
      PORTCULLIS_DATABASE_URL: 'postgres://none.example/none',
      PORTCULLIS_LINK_SECRET: 'unused-unused-unused',
    }),
    dataSource: {} as AppOptions['dataSource'],
    clock: new Clock(),
    log: pino({ level: 'silent' }),
    registry: new Registry(),
  });
  try {
    return `# Generated from the resolvers by "npm run schema -w @portcullis/api". Do not edit.\n${printSchema(app.get(GraphQLSchemaHost).schema)}\n`;
  } finally {
    await app.close();
  }
}
