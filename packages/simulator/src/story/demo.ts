import { type DetectorEntry, detectors } from '../detectors/registry.js';
import { difficulties } from '../difficulty.js';
import { alteredRowScene } from '../scenes/altered-row.js';
import { fallingDetectorScene } from '../scenes/falling-detector.js';
import { fintechScene } from '../scenes/fintech.js';
import { gatewayScene } from '../scenes/gateway.js';
import { phoneScene } from '../scenes/phone.js';
import { resellerScene } from '../scenes/reseller.js';
import type { Scene } from '../scenes/scene.js';
import { transferStationScene } from '../scenes/transfer-station.js';
import type { DirectoryRecord, KnownHub, TruthRow } from '../wire.js';
import { Ground } from '../world/ground.js';
import { worldPlan } from '../world/presets.js';
import { buildWorld } from '../world/world.js';
import { type HistoryWish, pastMonths } from './history.js';
import { liveSteps } from './live.js';
import { type StaffMember, staff } from './staff.js';
import type { StoryStep } from './step.js';

export const demoNames = ['small', 'burst', 'quiet', 'appeal-backlog', 'empty'] as const;
export type DemoName = (typeof demoNames)[number];

/** All that a fresh installation is filled with, in the order in which it happened. */
export interface Demo {
  readonly name: DemoName;
  readonly seed: number;
  readonly now: number;
  readonly staff: readonly StaffMember[];
  readonly detectors: readonly DetectorEntry[];
  readonly hubs: readonly KnownHub[];
  readonly records: readonly DirectoryRecord[];
  readonly steps: readonly StoryStep[];
  readonly scenes: readonly Scene[];
  readonly truth: readonly TruthRow[];
}

const HISTORIES: Readonly<Record<Exclude<DemoName, 'empty'>, HistoryWish>> = {
  small: { weeks: 26, mattersPerWeek: 11, waitingAppeals: 9, waitingProposals: 6, fallingDetector: true },
  burst: { weeks: 8, mattersPerWeek: 11, waitingAppeals: 2, waitingProposals: 3, fallingDetector: false },
  quiet: { weeks: 20, mattersPerWeek: 2, waitingAppeals: 1, waitingProposals: 1, fallingDetector: false },
  'appeal-backlog': { weeks: 26, mattersPerWeek: 9, waitingAppeals: 45, waitingProposals: 5, fallingDetector: true },
};

export interface DemoOptions {
  readonly name: DemoName;
  readonly seed?: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function demoWorld({ name, seed = 1, now }: DemoOptions): Demo {
  const ground = new Ground(seed, now, difficulties.easy);
  const plain = { name, seed, now, staff, detectors };
  if (name === 'empty') return { ...plain, hubs: [], records: [], steps: [], scenes: [], truth: [] };

  const history = pastMonths(ground, HISTORIES[name]);
  const withScenes = name === 'small' || name === 'appeal-backlog' || name === 'burst';
  const scenes = withScenes ? scenesOf(ground, history.fallAt, HISTORIES[name].fallingDetector) : [];
  const world = buildWorld(worldPlan(name, { scale: name === 'quiet' ? 1 : name === 'burst' ? 1 : 0.6 }), {
    seed,
    now,
    ground,
    severityCap: 4,
  });
  const live = [...world.alerts()];
  const steps = [
    ...history.steps,
    ...scenes.flatMap((scene) => scene.steps),
    ...liveSteps(live, seed, now, name === 'burst' ? 2 : 6),
  ].sort((a, b) => a.at - b.at);
  return {
    ...plain,
    hubs: ground.hubs,
    records: [...world.directory(), ...history.records, ...scenes.flatMap((scene) => scene.records)],
    steps,
    scenes,
    truth: [...history.truth, ...scenes.flatMap((scene) => scene.truth), ...live.map(({ truth }) => truth)],
  };
}

function scenesOf(ground: Ground, fallAt: number, falls: boolean): Scene[] {
  const { now } = ground;
  const fintech = fintechScene(now);
  return [
    gatewayScene(now),
    transferStationScene(ground),
    fintech,
    resellerScene(now),
    ...(falls ? [fallingDetectorScene(fallAt)] : []),
    phoneScene(now),
    alteredRowScene(fintech),
  ];
}
