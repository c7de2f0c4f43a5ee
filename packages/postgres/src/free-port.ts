import { createServer } from 'node:net';

/** True when nothing listens on the port on 127.0.0.1 (0 asks the system, and is always free). */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port that the system says is free now; another program may still take it before its use. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system named no port'));
      });
    });
  });
}

/** The wished port, or the next free one among the `span` after it. `undefined` when all are taken. */
export async function freePortFrom(port: number, span = 50): Promise<number | undefined> {
  for (let candidate = port; candidate < port + span && candidate < 65_536; candidate += 1) {
    if (await isFree(candidate)) return candidate;
  }
  return undefined;
}
