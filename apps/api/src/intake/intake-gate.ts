/** Lets a few through at a time; the others wait in the order in which they came. */
export class Gate {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter) => this.waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

/** A sum that requests add to while they hold memory. */
export class Allowance {
  private used = 0;

  constructor(private readonly limit: number) {}

  /** @returns false when there is not so much left */
  take(amount: number): boolean {
    if (this.used > 0 && this.used + amount > this.limit) return false;
    this.used += amount;
    return true;
  }

  give(amount: number): void {
    this.used -= amount;
  }
}
