import { join } from 'node:path';
import { overTcp } from '@portcullis/postgres';
import type { DataDirectory } from './data-directory.js';
import type { LocalDatabase } from './database.js';
import type { ProcessList } from './leftovers.js';
import { ManagedProcess } from './managed-process.js';
import type { Ports } from './ports.js';
import { say } from './progress.js';
import type { Secrets } from './secrets.js';

export interface ProcessOptions {
  /** The project's root. */
  root: string;
  data: DataDirectory;
  database: LocalDatabase;
  secrets: Secrets;
  ports: Ports;
  smtpUrl: string;
  consoleDir: string;
  portalDir: string;
  workers: number;
  list: ProcessList;
}

/** The processes that production runs too, and the demo control plane, each configured by its environment only. */
export function planProcesses(options: ProcessOptions): {
  api: ManagedProcess;
  workers: ManagedProcess[];
  controlPlane: ManagedProcess;
} {
  const { root, data, ports, secrets, list } = options;
  const make = (name: string, program: string, env: Record<string, string>) =>
    new ManagedProcess({
      name,
      program: join(root, program),
      env: { ...inherited(), ...env },
      logFile: join(data.logs, `${name.replaceAll(' ', '-')}.log`),
      onStarted: (pid) => list.remember(name, pid),
      say,
    });
  const settings = applicationSettings(options);
  // What grouping writes goes out while it works on what is next.
  const atWork = { ...settings, PORTCULLIS_DATABASE_URL: overTcp(options.database.url('app')) };
  return {
    api: make('api', 'apps/api/dist/main.js', settings),
    workers: Array.from({ length: options.workers }, (_, index) =>
      make(options.workers === 1 ? 'worker' : `worker ${index + 1}`, 'apps/worker/dist/main.js', atWork),
    ),
    controlPlane: make('control plane', 'apps/local/dist/control-plane/main.js', {
      CONTROL_PLANE_PORT: String(ports.controlPlane),
      CONTROL_PLANE_API: `http://127.0.0.1:${ports.console}`,
      CONTROL_PLANE_KEY: secrets.keys.controlPlane,
      CONTROL_PLANE_SECRET: secrets.webhook,
      CONTROL_PLANE_FILE: data.controlPlaneFile,
    }),
  };
}

/** What the caller's environment says stays in force where the launcher has no opinion, such as the log level or QUEUE_URL. */
function inherited(): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.filter(([name]) => name !== 'PORTCULLIS_TEST_PG'));
}

function applicationSettings(options: ProcessOptions): Record<string, string> {
  const { database, ports, secrets, data } = options;
  const settings: Record<string, string> = {
    NODE_ENV: 'development',
    DATABASE_URL: database.url('app'),
    DATABASE_PORTAL_URL: database.url('portal'),
    DATABASE_SEQUENCER_URL: database.url('sequencer'),
    DATABASE_QUEUE_URL: database.url('queue'),
    API_PORT: String(ports.console),
    PORTAL_PORT: String(ports.portal),
    BIND_ADDRESS: '127.0.0.1',
    CONSOLE_ORIGIN: `http://127.0.0.1:${ports.console}`,
    PORTAL_ORIGIN: `http://127.0.0.1:${ports.portal}`,
    CONSOLE_DIR: options.consoleDir,
    PORTAL_DIR: options.portalDir,
    WORKER_PORT: '0',
    SMTP_URL: options.smtpUrl,
    LINK_SECRET: secrets.link,
    // The demo control plane is on this machine.
    ALLOW_PRIVATE_WEBHOOKS: 'true',
    REGISTER_DETECTORS_ON_SIGHT: 'true',
    AUDIT_ANCHOR_FILE: data.auditAnchorFile,
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`PORTCULLIS_${name}`, value]));
}
