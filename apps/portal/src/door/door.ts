import type { AppealGround, AppealStanding } from '@portcullis/contracts/portal/evidence';
import type { PortalAppealAnswer, PortalMatter, PortalMessageAnswer } from '@portcullis/contracts/portal/matter';
import { type Trouble, troubleOf } from './trouble.js';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export interface NewAppeal {
  statement: string;
  grounds: readonly AppealGround[];
  contactName: string;
  standing: AppealStanding;
  relief?: string;
}

/** The header that only a script of this page can send (PORTAL_CSRF_HEADER of the contract). */
export const OWN_SCRIPT = { 'x-portcullis-csrf': '1' } as const;

const TIMEOUT_MS = 30_000;

/** Exchanges a link's token for a session. */
export const openSession = (token: string): Promise<Answer<null>> => ask('POST', '/session', { token });
export const endSession = (): Promise<Answer<null>> => ask('DELETE', '/session');
/** Asks for a fresh link by mail; never says whether the old one was right. */
export const askNewLink = (token: string): Promise<Answer<null>> => ask('POST', '/links', { token });
export const readMatter = (): Promise<Answer<PortalMatter>> => ask('GET', '/matter');

/** `key` is the same for each try of one appeal, so that it is filed once. */
export const fileAppeal = (appeal: NewAppeal, key: string): Promise<Answer<PortalAppealAnswer>> =>
  ask('POST', '/appeals', appeal, { 'idempotency-key': key });
export const sendMessage = (appealId: string, text: string): Promise<Answer<PortalMessageAnswer>> =>
  ask('POST', `/appeals/${appealId}/messages`, { text });
export const withdraw = (appealId: string, reason: string): Promise<Answer<PortalAppealAnswer>> =>
  ask('POST', `/appeals/${appealId}/withdrawal`, { reason });
export const askRelief = (appealId: string, reason: string): Promise<Answer<PortalAppealAnswer>> =>
  ask('POST', `/appeals/${appealId}/relief`, { reason });
export const cure = (appealId: string, statement: string): Promise<Answer<PortalAppealAnswer>> =>
  ask('POST', `/appeals/${appealId}/cure`, { statement });
export const fileAddress = (appealId: string, fileId: string): string => `/appeals/${appealId}/files/${fileId}`;

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'application/json',
        ...OWN_SCRIPT,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch {
    return { ok: false, trouble: { kind: 'offline' } }; // no answer, or none within the time
  }
  if (!response.ok) {
    return { ok: false, trouble: troubleOf(response.status, text, (name) => response.headers.get(name)) };
  }
  return { ok: true, value: (text === '' ? null : JSON.parse(text)) as T };
}
