import { enforcementStage } from './enforcement/enforcement.stage.js';
import { groupingStage } from './grouping/grouping.stage.js';
import { historyStage } from './history/history.stage.js';
import { outboxStage } from './outbox/outbox.stage.js';
import type { WorkerStage } from './stage.js';

/** What the worker does, one entry for each stage. A new stage is one file `<stage>/<stage>.stage.ts` and one line here. */
export const workerStages: readonly WorkerStage[] = [outboxStage, historyStage, groupingStage, enforcementStage];
