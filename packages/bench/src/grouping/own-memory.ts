import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export const WHOSE_MEMORY = `Memory of grouping alone is that of the benching process, all its workers together, without PostgreSQL: before the run
and at most in it.`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const LOOK_MS = 200;
const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

/** Resident megabytes of this process from now on, freed of what came before as far as the system takes it back. */
export class OwnMemory {
  readonly before: number;
  peak: number;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    // Memory outside of the heap is given back by the collection that follows the one of its owner.
    collectGarbage();
    collectGarbage();
    this.before = megabytes();
    this.peak = this.before;
    this.timer = setInterval(() => {
      this.peak = Math.max(this.peak, megabytes());
    }, LOOK_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }
}
