import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  raw: string;
  /** Header lines, unfolded, by name in lower case. */
  headers: Record<string, string>;
  text: string;
  html: string;
}

export interface MailServer {
  url: string;
  mails: ReceivedMail[];
  /** Says what becomes of a recipient: null takes it, else the SMTP code that it is refused with. */
  refuse: (address: string) => number | null;
  close(): Promise<void>;
}

/** An SMTP server of a test: takes what it is not told to refuse, and keeps it in memory. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const running: MailServer = { url: '', mails, refuse: () => null, close: async () => undefined };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      const code = running.refuse(address);
      callback(code === null ? undefined : Object.assign(new Error('told to'), { responseCode: code }));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(
          read(
            Buffer.concat(chunks).toString('utf8'),
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        callback();
      });
    },
  });
  server.on('error', () => undefined); // a client that went away
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  running.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  running.close = () => new Promise((resolve) => server.close(() => resolve()));
  return running;
}

function read(raw: string, to: string[]): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
  const parts = boundary ? rest.join('\r\n\r\n').split(`--${boundary}`) : [];
  const part = (type: string) => decode(parts.find((one) => one.includes(type)) ?? '');
  return { to, raw, headers, text: part('text/plain'), html: part('text/html') };
}

function decode(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
