import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { signWebhook } from '@portcullis/contracts/webhook/standard-webhooks';
import type { Attempt } from './delivery.policy.js';
import { checkOutboundUrl, guardedLookup, OutboundRefused } from './outbound-guard.js';

export interface WebhookTarget {
  url: string;
  /** `whsec_…`; several while they are rotated. */
  secrets: readonly string[];
}

export interface OutgoingMessage {
  /** The `webhook-id`, the same for every attempt. */
  id: string;
  /** JSON, the same for every attempt. */
  body: string;
  /** `application/json` unless told. */
  contentType?: string;
}

export interface SenderOptions {
  allowPrivate: boolean;
  timeoutMs: number;
}

/** An answer matters by its status; of its body no more than this is read. */
const BODY_LIMIT_BYTES = 64 * 1024;
const DETAIL_LIMIT = 300;
const AGENT = {
  keepAlive: true,
  keepAliveMsecs: 5_000,
  maxSockets: 64,
  maxFreeSockets: 32,
  scheduling: 'lifo',
} as const;

/** Sends signed messages over kept connections. Redirects are not followed. */
export class WebhookSender {
  private readonly http = new HttpAgent(AGENT);
  private readonly https = new HttpsAgent(AGENT);

  constructor(private readonly options: SenderOptions) {}

  /** One attempt. Never throws for what a receiver does: that is the result. */
  async send(target: WebhookTarget, message: OutgoingMessage, now: Date): Promise<Attempt> {
    try {
      const url = checkOutboundUrl(target.url, this.options.allowPrivate);
      const signature = signWebhook(message.id, message.body, target.secrets, now.getTime());
      const first = await this.post(url, message, signature);
      // A kept connection that the receiver closed meanwhile says nothing about the receiver.
      return first.stale ? await this.post(url, message, signature) : first;
    } catch (fault) {
      return { status: null, detail: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private post(
    url: URL,
    { body, contentType = 'application/json' }: OutgoingMessage,
    signature: Record<string, string>,
  ): Promise<Attempt & { stale?: boolean }> {
    const { allowPrivate, timeoutMs } = this.options;
    const secure = url.protocol === 'https:';
    return new Promise((resolve) => {
      let sent: ClientRequest | undefined;
      const late = setTimeout(() => sent?.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      const end = (attempt: Attempt & { stale?: boolean }): void => {
        clearTimeout(late);
        resolve(attempt);
      };
      sent = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          agent: secure ? this.https : this.http,
          headers: {
            'content-type': contentType,
            'content-length': Buffer.byteLength(body),
            'user-agent': 'Portcullis',
            ...signature,
          },
          ...(allowPrivate ? {} : { lookup: guardedLookup as never }),
        },
        (response) => readAnswer(response, end),
      );
      sent.on('error', (fault: NodeJS.ErrnoException) => {
        const stale = sent?.reusedSocket === true && (fault.code === 'ECONNRESET' || fault.code === 'EPIPE');
        end({ status: null, detail: describe(fault), stale });
      });
      sent.end(body);
    });
  }
}

function readAnswer(response: IncomingMessage, end: (attempt: Attempt) => void): void {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = (): void => {
    const text = Buffer.concat(chunks).toString('utf8').replaceAll('\u0000', '').trim().slice(0, DETAIL_LIMIT);
    end({ status, detail: text || `answered ${status}`, retryAfterMs: retryAfter(response.headers['retry-after']) });
  };
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= DETAIL_LIMIT * 4) chunks.push(chunk);
    if (bytes <= BODY_LIMIT_BYTES) return;
    done();
    response.destroy();
  });
  response.on('end', done);
  // The status came, so the message was taken or not, whatever became of the rest.
  response.on('error', done);
  response.on('aborted', done);
}

/** Seconds or a date. */
function retryAfter(header: string | undefined): number | undefined {
  if (!header) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function describe(fault: NodeJS.ErrnoException): string {
  if (fault instanceof OutboundRefused) return fault.message;
  return fault.code && !fault.message.includes(fault.code) ? `${fault.code}: ${fault.message}` : fault.message;
}
