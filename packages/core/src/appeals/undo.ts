import type { Refusal } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

class Undo extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/**
 * A transaction that a refusal takes back as a whole: several rows are written one after the other here, and a rule may
 * say no to the last of them.
 */
export async function undoneByRefusal<T extends { ok: true }>(
  run: (work: (tx: Tx) => Promise<T>) => Promise<T>,
  work: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await run(async (tx) => {
      const answer = await work(tx);
      if (!answer.ok) throw new Undo(answer);
      return answer;
    });
  } catch (thrown) {
    if (thrown instanceof Undo) return thrown.refusal;
    throw thrown;
  }
}
