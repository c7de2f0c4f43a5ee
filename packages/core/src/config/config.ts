import { z } from 'zod';

const url = (example: string) => z.string().min(1).describe(`such as ${example}`);
const port = z.coerce.number().int().min(0).max(65535);
const flag = z.stringbool().default(false);

/** Every setting there is. Names are environment variables; the description goes to docs/configuration.md. */
export const configSchema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('production')
    .describe('production hardens cookies and closes introspection'),
  DATABASE_URL: url('postgres://portcullis_app:…@host/portcullis').describe('PostgreSQL with the app role'),
  DATABASE_OWNER_URL: z.string().optional().describe('PostgreSQL with the owner role; only for migrations'),
  DATABASE_PORTAL_URL: z.string().optional().describe('PostgreSQL with the portal role; needed by the api'),
  DATABASE_SEQUENCER_URL: z.string().optional().describe('PostgreSQL with the sequencer role; needed by the worker'),
  DATABASE_QUEUE_URL: z.string().optional().describe('PostgreSQL with the queue role; used when QUEUE_URL is empty'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10).describe('connections per process'),
  QUEUE_URL: z.string().default('').describe('redis://… for BullMQ on Redis or Valkey; empty: BullMQ on PostgreSQL'),
  API_PORT: port.default(4000).describe('staff api and console'),
  PORTAL_PORT: port.default(4001).describe('customer endpoints and portal'),
  BIND_ADDRESS: z.string().default('127.0.0.1').describe('address the api listens on'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .describe('addresses or networks, with commas between, whose X-Forwarded-For is believed; empty: nobody’s'),
  CONSOLE_ORIGIN: z
    .string()
    .default('http://127.0.0.1:4000')
    .describe('origin of the console, for cookies and Origin checks'),
  PORTAL_ORIGIN: z.string().default('http://127.0.0.1:4001').describe('origin of the portal, also used in mail links'),
  CONSOLE_DIR: z.string().default('').describe('folder of the built console; empty: not served'),
  PORTAL_DIR: z.string().default('').describe('folder of the built portal; empty: not served'),
  WORKER_PORT: port.default(0).describe('health and metrics of the worker; 0: any free port'),
  SMTP_URL: z.string().default('').describe('smtp://user:password@host:port; empty: notices wait'),
  MAIL_FROM: z.string().default('Portcullis <notices@portcullis.example>').describe('sender of notices'),
  REPLY_TO: z.string().default('appeals@portcullis.example').describe('address of a person, printed in notices'),
  LINK_SECRET: z.string().min(16).describe('secret that signs customer links and sessions'),
  ALLOW_PRIVATE_WEBHOOKS: flag.describe('let webhooks reach loopback and private addresses'),
  REGISTER_DETECTORS_ON_SIGHT: flag.describe('keys for * register unknown detectors'),
  INTAKE_MAX_PENDING: z.coerce
    .number()
    .int()
    .min(1000)
    .default(2_000_000)
    .describe('alerts that may wait for grouping before intake answers 429'),
  AUDIT_ANCHOR_FILE: z
    .string()
    .default('')
    .describe('file outside the database that keeps the head of the history chain'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('pino level'),
});
export type Config = z.infer<typeof configSchema>;

export class ConfigError extends Error {}

/** @throws ConfigError that names every missing or invalid setting, and every PORTCULLIS_ variable that does not exist */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known = Object.keys(configSchema.shape);
  const given: Record<string, string> = {};
  for (const name of known) {
    const value = env[`PORTCULLIS_${name}`];
    if (value !== undefined && !(value === '' && name !== 'QUEUE_URL')) given[name] = value;
  }
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('PORTCULLIS_') && !known.includes(name.slice(11)) && name !== 'PORTCULLIS_TEST_PG',
  );
  const parsed = configSchema.safeParse(given);
  const faults = [
    ...unknown.map((name) => `${name}: no such setting`),
    ...(parsed.success
      ? []
      : parsed.error.issues.map((issue) => `PORTCULLIS_${issue.path.join('.')}: ${issue.message}`)),
  ];
  if (faults.length > 0) throw new ConfigError(`Settings refused:\n  ${faults.join('\n  ')}`);
  return parsed.data as Config;
}
