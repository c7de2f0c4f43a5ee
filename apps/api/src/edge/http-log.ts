import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Histogram, type Registry } from 'prom-client';

/**
 * One line and one measurement for each request, by the pattern of its route: an address may hold a customer's link
 * or a search for a person, which belong in no log.
 */
export function observeRequests(
  fastify: FastifyInstance,
  log: Logger,
  registry: Registry,
  door: 'staff' | 'customer',
): void {
  const name = 'portcullis_http_request_seconds';
  const histogram =
    (registry.getSingleMetric(name) as Histogram | undefined) ??
    new Histogram({
      name,
      help: 'Duration of requests by door, route, method and status.',
      labelNames: ['door', 'method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers: [registry],
    });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = reply.elapsedTime;
    histogram.observe({ door, method: request.method, route, status: String(reply.statusCode) }, ms / 1000);
    const level = reply.statusCode >= 500 ? 'error' : 'debug';
    log[level](
      { requestId: request.id, door, method: request.method, route, status: reply.statusCode, ms: Math.round(ms) },
      'request',
    );
  });
}
