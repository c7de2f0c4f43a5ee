import type { Scene } from './scene.js';

/**
 * Scene 7. Not a step: somebody with the database at hand alters a row of the reversal of scene 3, and `npm run
 * audit:verify` names it. The anchor is the case whose history is to be altered.
 */
export function alteredRowScene(fintech: Scene): Scene {
  return {
    number: 7,
    title: 'The altered row, named',
    look: 'Change the body of the approval of the fintech’s suspension by SQL, run the check, and read which row it names.',
    screen: 'command',
    role: 'auditor',
    anchor: fintech.anchor,
    records: [],
    truth: [],
    steps: [],
  };
}
