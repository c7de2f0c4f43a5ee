import { existsSync, readFileSync } from 'node:fs';
import { readAnchor } from '@portcullis/core/audit/anchor';
import { type VerifyReport, verifyHistory } from '@portcullis/core/audit/verify';
import { openDatabase } from '@portcullis/core/db/database';
import { runningPort, startPostgres } from '@portcullis/postgres';
import { type DataDirectory, openDataDirectory } from './data-directory.js';
import { databaseName } from './database.js';
import type { Secrets } from './secrets.js';
import { StartError } from './start-error.js';

export interface AuditOptions {
  /** A data directory of `npm start`, running or stopped. Not used when `url` is given. */
  dataDir: string;
  /** Any Portcullis database, with a role that may read history. */
  url?: string;
  /** The file with the head of the chain that is kept outside the database. */
  anchorFile?: string;
  /** Alters one sealed row as a superuser would, shows that it is named, and puts it back. */
  showAltered: boolean;
}

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** Verifies the whole history and prints the result. @returns 0 when whole, 1 when not */
export async function runAudit(options: AuditOptions): Promise<number> {
  const { url, anchorFile, stop } = options.url
    ? { url: options.url, anchorFile: options.anchorFile, stop: async () => {} }
    : await reachLocal(options);
  try {
    const database = await openDatabase({ url, poolSize: 1, applicationName: 'portcullis-audit' });
    try {
      const anchor = anchorFile ? await readAnchor(anchorFile) : null;
      const report = await verifyHistory(database, anchor, progress);
      print(report);
      if (!options.showAltered) return isWhole(report) ? 0 : 1;
      return await showAltered(database);
    } finally {
      await database.destroy();
    }
  } finally {
    await stop();
  }
}

async function reachLocal({ dataDir, anchorFile }: AuditOptions) {
  if (!existsSync(dataDir))
    throw new StartError(`There are no data in ${dataDir}: run npm start first, or name others with --data.`);
  const data: DataDirectory = openDataDirectory(dataDir);
  if (!existsSync(data.secretsFile))
    throw new StartError(`There are no data in ${dataDir}: run npm start first, or name others with --data.`);
  const secrets = JSON.parse(readFileSync(data.secretsFile, 'utf8')) as Secrets;
  const port = runningPort(data.postgres);
  const own =
    port === undefined
      ? await startPostgres({ dataDir: data.postgres, superuserPassword: secrets.superuser })
      : undefined;
  const password = encodeURIComponent(secrets.superuser);
  return {
    url: own?.url('postgres', databaseName) ?? `postgresql://postgres:${password}@127.0.0.1:${port}/${databaseName}`,
    anchorFile: anchorFile ?? data.auditAnchorFile,
    stop: async () => own?.stop(),
  };
}

function isWhole(report: VerifyReport): boolean {
  return report.faults.length === 0 && report.anchor !== 'broken';
}

function print(report: VerifyReport): void {
  const { events, erased, unsealed, headPosition, headHash, anchor, faults } = report;
  console.log(`History: ${events} sealed events, ${erased} with an erased body, ${unsealed} waiting to be sealed.`);
  console.log(`Head: position ${headPosition}, ${headHash}.`);
  if (anchor === 'none') console.log('Anchor: none is kept outside the database yet.');
  if (anchor === 'holds') console.log('Anchor: the head written down outside the database fits.');
  if (anchor === 'broken')
    console.log('ANCHOR BROKEN: the chain is not the one whose head was written down outside the database.');
  for (const fault of faults) {
    console.log(`ALTERED: position ${fault.position ?? 'none'}, event ${fault.eventId}`);
    console.log(`         ${fault.row}: ${fault.problem}`);
  }
  console.log(isWhole(report) ? 'The history is whole.' : `The history is NOT whole: ${faults.length} fault(s).`);
}

/** The event that is altered for show: a decision if there is one, else whatever was sealed last. */
const CHOOSE_ROW = `select e.id from event e join event_chain c on c.event_id = e.id
  order by (e.kind = 'decision.approved') desc, c.position desc limit 1`;

async function showAltered(database: Database): Promise<number> {
  const [row] = (await database.query(CHOOSE_ROW)) as { id: string }[];
  if (!row) throw new StartError('Nothing is sealed yet, so there is no row to alter.');
  console.log(`\nNow a superuser moves event ${row.id} by a day, past every right and check of the application:`);
  console.log(`  update event set occurred_at = occurred_at - interval '1 day' where id = '${row.id}';\n`);
  await database.query(`update event set occurred_at = occurred_at - interval '1 day' where id = $1`, [row.id]);
  let altered: VerifyReport;
  try {
    altered = await verifyHistory(database, null);
  } finally {
    await database.query(`update event set occurred_at = occurred_at + interval '1 day' where id = $1`, [row.id]);
  }
  print(altered);
  console.log('\nThe row is put back as it was:');
  const after = await verifyHistory(database, null);
  print(after);
  return altered.faults.some((fault) => fault.eventId === row.id) && isWhole(after) ? 0 : 1;
}

let lastShown = 0;
function progress(events: number): void {
  if (!process.stdout.isTTY || Date.now() - lastShown < 500) return;
  lastShown = Date.now();
  process.stdout.write(`\r  … ${events} events verified\r`);
}
