import type { TypedDocumentString } from '../generated/graphql.js';

/** A fault, a missing sign-in or an invalid request: everything that is not an answer. Refusals are answers. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly requestId: string | null,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get signedOut(): boolean {
    return this.code === 'unauthorized';
  }

  get forbidden(): boolean {
    return this.code === 'forbidden';
  }
}

interface GraphqlError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string; problem?: { detail?: string; title?: string; requestId?: string } };
}

interface GraphqlAnswer<T> {
  data?: T | null;
  errors?: readonly GraphqlError[];
}

const CSRF = { 'x-portcullis-csrf': '1' } as const;

/** One operation. Throws ApiError; a partial answer with errors counts as an error, since a screen never guesses. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...CSRF },
    body: JSON.stringify({ ...named(document), variables }),
    signal,
  });
  const requestId = response.headers.get('x-request-id');
  const answer = (await readJson(response)) as GraphqlAnswer<Result> & Problem;
  const first = answer.errors?.[0];
  if (first) {
    const problem = first.extensions?.problem;
    throw new ApiError(
      problem?.detail ?? first.message,
      first.extensions?.code ?? 'fault',
      problem?.requestId ?? requestId,
    );
  }
  if (!response.ok || answer.data == null) throw problemError(answer, response.status, requestId);
  return answer.data;
}

/** A built page names the operation by its hash; while developing it sends the text. */
function named(document: { readonly __meta__?: { readonly hash?: unknown }; toString(): string }): {
  query: string;
  persisted?: true;
} {
  const hash: unknown = document.__meta__?.hash;
  return import.meta.env.PROD && typeof hash === 'string'
    ? { query: hash, persisted: true }
    : { query: document.toString() };
}

export async function signIn(email: string, password: string): Promise<void> {
  await rest('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}

export async function signOut(): Promise<void> {
  await rest('/session', { method: 'DELETE' });
}

export async function uploadToCase(caseId: string, file: File): Promise<void> {
  const form = new FormData();
  form.append('file', file, file.name);
  await rest(`/cases/${encodeURIComponent(caseId)}/attachments`, { method: 'POST', body: form });
}

async function rest(path: string, init: RequestInit): Promise<void> {
  const response = await send(path, { ...init, headers: { ...init.headers, ...CSRF } });
  if (response.ok) return;
  throw problemError((await readJson(response)) as Problem, response.status, response.headers.get('x-request-id'));
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('The server did not answer. Check the connection and try again.', 'unreachable', null);
  }
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  requestId?: string;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return { detail: `The server answered ${response.status} without a reason.` };
  }
}

function problemError(problem: Problem, status: number, requestId: string | null): ApiError {
  const code = problem.code ?? (status === 401 ? 'unauthorized' : status === 403 ? 'forbidden' : 'fault');
  const message = problem.detail ?? problem.title ?? `The server answered ${status}.`;
  return new ApiError(message, code, problem.requestId ?? requestId);
}
