/** What was started, to be stopped in the opposite order. */
export class Undo {
  private readonly steps: { name: string; work: () => Promise<void> }[] = [];
  private readonly late: Promise<void>[] = [];
  private readonly failures: Error[] = [];
  private closed = false;

  /** What is started after the stop began is stopped at once. */
  add(name: string, work: () => Promise<void>): void {
    if (this.closed) this.late.push(this.attempt(name, work));
    else this.steps.push({ name, work });
  }

  /**
   * Stops all of it, even where a part fails.
   * @param starting settles when nothing more will be started
   * @throws the first failure, afterwards
   */
  async all(starting: Promise<unknown>): Promise<void> {
    this.closed = true;
    for (const { name, work } of this.steps.splice(0).reverse()) await this.attempt(name, work);
    await starting;
    await Promise.all(this.late);
    if (this.failures[0]) throw this.failures[0];
  }

  private async attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failures.push(new Error(`${name}: ${(error as Error).message}`, { cause: error }));
    }
  }
}
