export * from './builders.js';
export * from './drain.js';
export * from './fake-clock.js';
export * from './in-vitest.js';
export * from './private-database.js';
export * from './redis.js';
export * from './stack.js';
export * from './suspension.js';
export { prepareServer, roleUrl, type TestServer } from './template.js';
