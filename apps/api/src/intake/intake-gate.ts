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

/** A sum that requests draw on while they hold memory; who finds it drawn up waits for a while, in turn. */
export class Allowance {
  private used = 0;
  private readonly waiting: { amount: number; enter: () => void }[] = [];

  constructor(
    private readonly limit: number,
    private readonly patienceMs: number,
  ) {}

  /** @returns false when there was not so much left for as long as one waits */
  async take(amount: number): Promise<boolean> {
    if (this.waiting.length === 0 && this.fits(amount)) {
      this.used += amount;
      return true;
    }
    return new Promise((done) => {
      const waiter = {
        amount,
        enter: () => {
          clearTimeout(timer);
          done(true);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        done(false);
        this.admit();
      }, this.patienceMs);
      this.waiting.push(waiter);
    });
  }

  give(amount: number): void {
    this.used -= amount;
    this.admit();
  }

  private admit(): void {
    for (let next = this.waiting[0]; next && this.fits(next.amount); next = this.waiting[0]) {
      this.waiting.shift();
      this.used += next.amount;
      next.enter();
    }
  }

  private fits(amount: number): boolean {
    return this.used === 0 || this.used + amount <= this.limit;
  }
}
