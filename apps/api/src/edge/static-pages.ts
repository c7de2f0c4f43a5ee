import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { problem } from '@portcullis/contracts/problem';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contentPolicy, newNonce } from './security.js';

/** What a built page may carry where its nonce belongs: `<meta name="csp-nonce" content="__CSP_NONCE__">`. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** Paths of programs: never answered with a page. */
const NOT_PAGES = /^\/(v1|graphql|session|live|attachments|healthz|readyz)(\/|$)/;
/** Paths that a program and a page share: a browser that asks for a page gets the page. */
const SHARED = new Set(['/metrics']);

/**
 * Serves a built single-page application: its files by exact name, everything else that a browser asks for with its
 * first page. Only names that were there at start are served, so no path can lead out of the folder.
 */
export async function servePages(fastify: FastifyInstance, directory: string): Promise<void> {
  const files = new Set(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && extname(entry.name) !== '.map')
      .map((entry) => `/${relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/')}`),
  );
  const page = readFileSync(join(directory, 'index.html'), 'utf8');
  await fastify.register(fastifyStatic, { root: directory, serve: false, index: false });

  const sendPage = (reply: FastifyReply): FastifyReply => {
    const nonce = newNonce();
    return reply
      .header('cache-control', 'no-cache')
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', contentPolicy(nonce))
      .send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
  fastify.addHook('onRequest', async (request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (wantsPage && SHARED.has(decodedPath(request.url) ?? '')) return sendPage(reply);
  });
  fastify.get('/*', async (request, reply) => {
    const path = decodedPath(request.url);
    if (path !== null && path !== '/index.html' && files.has(path)) {
      // Names under /assets carry a hash of the content.
      const forEver = path.startsWith('/assets/');
      return reply
        .header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
        .sendFile(path.slice(1), directory, { cacheControl: false });
    }
    const wantsPage = path !== null && !NOT_PAGES.test(path) && extname(path) === '';
    if (!wantsPage) {
      return reply
        .code(404)
        .header('content-type', 'application/problem+json')
        .send(JSON.stringify(problem('not_found')));
    }
    return sendPage(reply);
  });
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch (fault) {
    if (fault instanceof URIError) return null;
    throw fault;
  }
}
