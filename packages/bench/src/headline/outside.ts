import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { StackAddresses } from '@portcullis/testkit/stack';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface Counts {
  accepted: number;
  duplicates: number;
  folded: number;
  suppressed: number;
  rejected: number;
}

export interface Membership {
  detector: string;
  alertId: string;
  caseId: string | null;
  campaignId: string | null;
}

const RETRIES = 200;

/** The programs and people around Portcullis, over HTTP only. */
export class Outside {
  private readonly agent: Agent;
  private cookies = '';
  /** How often something had to be sent again: told to wait, or no answer. */
  again = 0;

  constructor(
    private readonly at: StackAddresses,
    connections: number,
    private readonly signal: AbortSignal,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections + 4 });
  }

  /** Sends until it is taken, as a detector does that must not lose anything. @throws when it is refused */
  async alerts(body: string): Promise<Counts> {
    return this.untilTaken('POST', '/v1/alerts?results=rejected', this.at.detectorKey, body);
  }

  async directory(body: string): Promise<{ accepted: number; duplicates: number; rejected: number }> {
    return this.untilTaken('PUT', '/v1/directory?results=rejected', this.at.directoryKey, body);
  }

  async status(): Promise<{ accepted: number; pending: number }> {
    const { status, text } = await this.call('GET', '/v1/intake/status', {}, '');
    if (status !== 200) throw new Error(`/v1/intake/status answered ${status}: ${text}`);
    return JSON.parse(text) as { accepted: number; pending: number };
  }

  /** Line by line; nothing is held but the end of a piece. */
  async *memberships(): AsyncGenerator<Membership> {
    const call = request(`${this.at.api}/v1/export/memberships.ndjson`, {
      agent: this.agent,
      headers: { authorization: `Bearer ${this.at.exportKey}` },
      signal: this.signal,
    });
    call.end();
    const [answer] = (await once(call, 'response')) as [import('node:http').IncomingMessage];
    answer.setEncoding('utf8');
    let rest = '';
    for await (const piece of answer as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() as string;
      for (const line of lines) yield JSON.parse(line) as Membership;
    }
    if (answer.statusCode !== 200 || !answer.complete) throw new Error(`The export ended with ${answer.statusCode}`);
    if (rest !== '') yield JSON.parse(rest) as Membership;
  }

  async signIn(role: string): Promise<void> {
    const person = this.at.signIns.find((one) => one.role === role);
    if (!person) throw new Error(`Nobody can sign in as ${role}`);
    const { email, password } = person;
    const answer = await this.call('POST', '/session', CSRF, JSON.stringify({ email, password }));
    this.cookies = [answer.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    if (answer.status >= 300 || this.cookies === '')
      throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`);
  }

  /** One operation of the console, by its name, in the console's own words. */
  async ask<Data>(operation: string, variables: object): Promise<Data> {
    return this.graphql(consoleOperation(operation), variables);
  }

  async graphql<Data>(query: string, variables: object): Promise<Data> {
    const headers = { ...CSRF, cookie: this.cookies };
    const { text } = await this.call('POST', '/graphql', headers, JSON.stringify({ query, variables }));
    const answer = JSON.parse(text) as { data?: Data | null; errors?: unknown[] };
    if (answer.errors || !answer.data) throw new Error(`GraphQL answered ${text.slice(0, 500)}`);
    return answer.data;
  }

  close(): void {
    this.agent.destroy();
  }

  private async untilTaken<Taken>(method: string, path: string, key: string, body: string): Promise<Taken> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.call(method, path, headers, body).catch((fault: Error) => fault);
      this.signal.throwIfAborted();
      if (!(answer instanceof Error) && answer.status === 200) return JSON.parse(answer.text) as Taken;
      const isPassing = answer instanceof Error || answer.status === 429 || answer.status >= 500;
      if (!isPassing || attempt === RETRIES) {
        throw new Error(
          `${path} ${answer instanceof Error ? answer.message : `answered ${answer.status}: ${answer.text}`}`,
        );
      }
      this.again += 1;
      const asked = answer instanceof Error ? Number.NaN : Number(answer.headers['retry-after']);
      await wait(asked > 0 ? asked * 1000 : 1000, undefined, { signal: this.signal });
    }
  }

  private call(method: string, path: string, headers: object, body: string): Promise<Answer> {
    return new Promise((done, fail) => {
      const call = request(
        `${this.at.api}${path}`,
        {
          method,
          agent: this.agent,
          signal: this.signal,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece: string) => {
            text += piece;
          });
          answer.on('error', fail);
          answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        },
      );
      call.on('error', fail);
      call.end(body);
    });
  }
}

const CSRF = { 'x-portcullis-csrf': '1' };

let operations: string[] | undefined;

function consoleOperation(name: string): string {
  const file = new URL('../../../../apps/console/src/generated/persisted-documents.json', import.meta.url);
  operations ??= Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const text = operations.find((one) => new RegExp(`\\b(query|mutation) ${name}\\b`).test(one));
  if (!text) throw new Error(`The console has no operation ${name}`);
  return text;
}
