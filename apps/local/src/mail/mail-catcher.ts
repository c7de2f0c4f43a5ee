import Fastify from 'fastify';
import { SMTPServer } from 'smtp-server';
import { listPage, mailPage } from './mail-pages.js';
import { type CaughtMail, MailStore } from './mail-store.js';

/** What the SMTP side does with a mail: take it, refuse for good (550), for now (451), answer late, or drop the line. */
export const mailModes = ['ok', 'reject', 'defer', 'slow', 'drop'] as const;
export type MailMode = (typeof mailModes)[number];

export interface MailCatcher {
  smtpUrl: string;
  /** Page at `/`; JSON at `/messages` (`?to=address`) and `/messages/:id`; `POST /mode {mode}`; `DELETE /messages`. */
  url: string;
  messages(to?: string): CaughtMail[];
  setMode(mode: MailMode): void;
  close(): Promise<void>;
}

export interface MailCatcherOptions {
  host?: string;
  /** 0 or absent: any free port. */
  smtpPort?: number;
  httpPort?: number;
  /** Keeps the mails there; in memory only when absent. */
  directory?: string;
  now?: () => Date;
  slowMs?: number;
}

const largestMail = 10 * 1024 * 1024;

/** An SMTP server that delivers nowhere and shows what it got. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { host = '127.0.0.1', smtpPort = 0, httpPort = 0, now = () => new Date(), slowMs = 5_000 } = options;
  const store = new MailStore(options.directory);
  let mode: MailMode = 'ok';

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: largestMail,
    logger: false,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anybody' }),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mode === 'reject') return callback(answer(550, 'Mailbox unavailable'));
        if (mode === 'defer') return callback(answer(451, 'Try again later'));
        if (stream.sizeExceeded) return callback(answer(552, 'Too large'));
        const take = () => {
          store.add(
            Buffer.concat(chunks),
            session.envelope.rcptTo.map((recipient) => recipient.address),
            now(),
          );
          callback(null, 'Kept');
        };
        if (mode === 'slow') setTimeout(take, slowMs).unref();
        else take();
      });
    },
    onConnect: (_session, callback) => (mode === 'drop' ? callback(answer(421, 'Not now')) : callback()),
  });
  smtp.on('error', () => undefined); // a client that hangs up in the middle is no fault of the catcher's
  const boundSmtp = await new Promise<number>((resolve, reject) => {
    smtp.server.once('error', reject);
    const server = smtp.listen(smtpPort, host, () => resolve((server.address() as { port: number }).port));
  });

  const http = Fastify({ logger: false });
  http.get('/', (_request, reply) => reply.type('text/html').send(listPage(store.list())));
  http.get<{ Params: { id: string } }>('/mail/:id', (request, reply) => {
    const mail = store.get(Number(request.params.id));
    if (!mail) return reply.code(404).type('text/plain').send('No such mail.');
    return reply.type('text/html').send(mailPage(mail));
  });
  http.get<{ Querystring: { to?: string } }>('/messages', (request) => store.list(request.query.to).map(summary));
  http.get<{ Params: { id: string } }>('/messages/:id', (request, reply) => {
    const mail = store.get(Number(request.params.id));
    if (!mail) return reply.code(404).send({ title: 'No such mail', status: 404 });
    return { ...summary(mail), headers: mail.headers, text: mail.text, html: mail.html };
  });
  http.get<{ Params: { id: string; index: string } }>('/messages/:id/attachments/:index', (request, reply) => {
    const file = store.get(Number(request.params.id))?.attachments[Number(request.params.index)];
    if (!file) return reply.code(404).send({ title: 'No such attachment', status: 404 });
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .send(file.content);
  });
  http.delete('/messages', (_request, reply) => {
    store.clear();
    return reply.code(204).send();
  });
  http.post<{ Body: { mode?: string } }>('/mode', (request, reply) => {
    const wanted = mailModes.find((known) => known === request.body?.mode);
    if (!wanted) return reply.code(422).send({ title: `mode is one of ${mailModes.join(', ')}`, status: 422 });
    mode = wanted;
    return { mode };
  });
  const url = await http.listen({ port: httpPort, host });

  return {
    smtpUrl: `smtp://${host}:${boundSmtp}`,
    url,
    messages: (to) => store.list(to),
    setMode: (next) => {
      mode = next;
    },
    close: async () => {
      await Promise.all([http.close(), new Promise<void>((resolve) => smtp.close(resolve))]);
    },
  };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function summary(mail: CaughtMail) {
  return {
    id: mail.id,
    at: mail.at,
    from: mail.from,
    to: mail.recipients,
    subject: mail.subject,
    attachments: mail.attachments.map(({ name, mediaType, size }) => ({ name, mediaType, size })),
  };
}
