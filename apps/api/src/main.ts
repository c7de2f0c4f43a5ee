import 'reflect-metadata';
import { ConfigError, readConfig } from '@portcullis/core';
import { createLogger } from './edge/logger.js';
import { startApi } from './server.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config);
  const api = await startApi(config, log);
  log.info({ staff: api.staffUrl, portal: api.portalUrl }, 'listening');
  // The launcher hears of readiness here, where it started this process with a channel.
  process.send?.({ type: 'ready', staffUrl: api.staffUrl, portalUrl: api.portalUrl });
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    api.close().then(
      () => process.exit(0),
      (fault) => {
        log.fatal({ err: fault }, 'could not stop cleanly');
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
