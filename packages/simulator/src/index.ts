export { type DetectorEntry, type DetectorId, detectors } from './detectors/registry.js';
export { type Difficulty, difficulties, testSeeds, tuningSeeds } from './difficulty.js';
export { alertBatches, alertChunks, alertStream, type EmitOptions } from './emit.js';
export type { CampaignFacts, Group } from './group.js';
export { Random } from './random.js';
export type { AlertBody, DirectoryRecord, KnownHub, RouteCode, SimulatedAlert, TruthRow } from './wire.js';
export { type WorldName, worldNames, worldPlan } from './world/presets.js';
export { buildWorld, FILE_NOW, type World, type WorldOptions, type WorldPlan } from './world/world.js';
