import type { PortalProblem } from '@portcullis/contracts/portal/portal-problem';
import { say } from '../words/say.js';

/** Why something was not done. What the customer wrote stays where it is in every case. */
export type Trouble =
  /** The server could not be reached. */
  | { readonly kind: 'offline' }
  /** The session has ended. */
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  /** The rules say no; `appeal` names the one that is open already. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly appeal: { id: string; number: number } | null;
    }
  /** By the first word of the JSON pointer, such as `statement`. */
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>>; readonly message: string | null }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'disguised'; readonly message: string | null }
  | { readonly kind: 'busy'; readonly seconds: number }
  | { readonly kind: 'fault'; readonly requestId: string | null };

type Told = Partial<PortalProblem> & { requestId?: string };
const BUSY_SECONDS = 60;

/** Reads an answer that is not the asked-for one. `headers` gives a header by its name. */
export function troubleOf(status: number, body: string, headers: (name: string) => string | null): Trouble {
  const told = readProblem(body);
  switch (status) {
    case 401:
      return { kind: 'signed_out' };
    case 404:
      return { kind: 'unknown' };
    case 410:
      return { kind: 'expired' };
    case 409:
      return {
        kind: 'refused',
        code: told.refusal?.code ?? told.code ?? '',
        message: told.detail ?? told.title ?? say('trouble.gone'),
        appeal: told.appeal ?? null,
      };
    case 413:
      return { kind: 'too_large' };
    case 415:
      return { kind: 'disguised', message: told.detail ?? null };
    case 400:
    case 422:
      return { kind: 'invalid', fields: fieldsOf(told), message: told.detail ?? null };
    case 429:
      return { kind: 'busy', seconds: Math.max(1, Number(headers('retry-after')) || BUSY_SECONDS) };
    default:
      return { kind: 'fault', requestId: told.requestId ?? headers('x-request-id') };
  }
}

function readProblem(body: string): Told {
  try {
    const read: unknown = JSON.parse(body);
    return read !== null && typeof read === 'object' ? (read as Told) : {};
  } catch {
    return {}; // a proxy's page, or nothing: the status says enough
  }
}

function fieldsOf(told: Told): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of told.errors ?? []) fields[pointer.split('/')[1] ?? ''] ??= detail;
  return fields;
}

/** One sentence on what went wrong and what to do. */
export function troubleText(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'offline':
      return say('trouble.offline');
    case 'signed_out':
      return say('trouble.signed_out');
    case 'busy':
      return say('trouble.busy', { seconds: trouble.seconds });
    case 'refused':
      return trouble.message;
    case 'invalid':
      return trouble.message ?? say('trouble.invalid');
    case 'unknown':
    case 'expired':
      return say('trouble.gone');
    case 'too_large':
    case 'disguised':
      return say('trouble.invalid');
    case 'fault':
      return trouble.requestId ? say('trouble.fault', { id: trouble.requestId }) : say('trouble.faultPlain');
  }
}
