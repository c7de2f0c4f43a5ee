import { openDatabase } from '@portcullis/core/db/database';
import type { DemoName } from '@portcullis/simulator';
import type { DataDirectory } from '../data-directory.js';
import { databaseName, type LocalDatabase } from '../database.js';
import type { Ports } from '../ports.js';
import { step } from '../progress.js';
import type { Secrets } from '../secrets.js';
import { coreIntake } from './core-intake.js';
import { loadWorld } from './load-world.js';

interface Options {
  world: DemoName;
  data: DataDirectory;
  database: LocalDatabase;
  secrets: Secrets;
  ports: Ports;
  signal: AbortSignal;
}

/** Gives a new installation the past of its demo world, before anything runs on it. The empty world has none. */
export async function fillWorld({ world, data, database, secrets, ports, signal }: Options): Promise<void> {
  if (world === 'empty') return;
  await step(`demo world "${world}"`, async (note) => {
    const commitLazily = (on: boolean) => setLazyCommits(database.url('owner'), on);
    // A loading that is interrupted is begun again from nothing: its commits need not be on disk one by one.
    await commitLazily(true);
    try {
      const { alerts } = await loadWorld({
        name: world,
        now: new Date(),
        appUrl: database.url('app'),
        portalUrl: database.url('portal'),
        sequencerUrl: database.url('sequencer'),
        intakeOf: coreIntake,
        mailDirectory: data.mail,
        ledgerFile: data.controlPlaneFile,
        portalOrigin: `http://127.0.0.1:${ports.portal}`,
        linkSecret: secrets.link,
        mailFrom: 'Portcullis <notices@portcullis.example>',
        replyTo: 'appeals@portcullis.example',
        onProgress: (done, total) => note(`${Math.floor((done * 100) / total)} %`),
        signal,
      });
      note(`${alerts.toLocaleString('en')} alerts and what became of them`);
    } finally {
      await commitLazily(false);
    }
  });
}

/** For connections made from now on. Going back to the default is itself on disk, and with it all that came before. */
async function setLazyCommits(ownerUrl: string, on: boolean): Promise<void> {
  const owner = await openDatabase({ url: ownerUrl, poolSize: 1, applicationName: 'portcullis-world-owner' });
  try {
    const database = `alter database ${databaseName}`;
    await owner.query(on ? `${database} set synchronous_commit = off` : 'set synchronous_commit = on');
    if (!on) await owner.query(`${database} reset synchronous_commit`);
  } finally {
    await owner.destroy();
  }
}
