/** What was started, to be stopped in the opposite order. */
export class Undo {
  private readonly steps: { name: string; work: () => Promise<void> }[] = [];
  private closed = false;

  /** Work that is added after the stop began is done at once. */
  add(name: string, work: () => Promise<void>): void {
    if (this.closed) void work();
    else this.steps.push({ name, work });
  }

  /** Does all of it, even where a part fails. @throws the first failure, afterwards */
  async all(): Promise<void> {
    this.closed = true;
    const failures: Error[] = [];
    for (const { name, work } of this.steps.splice(0).reverse()) {
      try {
        await work();
      } catch (error) {
        failures.push(new Error(`${name}: ${(error as Error).message}`, { cause: error }));
      }
    }
    if (failures[0]) throw failures[0];
  }
}
