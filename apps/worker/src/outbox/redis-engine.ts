import type { OutboxTicket } from '@portcullis/core/outbox/outbox-row';
import { Queue, Worker } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { bullEngine } from './bullmq-engine.js';
import type { QueueEngine } from './queue-engine.js';

/** All keys of a queue in one slot, so that a cluster serves it as one server does. */
const PREFIX = '{bull}';

/**
 * BullMQ on Redis or Valkey. `redis://` or `rediss://` is one server; with `?cluster=true` the first of a cluster.
 * @throws when nobody answers there
 */
export async function redisEngine(url: string, log: Logger): Promise<QueueEngine> {
  // Adding fails at once while Redis is away (the rows are given back); working waits until it returns.
  const forAdding = open(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const forWorking = open(url, { maxRetriesPerRequest: null });
  for (const connection of [forAdding, forWorking]) {
    connection.on('error', (fault) => log.warn({ err: fault }, 'queue connection'));
  }
  try {
    await ready(forAdding);
  } catch (fault) {
    forAdding.disconnect();
    forWorking.disconnect();
    throw fault;
  }
  return bullEngine(
    {
      kind: 'redis',
      openQueue: (name) => new Queue(name, { connection: forAdding, prefix: PREFIX }),
      openWorker: (name, processor, options) =>
        new Worker<OutboxTicket>(name, processor, { ...options, connection: forWorking, prefix: PREFIX }) as Worker,
      end: async () => {
        forAdding.disconnect();
        forWorking.disconnect();
      },
    },
    log,
  );
}

type Connection = Redis | Cluster;

function open(url: string, options: RedisOptions): Connection {
  const address = new URL(url);
  if (address.searchParams.get('cluster') !== 'true') return new Redis(url, options);
  const { enableOfflineQueue, ...redisOptions } = options;
  const secure = address.protocol === 'rediss:' ? { tls: {} } : {};
  const login = address.password
    ? { username: decodeURIComponent(address.username), password: decodeURIComponent(address.password) }
    : {};
  return new Cluster([{ host: address.hostname, port: Number(address.port || 6379) }], {
    enableOfflineQueue: enableOfflineQueue ?? true,
    redisOptions: { ...redisOptions, ...secure, ...login },
  });
}

const READY_MS = 10_000;

function ready(connection: Connection): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last = 'no answer';
    const onError = (fault: Error) => {
      last = fault.message;
    };
    const timer = setTimeout(() => {
      connection.off('error', onError);
      reject(new Error(`PORTCULLIS_QUEUE_URL: the queue is not ready after ${READY_MS / 1000} s (${last})`));
    }, READY_MS);
    connection.on('error', onError);
    connection.once('ready', () => {
      clearTimeout(timer);
      connection.off('error', onError);
      resolve();
    });
  });
}
