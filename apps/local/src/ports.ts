import { anyFreePort, isFree } from '@portcullis/postgres';
import { StartError } from './start-error.js';

export interface Ports {
  console: number;
  portal: number;
  mail: number;
  controlPlane: number;
  smtp: number;
}

const defaultPort = 4000;
const stepBetweenBlocks = 10;
const names = ['the console', 'the portal', 'the mail catcher', 'the demo control plane'];

/**
 * Four ports in a row. A wished port that is taken is refused by name; without a wish the next free four are taken.
 * @throws StartError
 */
export async function choosePorts(wished: number | undefined): Promise<Ports> {
  if (wished !== undefined) {
    for (const [offset, name] of names.entries()) {
      if (await isFree(wished + offset)) continue;
      throw new StartError(
        `Port ${wished + offset} (for ${name}) is taken by another program: choose other ports with --port N, which uses N to N+3.`,
      );
    }
    return block(wished);
  }
  for (let port = defaultPort; port < defaultPort + 50 * stepBetweenBlocks; port += stepBetweenBlocks) {
    const free = await Promise.all(names.map((_, offset) => isFree(port + offset)));
    if (free.every(Boolean)) return block(port);
  }
  throw new StartError('No four free ports in a row were found from 4000 on: choose some with --port N.');
}

async function block(port: number): Promise<Ports> {
  let smtp = await anyFreePort();
  while (smtp >= port && smtp <= port + 3) smtp = await anyFreePort();
  return { console: port, portal: port + 1, mail: port + 2, controlPlane: port + 3, smtp };
}
