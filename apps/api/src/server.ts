import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, openDatabase } from '@portcullis/core';
import { Clock } from '@portcullis/core/core.module';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createCustomerApp } from './customer.app.js';
import { Readiness } from './edge/health/readiness.js';
import { LiveHub } from './live/live-hub.js';
import { createStaffApp } from './staff.app.js';

export interface RunningApi {
  staffUrl: string;
  portalUrl: string | null;
  /** Not ready, streams closed, requests drained, pools ended. Safe to call twice. */
  close(): Promise<void>;
}

/** No request of ours takes longer; after it, connections are cut. */
const DRAIN_MS = 20_000;

/** Opens the pools, builds both applications and listens. @throws when a port is taken or the database does not answer */
export async function startApi(config: Config, log: Logger): Promise<RunningApi> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const clock = new Clock();
  const dataSource = await openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    applicationName: 'portcullis-api',
  });
  const apps: NestFastifyApplication[] = [];
  const pools = [dataSource];
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= shutDown(apps, pools, log));
  try {
    const staff = await createStaffApp({ config, log, registry, clock, dataSource });
    apps.push(staff);
    await staff.listen(config.API_PORT, config.BIND_ADDRESS);
    let portalUrl: string | null = null;
    if (config.DATABASE_PORTAL_URL) {
      const portalPool = await openDatabase({
        url: config.DATABASE_PORTAL_URL,
        poolSize: Math.max(2, Math.ceil(config.DATABASE_POOL / 4)),
        applicationName: 'portcullis-portal',
      });
      pools.push(portalPool);
      const customer = await createCustomerApp({ config, log, registry, clock, dataSource: portalPool });
      apps.push(customer);
      await customer.listen(config.PORTAL_PORT, config.BIND_ADDRESS);
      portalUrl = await customer.getUrl();
    }
    return { staffUrl: await staff.getUrl(), portalUrl, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function shutDown(
  apps: readonly NestFastifyApplication[],
  pools: readonly Awaited<ReturnType<typeof openDatabase>>[],
  log: Logger,
): Promise<void> {
  for (const app of apps) app.get(Readiness, { strict: false }).stop();
  if (apps[0]) await apps[0].get(LiveHub, { strict: false }).close();
  const drained = Promise.all(apps.map((app) => app.close()));
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, DRAIN_MS, 'late').unref());
  if ((await Promise.race([drained, late])) === 'late') {
    log.warn('requests were still running after 20 s; their connections are cut');
    for (const app of apps) app.getHttpAdapter().getInstance().server.closeAllConnections();
  }
  await Promise.all(pools.map((pool) => pool.destroy()));
}
