/**
 * What servers commonly use. Browsers import by file (`@portcullis/contracts/forms/decision-forms`): the parsers and
 * webhooks below need Node.
 */
export * from './alert/alert-v1.js';
export * from './alert/cloud-event.schema.js';
export * from './alert/cloud-events.js';
export * from './alert/fold-key.js';
export * from './alert/normalised-alert.js';
export * from './alert/parse.js';
export * from './api/intake-answer.js';
export * from './api/reading.js';
export * from './api/ready.js';
export * from './directory/directory-record.js';
export * from './directory/parse-directory.js';
export * from './forms/form.js';
export * from './ndjson.js';
export * from './openapi.js';
export * from './problem.js';
export * from './webhook/messages.js';
export * from './webhook/outcome-formats.js';
export * from './webhook/standard-webhooks.js';
