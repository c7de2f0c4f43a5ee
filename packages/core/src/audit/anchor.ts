import { readFile, rename, writeFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

/** The head of the chain, written down where whoever can write the database can't. */
export interface Anchor {
  position: number;
  /** hex */
  hash: string;
  at: string;
}

/** @returns null when there is no such file yet */
export async function readAnchor(file: string): Promise<Anchor | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Anchor;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

/** Writes the present head, in one step. @returns what was written */
export async function writeAnchor(dataSource: DataSource, file: string, now: Date): Promise<Anchor> {
  const rows: { position: number; hash: Buffer }[] = await dataSource.query(
    'select position, hash from event_chain order by position desc limit 1',
  );
  const anchor = {
    position: rows[0]?.position ?? 0,
    hash: (rows[0]?.hash ?? Buffer.alloc(32)).toString('hex'),
    at: now.toISOString(),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return anchor;
}
