export * from './alert/alert-v1.js';
export * from './alert/cloud-events.js';
export * from './alert/fold-key.js';
export * from './alert/normalised-alert.js';
export * from './alert/parse.js';
export * from './problem.js';
