import type { StackAddresses } from '@portcullis/testkit';

/** The programs around Portcullis, each with the key that ready.json gives it. */
export class Programs {
  constructor(private readonly at: StackAddresses) {}

  async directory(records: readonly object[]): Promise<{ results: { status: string }[] }> {
    return json(
      await fetch(`${this.at.api}/v1/directory`, {
        method: 'PUT',
        headers: { ...bearer(this.at.directoryKey), 'content-type': 'application/x-ndjson' },
        body: lines(records),
      }),
    );
  }

  async alerts(body: string, contentType: string, headers: Record<string, string> = {}): Promise<IntakeAnswer> {
    return json(
      await fetch(`${this.at.api}/v1/alerts`, {
        method: 'POST',
        headers: { ...bearer(this.at.detectorKey), 'content-type': contentType, ...headers },
        body,
      }),
    );
  }

  async memberships(): Promise<Membership[]> {
    const response = await fetch(`${this.at.api}/v1/export/memberships.ndjson`, {
      headers: bearer(this.at.exportKey),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Membership);
  }

  async intakeStatus(): Promise<{ accepted: number; grouped: number; pending: number }> {
    return json(await fetch(`${this.at.api}/v1/intake/status`, { headers: bearer(this.at.exportKey) }));
  }

  async outcomes(detector: string): Promise<unknown> {
    const response = await fetch(`${this.at.api}/v1/outcomes?detector=${detector}&after=0`, {
      headers: bearer(this.at.detectorKey),
    });
    return json(response);
  }

  async controlPlane(): Promise<ControlPlaneState> {
    return json(await fetch(`${this.at.controlPlane}/state`));
  }

  async tellControlPlane(behaviour: string): Promise<void> {
    await json(
      await fetch(`${this.at.controlPlane}/behaviour`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ behaviour }),
      }),
    );
  }

  async mails(to: string): Promise<Mail[]> {
    const list = await json<{ id: number }[]>(await fetch(`${this.at.mail}/messages?to=${encodeURIComponent(to)}`));
    return Promise.all(list.map(async ({ id }) => json<Mail>(await fetch(`${this.at.mail}/messages/${id}`))));
  }
}

export interface IntakeAnswer {
  accepted: number;
  duplicates: number;
  folded: number;
  suppressed: number;
  rejected: number;
  results: {
    index: number;
    id?: string;
    status: string;
    problem?: { type: string; title: string; status: number; errors?: { pointer: string; detail: string }[] };
  }[];
}
export interface Membership {
  detector: string;
  alertId: string;
  caseId: string | null;
  campaignId: string | null;
}
export interface ControlPlaneState {
  inEffect: { subject: string; kind: string; scope: string }[];
  actions: { kind: string; status: string; confirmed: boolean; times: number }[];
  inbox: { type: string; data: Record<string, unknown> }[];
}
export interface Mail {
  id: number;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** A signed-in member of staff who speaks GraphQL, for what no screen offers or somebody tries past the screen. */
export class StaffClient {
  private constructor(
    private readonly graphql: string,
    private readonly cookie: string,
  ) {}

  static async signIn(at: StackAddresses, role: string): Promise<StaffClient> {
    const { email, password } = signInOf(at, role);
    const response = await fetch(`${at.api}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-portcullis-csrf': '1', origin: at.console },
      body: JSON.stringify({ email, password }),
    });
    if (!response.ok) throw new Error(`${role} could not sign in: ${response.status} ${await response.text()}`);
    const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    return new StaffClient(at.graphql, cookie.join('; '));
  }

  /** The whole answer: data, and errors where there are any. */
  async ask<T>(query: string, variables: object = {}): Promise<GraphqlAnswer<T>> {
    const response = await fetch(this.graphql, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-portcullis-csrf': '1',
        origin: new URL(this.graphql).origin,
        cookie: this.cookie,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer<T>;
  }
}

export interface GraphqlAnswer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

export function signInOf({ signIns }: StackAddresses, role: string): { email: string; password: string } {
  const found = signIns.find((one) => one.role === role);
  if (!found) throw new Error(`ready.json has no sign-in for ${role}`);
  return found;
}

export const lines = (records: readonly object[]): string => records.map((one) => JSON.stringify(one)).join('\n');
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function json<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
