// The flags of `npm start --`, checked before anything is installed or built.
import { parseArgs } from 'node:util';

export const worlds = ['small', 'burst', 'quiet', 'appeal-backlog', 'empty'];

export const help = `npm start -- [flags]

Starts Portcullis on this machine: PostgreSQL, the api, a worker, the console, the customers' portal,
a mail catcher and a demo control plane. Ctrl-C stops all of it; the data stay.

  --world NAME    the demo world of new data: ${worlds.join(', ')} (default: small)
  --data DIR      where the data lie (default: .local/data)
  --port N        console and api on N, portal N+1, mail N+2, control plane N+3 (default: 4000, or the next free)
  --workers N     how many workers (default: 1)
  --reset         start over: removes what an earlier start left in the data directory
  --help          this text`;

/** @returns {{ options: object } | { help: true } | { problem: string }} */
export function readFlags(args) {
  let values;
  try {
    values = parseArgs({
      args,
      allowPositionals: false,
      options: {
        world: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        workers: { type: 'string' },
        reset: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return { problem: `${nameFault(error, args)} Flags: --world, --data, --port, --workers, --reset, --help.` };
  }
  if (values.help) return { help: true };
  if (values.world !== undefined && !worlds.includes(values.world)) {
    return { problem: `There is no world "${values.world}": choose one of ${worlds.join(', ')}.` };
  }
  const port = wholeNumber(values.port, 1, 65_532);
  if (port === null) return { problem: `--port takes a number from 1 to 65532, and "${values.port}" is none.` };
  const workers = wholeNumber(values.workers, 1, 16);
  if (workers === null) return { problem: `--workers takes a number from 1 to 16, and "${values.workers}" is none.` };
  if (values.data === '') return { problem: '--data takes a directory.' };
  return {
    options: { world: values.world, data: values.data, port, workers: workers ?? 1, reset: values.reset === true },
  };
}

function wholeNumber(text, least, most) {
  if (text === undefined) return undefined;
  const number = Number(text);
  return /^\d+$/.test(text) && number >= least && number <= most ? number : null;
}

function nameFault(error, args) {
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const flag = /'(-[^']*)'/.exec(error.message)?.[1] ?? '';
    return `There is no flag ${flag}.`;
  }
  if (error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
    const word = args.find((arg) => error.message.includes(`'${arg}'`)) ?? '';
    return `"${word}" belongs to no flag.`;
  }
  return `${error.message.split('. ')[0].split('\n')[0]}.`;
}
