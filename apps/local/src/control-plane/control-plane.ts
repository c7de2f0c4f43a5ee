import Fastify, { type FastifyReply } from 'fastify';
import { type Behaviour, behaviours, isBehaviour, Script } from './behaviour.js';
import { Confirmations, type ConfirmationTarget } from './confirmations.js';
import { statePage } from './control-plane-page.js';
import { type ActionRequest, type HeldAction, Ledger } from './ledger.js';
import { type WebhookHeaders, whyNotGenuine } from './standard-webhooks.js';

export interface ControlPlaneOptions extends ConfirmationTarget {
  /** `whsec_…`, shared with the sender. */
  secret: string;
  host?: string;
  port?: number;
  /** Keeps what it holds in this file; in memory only when absent. */
  file?: string;
  /** How long carrying out an action takes. */
  executionMs?: number;
  now?: () => Date;
}

export interface ControlPlane {
  url: string;
  /** Where the webhooks go. */
  webhookUrl: string;
  script: Script;
  held(): HeldAction[];
  inbox(): InboxItem[];
  /** Points the confirmations elsewhere; for a double that starts before the API does. */
  confirmTo(target: ConfirmationTarget): void;
  close(): Promise<void>;
}

export interface InboxItem {
  at: string;
  type: string;
  data: unknown;
}

const inboxSize = 200;

/**
 * A stand-in for the provider's own system: takes signed orders, carries them out, confirms them, shows what it holds.
 * `POST /webhooks` orders and feedback; `GET /state`; `POST /behaviour {behaviour, times?, delayMs?}`; a page at `/`.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { host = '127.0.0.1', port = 0, executionMs = 300, now = () => new Date() } = options;
  let target: ConfirmationTarget = { api: options.api, key: options.key };
  const ledger = new Ledger(options.file);
  const script = new Script();
  const inbox: InboxItem[] = [];
  const confirmations = new Confirmations(ledger, () => target, now);
  const http = Fastify({ logger: false, bodyLimit: 4 * 1024 * 1024, forceCloseConnections: true });

  const carryOut = (action: HeldAction, behaviour: Behaviour) => {
    if (behaviour === 'silent') return;
    const status = behaviour === 'fail' ? 'failed' : action.kind === 'lift' ? 'lifted' : 'in_effect';
    if (action.status === 'received') ledger.executed(action.idempotencyKey, status, now());
    const wait = behaviour === 'confirm_late' ? script.delayMs : executionMs;
    confirmations.schedule(action, wait, behaviour === 'confirm_twice' ? 2 : 1);
  };
  for (const action of ledger.unconfirmed()) carryOut(action, 'ok');

  http.removeContentTypeParser('application/json');
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  http.post('/webhooks', async (request, reply) => {
    const body = request.body as Buffer;
    const problem = whyNotGenuine(request.headers as WebhookHeaders, body, options.secret, now());
    if (problem) return refuse(reply, 401, problem);
    const message = readMessage(body);
    if (!message) return refuse(reply, 422, 'type and data are missing');
    const behaviour = script.next();
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, script.delayMs));
    if (spoil(behaviour, reply)) return reply;
    if (message.type !== 'action.requested') {
      inbox.unshift({ at: now().toISOString(), type: message.type, data: message.data });
      inbox.length = Math.min(inbox.length, inboxSize);
      return reply.code(204).send();
    }
    if (!isActionRequest(message.data)) return refuse(reply, 422, 'data is no action request');
    const receipt = ledger.receive(message.data, now());
    if (receipt.is === 'refused') {
      return refuse(reply, 409, `out of order for ${receipt.subject}`, { expected: receipt.expected });
    }
    if (receipt.is === 'new' || receipt.action.confirmed || receipt.action.status === 'received')
      carryOut(receipt.action, behaviour);
    return reply.code(202).send({ status: 'received', again: receipt.is === 'again' });
  });

  http.get('/state', () => ({
    behaviour: script.current(),
    inEffect: ledger.inEffect(),
    actions: ledger.all().slice(0, 1_000),
    inbox,
  }));
  http.get('/', (_request, reply) =>
    reply
      .type('text/html')
      .send(statePage({ behaviour: script.current(), inEffect: ledger.inEffect(), actions: ledger.all(), inbox })),
  );
  http.post('/behaviour', (request, reply) => {
    const wish = readBehaviour(request.body as Buffer, request.headers['content-type'] ?? '');
    if (!wish) return refuse(reply, 422, `behaviour is one of ${Object.keys(behaviours).join(', ')}`);
    script.set(wish.behaviour, wish.times, wish.delayMs);
    if (request.headers.accept?.includes('text/html')) return reply.redirect('/', 303);
    return reply.send({ behaviour: script.current() });
  });
  const url = await http.listen({ port, host });

  return {
    url,
    webhookUrl: `${url}/webhooks`,
    script,
    held: () => ledger.all(),
    inbox: () => inbox,
    confirmTo: (next) => {
      target = next;
    },
    close: async () => {
      confirmations.close();
      await http.close();
    },
  };
}

function refuse(reply: FastifyReply, status: number, detail: string, more: object = {}) {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ title: 'Refused', status, detail, ...more });
}

/** Answers wrongly when told to; true when the answer is given. */
function spoil(behaviour: Behaviour, reply: FastifyReply): boolean {
  if (behaviour === 'error') void reply.code(500).send({ title: 'Told to answer 500' });
  else if (behaviour === 'gone') void reply.code(410).send({ title: 'Told to answer 410' });
  else if (behaviour === 'garbage') {
    reply.hijack();
    reply.raw.socket?.end('\u0000\u0001 this is not HTTP\r\n\r\n');
  } else if (behaviour === 'down') {
    reply.hijack();
    reply.raw.socket?.destroy();
  } else return false;
  return true;
}

function readMessage(body: Buffer): { type: string; data: unknown } | undefined {
  try {
    const message = JSON.parse(body.toString('utf8')) as { type?: unknown; data?: unknown };
    return typeof message?.type === 'string' ? { type: message.type, data: message.data } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isActionRequest(data: unknown): data is ActionRequest {
  const request = data as Partial<ActionRequest> | null;
  return (
    typeof request?.actionId === 'string' &&
    typeof request.idempotencyKey === 'string' &&
    typeof request.kind === 'string' &&
    Number.isInteger(request.sequence) &&
    Array.isArray(request.subjects) &&
    request.subjects.every((subject) => typeof subject?.kind === 'string' && typeof subject?.id === 'string')
  );
}

function readBehaviour(body: Buffer | undefined, contentType: string) {
  const text = body?.toString('utf8') ?? '';
  let fields: Record<string, unknown>;
  try {
    fields = contentType.includes('json') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const behaviour = fields?.behaviour;
  if (!isBehaviour(behaviour)) return undefined;
  const times = Number(fields.times) > 0 ? Number(fields.times) : undefined;
  const delayMs = Number(fields.delayMs) >= 0 && fields.delayMs !== undefined ? Number(fields.delayMs) : undefined;
  return { behaviour, times, delayMs };
}
