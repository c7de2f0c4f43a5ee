import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A door before a server that can be shut: what is connected breaks, and nobody new is let in. */
export interface Gate {
  /** The same address, by way of the gate. */
  url: string;
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** @param target an address of PostgreSQL with its port; `?host=` may name the directory of its socket */
export async function startGate(target: string): Promise<Gate> {
  const { hostname, port, searchParams } = new URL(target);
  const directory = searchParams.get('host');
  const server = directory ? { path: `${directory}/.s.PGSQL.${port}` } : { host: hostname, port: Number(port) };
  const sockets = new Set<Socket>();
  let isOpen = true;
  const door = createServer((inner) => {
    if (!isOpen) return inner.destroy();
    const outer = connect(server);
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    inner.pipe(outer).pipe(inner);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = new URL(target);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String((door.address() as AddressInfo).port);
  const shut = (): void => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    shut,
    open: () => {
      isOpen = true;
    },
    close: () => {
      shut();
      return new Promise((resolve) => door.close(() => resolve()));
    },
  };
}
