import { LIVE_KINDS } from './live-keys.js';

export interface LiveEvent {
  readonly kind: string;
  readonly id: string;
  readonly version?: number;
}

export type LiveState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly at: number }
  | { readonly state: 'lost'; readonly since: number };

/** The server sends a heartbeat every 15 s or so; twice that and a bit without any sign is a lost line. */
const SILENCE_MS = 40_000;
const CHANNEL = 'portcullis-live';

type Message = { type: 'event'; event: LiveEvent } | { type: 'state'; state: LiveState } | { type: 'ask' };

export interface LiveListener {
  onEvent(event: LiveEvent): void;
  onState(state: LiveState): void;
}

/** What an event source line says; null when it is not an event of ours. */
export function parseLive(data: string): LiveEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    const { kind, id, version } = value as Record<string, unknown>;
    if (typeof kind !== 'string') return null;
    return { kind, id: typeof id === 'string' ? id : '', version: typeof version === 'number' ? version : undefined };
  } catch {
    return null;
  }
}

/**
 * One stream for all tabs of a browser: the tab that holds the lock keeps the connection and tells the others.
 * When it closes, the next in line takes over. Returns what ends this tab's part.
 */
export function openLive(listener: LiveListener): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const ending = new AbortController();
  let leading = false;
  let last: LiveState = { state: 'connecting' };

  const tell = (message: Message) => {
    channel.postMessage(message);
    apply(message);
  };
  const apply = (message: Message) => {
    if (message.type === 'event') listener.onEvent(message.event);
    else if (message.type === 'state') {
      last = message.state;
      listener.onState(message.state);
    }
  };
  channel.onmessage = (message: MessageEvent<Message>) => {
    if (message.data.type === 'ask') {
      if (leading) channel.postMessage({ type: 'state', state: last } satisfies Message);
    } else apply(message.data);
  };
  channel.postMessage({ type: 'ask' } satisfies Message);

  const lead = () =>
    new Promise<void>((resolve) => {
      leading = true;
      const stop = stream(tell);
      ending.signal.addEventListener('abort', () => {
        leading = false;
        stop();
        resolve();
      });
    });

  if (navigator.locks) {
    navigator.locks.request(CHANNEL, { signal: ending.signal }, lead).catch((cause: unknown) => {
      if (!ending.signal.aborted) throw cause;
    });
  } else void lead();

  return () => {
    ending.abort();
    channel.close();
  };
}

function stream(tell: (message: Message) => void): () => void {
  let source: EventSource | undefined;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const alive = () => {
    failures = 0;
    clearTimeout(quiet);
    quiet = setTimeout(lost, SILENCE_MS);
    tell({ type: 'state', state: { state: 'live', at: Date.now() } });
  };
  const lost = () => {
    source?.close();
    clearTimeout(quiet);
    clearTimeout(again);
    tell({ type: 'state', state: { state: 'lost', since: Date.now() } });
    failures += 1;
    again = setTimeout(connect, Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random() / 2));
  };
  const take = (message: MessageEvent<string>) => {
    alive();
    const event = message.type === 'resync' ? { kind: 'resync', id: '' } : parseLive(message.data);
    if (event && event.kind !== 'heartbeat') tell({ type: 'event', event });
  };
  const connect = () => {
    source = new EventSource('/live');
    source.onopen = alive;
    source.onmessage = take;
    for (const kind of [...LIVE_KINDS, 'resync', 'heartbeat']) {
      source.addEventListener(kind, take);
    }
    source.onerror = lost;
  };
  connect();
  return () => {
    clearTimeout(quiet);
    clearTimeout(again);
    source?.close();
  };
}
