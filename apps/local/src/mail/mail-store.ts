import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMail, parseMail } from './mime.js';

export interface CaughtMail extends ParsedMail {
  id: number;
  /** When it came in, ISO 8601. */
  at: string;
  /** The envelope's recipients, which decide where a mail goes. */
  recipients: string[];
}

const keepAtMost = 2_000;

/** Mails in memory, newest last; with a directory they outlive a restart. */
export class MailStore {
  private readonly mails: CaughtMail[] = [];
  private nextId = 1;
  private readonly file: string | undefined;

  constructor(directory?: string) {
    if (!directory) return;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.file = join(directory, 'mails.ndjson');
    if (!existsSync(this.file)) return;
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean).slice(-keepAtMost);
    for (const line of lines) this.restore(line);
    writeFileSync(this.file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  }

  add(source: Buffer, recipients: string[], at: Date): CaughtMail {
    const mail: CaughtMail = { ...parseMail(source), id: this.nextId, at: at.toISOString(), recipients };
    this.nextId += 1;
    this.mails.push(mail);
    if (this.mails.length > keepAtMost) this.mails.shift();
    if (this.file) {
      const line = { id: mail.id, at: mail.at, recipients, source: source.toString('base64') };
      appendFileSync(this.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    }
    return mail;
  }

  /** Newest first. `to` keeps those with that recipient. */
  list(to?: string): CaughtMail[] {
    const wanted = to?.toLowerCase();
    const found = wanted
      ? this.mails.filter((mail) => mail.recipients.some((address) => address.toLowerCase() === wanted))
      : this.mails;
    return found.toReversed();
  }

  get(id: number): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.mails.length = 0;
    if (this.file) writeFileSync(this.file, '');
  }

  private restore(line: string): void {
    let saved: { id: number; at: string; recipients: string[]; source: string };
    try {
      saved = JSON.parse(line);
    } catch (error) {
      if (error instanceof SyntaxError) return; // the last line of a killed run may be cut
      throw error;
    }
    const mail = parseMail(Buffer.from(saved.source, 'base64'));
    this.mails.push({ ...mail, id: saved.id, at: saved.at, recipients: saved.recipients });
    this.nextId = Math.max(this.nextId, saved.id + 1);
  }
}
