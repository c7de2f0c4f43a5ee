import {
  type IntakeAnswer,
  IntakeTally,
  MAX_CHUNK_LINES,
  type ResultsMode,
} from '@portcullis/contracts/api/intake-answer';
import { NdjsonSplitter } from '@portcullis/contracts/ndjson';
import type { CommandContext } from '@portcullis/core';
import type { AcceptAlerts } from '@portcullis/core/intake/accept.command';
import {
  type IncomingAlert,
  type IntakeSource,
  incomingAlert,
  incomingLine,
  type ReadAs,
} from '@portcullis/core/intake/incoming';
import type { Gate } from './intake-gate.js';

/** Lines of a chunk: enough that a statement's cost is spread, few enough that the first are committed soon. */
const CHUNK_LINES = Math.min(2000, MAX_CHUNK_LINES);
/** A chunk ends here too: lines may be long. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** Documents that are read before other requests have their turn. */
const TURN = 500;

const turn = () => new Promise<void>((resume) => setImmediate(resume));

/** The alerts of one request on their way into the database. */
export class AlertIntake {
  private readonly tally: IntakeTally;
  private next = 0;

  constructor(
    private readonly command: AcceptAlerts,
    private readonly gate: Gate,
    private readonly context: CommandContext,
    private readonly source: IntakeSource,
    mode: ResultsMode | undefined,
  ) {
    this.tally = new IntakeTally(mode);
  }

  /** One body: all of it is committed together. The list is emptied as it is read. */
  async documents(documents: unknown[], readAs: ReadAs): Promise<void> {
    const alerts: IncomingAlert[] = [];
    const now = this.context.now.getTime();
    for (let i = 0; i < documents.length; i++) {
      alerts.push(incomingAlert(documents[i], this.source, now, readAs));
      documents[i] = undefined;
      if (alerts.length % TURN === 0) await turn();
    }
    await this.commit(alerts);
  }

  /** Line by line, committed in chunks; while one is being committed the next is read. */
  async lines(body: AsyncIterable<Uint8Array>): Promise<void> {
    const splitter = new NdjsonSplitter();
    const now = this.context.now.getTime();
    let chunk: IncomingAlert[] = [];
    let bytes = 0;
    let committing: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      const full = chunk;
      chunk = [];
      bytes = 0;
      await committing;
      committing = this.commit(full);
      // Thrown where it is awaited: before the next chunk, or at the end.
      committing.catch(() => undefined);
    };
    const take = async (lines: ReturnType<NdjsonSplitter['push']>): Promise<void> => {
      for (const line of lines) {
        chunk.push(incomingLine(line, this.source, now));
        bytes += line.ok ? line.text.length : line.head.length;
        if (chunk.length >= CHUNK_LINES || bytes >= CHUNK_BYTES) await flush();
      }
    };
    try {
      for await (const piece of body) await take(splitter.push(piece));
      await take(splitter.end());
    } finally {
      // Whole lines that came before a break are as good as any.
      await flush();
      await committing;
    }
  }

  answer(): IntakeAnswer {
    return this.tally.answer();
  }

  private async commit(alerts: readonly IncomingAlert[]): Promise<void> {
    if (alerts.length === 0) return;
    const results = await this.gate.through(() => this.command.accept(this.context, this.source, alerts));
    for (const { status, id, problem } of results) {
      this.tally.add({
        index: this.next++,
        ...(id === undefined ? {} : { id }),
        status,
        ...(problem === undefined ? {} : { problem }),
      });
    }
  }
}
