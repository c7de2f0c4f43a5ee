import type { LoggerService } from '@nestjs/common';
import type { Config } from '@portcullis/core';
import { type Logger, pino } from 'pino';

const SECRETS = ['password', 'token', 'secret', 'secrets', 'authorization'].flatMap((word) => [word, `*.${word}`]);

/** JSON lines to standard output; whatever could be a secret is cut out. */
export const createLogger = (config: Pick<Config, 'LOG_LEVEL'>): Logger =>
  pino({
    level: config.LOG_LEVEL,
    // SQL and its values may hold personal data: a fault is told by its message, its code and its stack.
    redact: {
      paths: [...SECRETS, 'err.query', 'err.parameters', 'err.driverError', 'err.detail', 'err.client'],
      remove: true,
    },
    base: { process: 'worker' },
  });

/** Nest's own messages, through pino. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown): void {
    this.pino.debug(String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ rest }, String(message));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn({ rest }, String(message));
  }
}
