import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SteadyClient, SteadyLoneClient } from './steady-client.js';

let server: Server;

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const WELCOME_AND_FAREWELL = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0')),
]);

// A PostgreSQL that dies while a client signs in: readiness and last words arrive together.
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(WELCOME_AND_FAREWELL));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('tells its holder by the next statement that the connection broke before it was handed over', async () => {
  const { port } = server.address() as AddressInfo;
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'someone', Client: SteadyClient });
  const client = await pool.connect();
  await expect(client.query('select 1')).rejects.toThrow(/connection/i);
  client.release(true);
  await pool.end();
});

it('does so for a client outside any pool', async () => {
  const { port } = server.address() as AddressInfo;
  const client = new SteadyClient({ host: '127.0.0.1', port, user: 'someone' });
  await client.connect();
  await expect(client.query('select 1')).rejects.toThrow(/connection/i);
});

it('outside a pool, tells whoever listens for the break after it happened', async () => {
  const { port } = server.address() as AddressInfo;
  const client = new SteadyLoneClient({ host: '127.0.0.1', port, user: 'someone' });
  await client.connect();
  // Ready and broken came in one packet: nobody but the client itself could listen in between.
  const [fault] = await once(client, 'error');
  expect(fault.message).toMatch(/unexpected postmaster exit/);
});
