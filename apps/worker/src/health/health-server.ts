import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerMetrics } from './worker-metrics.js';

export interface HealthServer {
  url: string;
  close(): Promise<void>;
}

/**
 * `/healthz` (the process answers), `/readyz` (it works and its database answers; 503 with the reason when not),
 * `/metrics` (Prometheus).
 * @param whyNotReady null when ready
 */
export async function startHealthServer(
  address: { host: string; port: number },
  metrics: WorkerMetrics,
  whyNotReady: () => Promise<string | null>,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      switch (request.url?.split('?')[0]) {
        case '/healthz':
          return send(response, 200, 'application/json', '{"status":"ok"}');
        case '/readyz': {
          const reason = await whyNotReady();
          const body = reason === null ? { status: 'ready' } : { status: 'not ready', reason };
          return send(response, reason === null ? 200 : 503, 'application/json', JSON.stringify(body));
        }
        case '/metrics':
          return send(response, 200, metrics.registry.contentType, await metrics.registry.metrics());
        default:
          return send(response, 404, 'application/json', '{"status":"not found"}');
      }
    };
    answer().catch((fault: Error) => send(response, 503, 'text/plain', fault.name));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
