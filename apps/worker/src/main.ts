import 'reflect-metadata';
import { ConfigError, readConfig } from '@portcullis/core';
import { createLogger } from './logger.js';
import { startWorker } from './worker.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config);
  const worker = await startWorker(config, log);
  log.info({ health: worker.healthUrl, engine: worker.engine }, 'working');
  // The launcher hears of readiness here, where it started this process with a channel.
  process.send?.({ type: 'ready', healthUrl: worker.healthUrl });
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    worker.close().then(
      () => process.exit(0),
      (fault) => {
        // Whatever was cut off here is due again when its lease ends.
        log.error({ err: fault }, 'could not stop in time');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((fault: unknown) => {
  process.stderr.write(
    fault instanceof ConfigError ? `${fault.message}\n` : `${(fault as Error)?.stack ?? String(fault)}\n`,
  );
  process.exit(1);
});
