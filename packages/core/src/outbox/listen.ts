import pg from 'pg';
import { type WakeTopic, wakeChannel, wakeTopics } from './wake.js';

export interface WakeListener {
  close(): Promise<void>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/**
 * Listens for wake-ups on a connection of its own and reconnects when it is lost. After each (re)connect every topic is
 * woken once, since what was said meanwhile was not heard. Resolves when the first connection stands or has failed.
 * @param onLost told of each loss; listening goes on by itself
 */
export async function listenForWakes(
  url: string,
  onWake: (topic: WakeTopic) => void,
  onLost: (fault: Error) => void,
): Promise<WakeListener> {
  const byChannel = new Map(wakeTopics.map((topic) => [wakeChannel(topic), topic]));
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let waitMs = FIRST_WAIT_MS;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'portcullis-listen', keepAlive: true });
    client = next;
    let lost = false;
    const again = (fault: Error): void => {
      if (lost || closed) return;
      lost = true;
      onLost(fault);
      next.end().catch(() => undefined); // It is gone already; there is nothing to save.
      timer = setTimeout(() => void connect(), waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
    next.on('error', again);
    next.on('end', () => again(new Error('the connection that listens was closed')));
    next.on('notification', ({ channel }) => {
      const topic = byChannel.get(channel);
      if (topic) onWake(topic);
    });
    try {
      await next.connect();
      await next.query(wakeTopics.map((topic) => `listen ${wakeChannel(topic)}`).join('; '));
      waitMs = FIRST_WAIT_MS;
      for (const topic of wakeTopics) onWake(topic);
    } catch (fault) {
      again(fault as Error);
    }
  };
  await connect();

  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
