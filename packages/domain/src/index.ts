export * from './vocabulary.js';
export * from './machine/refusal.js';
export * from './machine/machine.js';
export * from './access/actor.js';
export * from './access/permissions.js';
