import { type CommandContext, isInDoubt } from './unit-of-work.js';

export interface GatherOptions<Item, Result> {
  /** Of one group; more would make the first wait for the last. */
  most: number;
  /** Groups that are served at once: while one waits for the disk, the next is read. */
  groupsAtOnce: number;
  /** Whether an item may be served together with the group so far, which is not empty. */
  fits: (group: readonly Item[], item: Item) => boolean;
  /** Answers each of a group, in its order. Null: this one has to be served alone, where null is no answer. */
  serve: (group: readonly Item[]) => Promise<readonly (Result | null)[]>;
}

interface Waiting<Item, Result> {
  item: Item;
  settle: (result: Result) => void;
  fail: (fault: unknown) => void;
}

/**
 * What arrives while others are being served is served with all that arrive meanwhile. Alone, an item is a group of one.
 * When a group fails, each of it is tried alone, so that what is wrong with one is no matter of the others; not when it
 * may have been committed all the same, for then each would be done twice.
 */
export class Gather<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private groups = 0;

  constructor(private readonly options: GatherOptions<Item, Result>) {}

  /** @throws what `serve` throws for this item alone */
  ask(item: Item): Promise<Result> {
    return new Promise((settle, fail) => {
      this.waiting.push({ item, settle, fail });
      // Requests that have arrived by now are still being read in this turn of the loop.
      if (this.waiting.length === 1) setImmediate(() => this.serveWaiting());
    });
  }

  /** Whether nothing waits and nothing is being served. */
  get idle(): boolean {
    return this.groups === 0 && this.waiting.length === 0;
  }

  private serveWaiting(): void {
    while (this.groups < this.options.groupsAtOnce && this.waiting.length > 0) {
      this.groups += 1;
      void this.answer(this.takeGroup()).finally(() => {
        this.groups -= 1;
        this.serveWaiting();
      });
    }
  }

  /** The longest waiting and those who fit. */
  private takeGroup(): Waiting<Item, Result>[] {
    const group: Waiting<Item, Result>[] = [];
    const items: Item[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const one of this.waiting) {
      if (items.length === 0 || (items.length < this.options.most && this.options.fits(items, one.item))) {
        group.push(one);
        items.push(one.item);
      } else left.push(one);
    }
    this.waiting = left;
    return group;
  }

  /** Never throws: each is settled or failed. */
  private async answer(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const [first, ...others] = group;
    if (!first) return;
    const alone = others.length === 0;
    try {
      const results = await this.options.serve(group.map(({ item }) => item));
      await Promise.all(
        group.map((one, index) => {
          const result = results[index];
          if (result !== null && result !== undefined) return one.settle(result);
          if (alone) throw new Error('What is served alone must be answered.');
          return this.answer([one]);
        }),
      );
    } catch (fault) {
      if (alone || isInDoubt(fault)) for (const one of group) one.fail(fault);
      else await Promise.all(group.map((one) => this.answer([one])));
    }
  }
}

const SAME_MOMENT_MS = 1000;

/** People whose clocks are further apart (a replay of history) have no business in one transaction. */
export const isSameMoment = (one: CommandContext, other: CommandContext): boolean =>
  Math.abs(one.now.getTime() - other.now.getTime()) <= SAME_MOMENT_MS;
