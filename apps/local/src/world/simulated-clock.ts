/** The clock of a story: it stands still until the next step. */
export class SimulatedClock {
  constructor(private at: number) {}

  now(): Date {
    return new Date(this.at);
  }

  /** Never turns back. */
  advanceTo(at: number): void {
    this.at = Math.max(this.at, at);
  }
}
