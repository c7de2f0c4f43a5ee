import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccessApiModule } from './access/access-api.module.js';
import { AppealsApiModule } from './appeals/appeals-api.module.js';
import { CaseworkApiModule } from './casework/casework-api.module.js';
import { DecisionsApiModule } from './decisions/decisions-api.module.js';
import { directoryRoutes } from './directory/directory.routes.js';
import { DirectoryApiModule } from './directory/directory-api.module.js';
import { EnforcementApiModule } from './enforcement/enforcement-api.module.js';
import { GroupingApiModule } from './grouping/grouping-api.module.js';
import { alertRoutes } from './intake/alerts.routes.js';
import { IntakeApiModule } from './intake/intake-api.module.js';
import { LiveApiModule } from './live/live-api.module.js';
import { MetricsApiModule } from './metrics/metrics-api.module.js';
import { NoticesApiModule } from './notices/notices-api.module.js';
import { OutcomesApiModule } from './outcomes/outcomes-api.module.js';
import { PortalModule } from './portal/portal.module.js';

/**
 * What a stage brings to a door. `module` holds its resolvers and controllers and imports the stage's core module.
 * `routes` is for what needs the bare server, such as a streamed body: it runs before the application starts, with
 * hooks (request id, session, CSRF, headers) already in place; what it registers in its own scope stays there.
 */
export interface Stage {
  module: Type;
  routes?: (fastify: FastifyInstance, app: NestFastifyApplication) => void | Promise<void>;
}

/** The staff door, in the order of the corridor. */
export const staffStages: readonly Stage[] = [
  { module: AccessApiModule },
  { module: DirectoryApiModule, routes: directoryRoutes },
  { module: IntakeApiModule, routes: alertRoutes },
  { module: GroupingApiModule },
  { module: CaseworkApiModule },
  { module: DecisionsApiModule },
  { module: EnforcementApiModule },
  { module: NoticesApiModule },
  { module: AppealsApiModule },
  { module: OutcomesApiModule },
  { module: MetricsApiModule },
  { module: LiveApiModule },
];

/** The customer door: its own pool with the portal role, no GraphQL. */
export const customerStages: readonly Stage[] = [{ module: PortalModule }];
