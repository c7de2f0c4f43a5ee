export * from './alert/parse.js';
export * from './problem.js';
