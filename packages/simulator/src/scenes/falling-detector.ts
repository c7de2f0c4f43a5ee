import type { Scene } from './scene.js';

/** Scene 5. Made of the months of history: see `FALL` in `story/history.ts`. */
export function fallingDetectorScene(fallAt: number): Scene {
  return {
    number: 5,
    title: 'A detector version that fell from 94 to 71 %',
    look: `ip-intelligence 3.2 fell on Tuesday, ${new Date(fallAt).toISOString().slice(0, 10)}; one click shows the 42 accounts, suspended in 14 decisions, that rest on it.`,
    screen: 'overview',
    role: 'manager',
    anchor: null,
    records: [],
    truth: [],
    steps: [],
  };
}
