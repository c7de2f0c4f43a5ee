import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@portcullis/core';
import { RecentChangesQuery } from '@portcullis/core/audit/recent-changes.query';
import { CONFIG } from '@portcullis/core/core.module';
import { listenForWakes, type WakeListener } from '@portcullis/core/outbox/listen';
import type { Logger } from 'pino';
import { LOGGER } from '../edge/logger.js';
import { type LiveEvent, toLiveEvents } from './live-event.js';

export interface Listener {
  /** Told of what changed up to a position. */
  changed(events: readonly LiveEvent[], position: number): void;
  /** Told that too much was missed: fetch everything anew. */
  missed(position: number): void;
  beat(position: number): void;
  end(): void;
}

const BATCH = 1000;
/** Beyond this, telling each change costs more than fetching anew. */
const MOST_REPLAYED = 5000;
const SLOW_POLL_MS = 2000;
const HEARTBEAT_MS = 15_000;
/** A wake comes when something is written; it becomes visible here when the sequencer has sealed it, moments later. */
const AFTER_WAKE_MS = [30, 80, 150, 300, 600, 1000];

/** Follows history for all streams of this process: one connection that listens, one read for a change. */
@Injectable()
export class LiveHub implements OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private position = 0;
  private started: Promise<void> | null = null;
  private wakes: WakeListener | null = null;
  private timers: NodeJS.Timeout[] = [];
  private reading: Promise<boolean> | null = null;
  private steps: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly changes: RecentChangesQuery,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  get size(): number {
    return this.listeners.size;
  }

  /** @param since the last position that the listener has seen, or null for "from now on" */
  async add(listener: Listener, since: number | null): Promise<void> {
    this.started ??= this.start();
    await this.started;
    if (this.closed) {
      listener.end();
      return;
    }
    // Nothing is lost in between: what comes while the past is read is told again, and told twice is harmless.
    this.listeners.add(listener);
    if (since === null || since >= this.position) {
      listener.beat(this.position);
      return;
    }
    const behind = this.position - since;
    if (behind > MOST_REPLAYED || since < 0) listener.missed(this.position);
    else {
      const missed = await this.changes.after(since, behind);
      listener.changed(toLiveEvents(missed), missed.at(-1)?.position ?? this.position);
    }
  }

  remove(listener: Listener): void {
    this.listeners.delete(listener);
  }

  /** Ends every stream; the first thing that a shutdown does. */
  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.steps) clearTimeout(this.steps);
    for (const listener of this.listeners) listener.end();
    this.listeners.clear();
    await this.wakes?.close();
    this.wakes = null;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.closed) await this.close();
  }

  private async start(): Promise<void> {
    this.position = await this.changes.head();
    this.wakes = await listenForWakes(
      this.config.DATABASE_URL,
      (topic) => topic === 'history' && this.follow(0),
      (fault) => this.log.warn({ err: fault }, 'the live connection was lost; polling until it is back'),
    );
    this.timers = [
      setInterval(() => void this.read(), SLOW_POLL_MS).unref(),
      setInterval(() => this.tell((listener) => listener.beat(this.position)), HEARTBEAT_MS).unref(),
    ];
  }

  private follow(step: number): void {
    if (this.closed || (step === 0 && this.steps)) return;
    this.steps = setTimeout(async () => {
      const moved = await this.read();
      this.steps = null;
      if (!moved && step + 1 < AFTER_WAKE_MS.length) this.follow(step + 1);
    }, AFTER_WAKE_MS[step]).unref();
  }

  private read(): Promise<boolean> {
    this.reading ??= this.readOnce().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readOnce(): Promise<boolean> {
    if (this.closed) return false;
    try {
      const changes = await this.changes.after(this.position, BATCH);
      const last = changes.at(-1);
      if (!last) return false;
      if (changes.length === BATCH) {
        this.position = await this.changes.head();
        this.tell((listener) => listener.missed(this.position));
      } else {
        this.position = last.position;
        const events = toLiveEvents(changes);
        this.tell((listener) => listener.changed(events, last.position));
      }
      return true;
    } catch (fault) {
      // The next poll tries again.
      this.log.warn({ err: fault }, 'history could not be read for live streams');
      return false;
    }
  }

  private tell(what: (listener: Listener) => void): void {
    for (const listener of this.listeners) what(listener);
  }
}
