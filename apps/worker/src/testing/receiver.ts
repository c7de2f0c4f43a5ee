import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newWebhookSecret, verifyWebhook } from '@portcullis/contracts/webhook/standard-webhooks';

export interface ReceivedMessage {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

export interface Receiver {
  url: string;
  secret: string;
  /** Every message whose signature was right, in the order in which they came; repeats too. */
  messages: ReceivedMessage[];
  /** The status that it answers with; 204 unless told. */
  answer: (message: ReceivedMessage) => number | Promise<number>;
  close(): Promise<void>;
}

/** A program outside that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    secret: newWebhookSecret(),
    messages: [],
    answer: () => 204,
    close: async () => undefined,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const verdict = verifyWebhook(request.headers, body, receiver.secret, Date.now());
      if (!verdict.ok) return void response.writeHead(401).end();
      const { type, data } = JSON.parse(body) as ReceivedMessage;
      const message = { id: verdict.id, type, data };
      receiver.messages.push(message);
      void Promise.resolve(receiver.answer(message)).then((status) => response.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return receiver;
}
