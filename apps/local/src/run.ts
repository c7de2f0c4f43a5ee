import { ConfigError } from '@portcullis/core/config/config';
import { PostgresStartError } from '@portcullis/postgres';
import { takeOwnership } from '@portcullis/postgres/owner-lock';
import { type DemoName, demoNames } from '@portcullis/simulator';
import { type DataDirectory, openDataDirectory, readState, resetDataDirectory, writeState } from './data-directory.js';
import { startDatabase } from './database.js';
import { ProcessList } from './leftovers.js';
import { startMailCatcher } from './mail/mail-catcher.js';
import { choosePorts } from './ports.js';
import { planProcesses } from './processes.js';
import { say, step } from './progress.js';
import { provision } from './provision.js';
import { banner, describeReady, removeReady, writeReady } from './ready-file.js';
import { ensureSecrets } from './secrets.js';
import { colleagues, visitors } from './sign-ins.js';
import { StartError } from './start-error.js';
import { Undo } from './undo.js';
import { fillWorld } from './world/fill-world.js';

export interface RunOptions {
  root: string;
  dataDir: string;
  readyFile: string;
  consoleDir: string;
  portalDir: string;
  world?: string;
  port?: number;
  workers: number;
  reset: boolean;
}

const defaultWorld = 'small';

/** Starts everything and stays until it is told to stop. Ends the process: 0 when asked to, 1 with a sentence when not. */
export async function run(options: RunOptions): Promise<void> {
  const undo = new Undo();
  const told = new AbortController();
  let asked = false;
  let settled: () => void = () => {};
  const starting = new Promise<void>((resolve) => {
    settled = resolve;
  });
  const stop = (code: number) => {
    if (asked) return; // npm and the terminal both send it
    asked = true;
    told.abort();
    if (code === 0) console.log('\nStopping …');
    undo.all(starting).then(
      () => process.exit(code),
      (error: Error) => {
        console.error(`Not everything stopped cleanly: ${error.message}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  try {
    await start(options, undo, () => stop(1), told.signal);
    settled();
  } catch (error) {
    settled();
    if (asked) return; // told to stop in the middle of its start
    const known = error instanceof StartError || error instanceof PostgresStartError || error instanceof ConfigError;
    console.error(known ? error.message : error);
    stop(1);
  }
}

async function start(options: RunOptions, undo: Undo, giveUp: () => void, told: AbortSignal): Promise<void> {
  const data = openDataDirectory(options.dataDir);
  const lock = takeOwnership(data.path);
  undo.add('the lock', async () => lock.release());
  removeReady(options.readyFile);
  const list = new ProcessList(data.processesFile);
  const ended = await list.endLeftovers();
  if (ended > 0) console.log(`  ✓ ended ${ended} process(es) that a killed start had left`);
  const present = options.reset ? undefined : readState(data)?.world;
  await clearAway(data, options.reset);
  const ports = await choosePorts(options.port);
  const secrets = ensureSecrets(
    data.secretsFile,
    visitors.map(({ email }) => email),
  );
  const world = chooseWorld(options.world, present);
  const checkpoint = () => {
    if (told.aborted) throw new StartError('Stopped while starting.');
  };

  const database = await step('PostgreSQL', async (note) => {
    const started = await startDatabase({
      dataDir: data.postgres,
      secrets,
      say,
      onLost: (error) => {
        say(`PostgreSQL is lost: ${error.message}`);
        giveUp();
      },
    });
    undo.add('PostgreSQL', () => started.stop());
    note(`port ${started.port}${started.attached ? ', taken over from a killed start' : ''}`);
    return started;
  });
  checkpoint();
  const people = world === 'empty' ? visitors : [...visitors, ...colleagues];
  await provision(database.url('app'), secrets, people, `http://127.0.0.1:${ports.controlPlane}`);
  checkpoint();
  if (readState(data)?.stage !== 'loaded') {
    writeState(data, { world, stage: 'loading' });
    await fillWorld({ world, data, database, secrets, ports, signal: told });
    writeState(data, { world, stage: 'loaded' });
  }
  checkpoint();
  // After the world: its letters lie in the catcher's store before the catcher opens it.
  const mail = await startMailCatcher({ httpPort: ports.mail, smtpPort: ports.smtp, directory: data.mail });
  undo.add('the mail catcher', () => mail.close());

  const { api, workers, controlPlane } = planProcesses({
    ...options,
    data,
    database,
    secrets,
    ports,
    smtpUrl: mail.smtpUrl,
    list,
  });
  undo.add('processes', async () => {
    // The api first stops taking work in; the others finish theirs meanwhile.
    await Promise.all([api, ...workers, controlPlane].map((process) => process.stop()));
    list.forgetAll();
  });
  await step(`api, ${options.workers === 1 ? 'worker' : `${options.workers} workers`} and demo control plane`, () =>
    Promise.all([api, ...workers, controlPlane].map((process) => process.start())),
  );
  checkpoint();

  const ready = describeReady(ports, secrets);
  writeReady(options.readyFile, ready);
  undo.add('ready.json', async () => removeReady(options.readyFile));
  console.log(banner(ready));
}

async function clearAway(data: DataDirectory, reset: boolean): Promise<void> {
  const interrupted = readState(data)?.stage === 'loading';
  if (!reset && !interrupted) return;
  const title = reset ? 'removing the data of earlier starts' : 'removing a demo world whose loading was interrupted';
  await step(title, () => resetDataDirectory(data.path, { keepSecrets: !reset }));
  openDataDirectory(data.path);
}

function chooseWorld(wished: string | undefined, present: string | undefined): DemoName {
  if (present && wished && present !== wished) {
    throw new StartError(
      `The data hold the world "${present}": start with --reset to replace it by "${wished}", or choose another directory with --data.`,
    );
  }
  const name = present ?? wished ?? defaultWorld;
  const known = demoNames.find((one) => one === name);
  if (!known) throw new StartError(`There is no world "${name}". There are: ${demoNames.join(', ')}.`);
  return known;
}
