import { accessStage } from './access/access.stage.js';
import { appealsStage } from './appeals/appeals.stage.js';
import { caseworkStage } from './casework/casework.stage.js';
import { decisionsStage } from './decisions/decisions.stage.js';
import { enforcementStage } from './enforcement/enforcement.stage.js';
import { groupingStage } from './grouping/grouping.stage.js';
import { historyStage } from './history/history.stage.js';
import { intakeStage } from './intake/intake.stage.js';
import { metricsStage } from './metrics/metrics.stage.js';
import { noticesStage } from './notices/notices.stage.js';
import { outboxStage } from './outbox/outbox.stage.js';
import { outcomesStage } from './outcomes/outcomes.stage.js';
import type { WorkerStage } from './stage.js';

/** What the worker does, one entry for each stage. A new stage is one file `<stage>/<stage>.stage.ts` and one line here. */
export const workerStages: readonly WorkerStage[] = [
  outboxStage,
  historyStage,
  accessStage,
  intakeStage,
  groupingStage,
  caseworkStage,
  decisionsStage,
  enforcementStage,
  noticesStage,
  appealsStage,
  outcomesStage,
  metricsStage,
];
