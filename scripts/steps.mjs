// Running commands one after the other, with a line of progress for each and their output only when they fail.
import { spawn } from 'node:child_process';

const isTerminal = process.stdout.isTTY === true;

export class StepError extends Error {}

/** `4.2 s`, `1 min 03 s` */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
}

/** Runs `work` under a title that is shown at once, with its time when it ends. */
export async function step(title, work) {
  const start = Date.now();
  process.stdout.write(isTerminal ? `  … ${title}` : `  … ${title}\n`);
  const ticker = setInterval(
    () => {
      const line = `  … ${title} (${duration(Date.now() - start)})`;
      process.stdout.write(isTerminal ? `\r${line}` : `${line}\n`);
    },
    isTerminal ? 1_000 : 15_000,
  );
  ticker.unref();
  try {
    const result = await work();
    process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}  ✓ ${title} (${duration(Date.now() - start)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}  ✗ ${title} (${duration(Date.now() - start)})\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

const running = new Set();

/**
 * Runs a command to its end.
 * @returns {Promise<{ code: number, output: string }>} standard output and error together
 */
export function run(command, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 128, signal, output });
    });
  });
}

/** As `run`, but a failure is thrown with the end of its output. */
export async function must(command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    const tail = result.output.trim().split('\n').slice(-40).join('\n');
    throw new StepError(`${[command, ...args].join(' ')} ended with ${result.signal ?? result.code}:\n${tail}`);
  }
  return result.output;
}

/** Ends the commands that run now and then this process, as an interrupted start does. */
export function endOnSignals(exitCode) {
  const end = (signal) => {
    for (const child of running) child.kill(signal);
    setTimeout(() => process.exit(exitCode), running.size > 0 ? 2_000 : 0).unref();
    Promise.all([...running].map((child) => new Promise((done) => child.once('close', done)))).then(() =>
      process.exit(exitCode),
    );
  };
  const listeners = ['SIGINT', 'SIGTERM'].map((signal) => {
    const listener = () => end(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}
