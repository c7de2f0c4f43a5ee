import { randomBytes } from 'node:crypto';
import { type ProblemCode, problem } from '@portcullis/contracts/problem';
import type { Config } from '@portcullis/core';
import { newId } from '@portcullis/core/db/ids';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Header that a browser sends across origins only after asking, and a form never: proof that our script speaks. */
export const CSRF_HEADER = 'x-portcullis-csrf';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Cookie names differ between the two doors, and are bound to the host where the connection is encrypted. */
export function cookieName(
  door: 'staff' | 'customer',
  config: Pick<Config, 'CONSOLE_ORIGIN' | 'PORTAL_ORIGIN'>,
): string {
  const origin = door === 'staff' ? config.CONSOLE_ORIGIN : config.PORTAL_ORIGIN;
  return `${isSecure(origin) ? '__Host-' : ''}portcullis_${door}`;
}

/** Options of a session cookie. @param until when it ends; without it the cookie is taken away */
export const cookieOptions = (origin: string, until?: Date) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(origin),
    ...(until ? { expires: until } : {}),
  }) as const;

const isSecure = (origin: string): boolean => origin.startsWith('https://');

/** A request id from outside is taken when it looks like one. */
export function requestIdOf(raw: { headers: Record<string, string | string[] | undefined> }): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
}

/** The origin itself, and outside production its other loopback name, since people type either. */
export function acceptedOrigins(origin: string, production: boolean): readonly string[] {
  if (production) return [origin];
  return [origin, origin.replace('//127.0.0.1', '//localhost'), origin.replace('//localhost', '//127.0.0.1')];
}

/** Ends a request in a hook with a problem. */
export function refuseInHook(reply: FastifyReply, code: ProblemCode, detail: string): FastifyReply {
  const told = problem(code, { detail });
  return reply
    .code(told.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(told));
}

/**
 * Routes for programs are known by a key in a header, which no browser adds by itself: no CSRF there. What stands under
 * `/v1/` takes nothing but keys; without one it says so.
 */
const byKey = (request: FastifyRequest): boolean =>
  request.url.startsWith('/v1/') || (request.headers.authorization !== undefined && !request.headers.cookie);

/**
 * `Origin` must be ours on every unsafe request that may carry a cookie, and the header that only our script sends must
 * be there. A request without `Origin` does not come from a browser's page.
 */
export function addCsrfCheck(fastify: FastifyInstance, origin: string, production: boolean): void {
  const accepted = acceptedOrigins(origin, production);
  fastify.addHook('onRequest', async (request, reply) => {
    if (SAFE.has(request.method) || byKey(request)) return;
    const from = request.headers.origin;
    if (from !== undefined && !accepted.includes(from)) {
      return refuseInHook(reply, 'forbidden', 'This request comes from a page of another origin.');
    }
    if (!request.headers[CSRF_HEADER]) {
      return refuseInHook(reply, 'forbidden', `The header ${CSRF_HEADER} is missing.`);
    }
  });
}

/** Headers on every answer: strict content policy, no framing, no sniffing, no referrer. */
export function addSecurityHeaders(fastify: FastifyInstance, origin: string): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': String(request.id),
      'content-security-policy': contentPolicy(),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      ...(isSecure(origin) ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    });
  });
}

/** @param nonce of the page's own style elements; without it no inline style element is allowed */
export function contentPolicy(nonce?: string): string {
  const style = nonce ? `'self' 'nonce-${nonce}'` : `'self'`;
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src ${style}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `worker-src 'self' blob:`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

export const newNonce = (): string => randomBytes(16).toString('base64');
