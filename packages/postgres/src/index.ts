export { findBinaries, mendLibraryLinks } from './binaries.js';
export { PostgresStartError } from './errors.js';
export { anyFreePort, freePortFrom, isFree } from './free-port.js';
export { overTcp } from './over-tcp.js';
export { hasLiveOwner } from './owner-lock.js';
export { type PostgresSettings, settingsForOneMachine, throwAwaySettings } from './settings.js';
export {
  newPassword,
  type Postgres,
  removePostgresData,
  runningPort,
  type StartOptions,
  startPostgres,
} from './start-postgres.js';
export { startThrowAwayPostgres } from './throw-away.js';
