import type { Teller } from './run.js';

/** Lines of progress: one that is written over in a terminal, else one now and then. */
export class Lines implements Teller {
  private readonly live = process.stderr.isTTY === true;
  private title = '';
  private begun = performance.now();
  private toldAt = 0;

  constructor(private readonly everyMs = 10_000) {}

  part(title: string): void {
    this.end();
    this.title = title;
    this.begun = performance.now();
    this.toldAt = this.begun;
    process.stderr.write(this.live ? `  … ${title}` : `  … ${title}\n`);
  }

  progress(text: string): void {
    const now = performance.now();
    if (this.live) process.stderr.write(`\r\x1b[K  … ${text}`);
    else if (now - this.toldAt >= this.everyMs) process.stderr.write(`    ${text}\n`);
    else return;
    this.toldAt = now;
  }

  end(): void {
    if (this.title === '') return;
    const seconds = ((performance.now() - this.begun) / 1000).toFixed(1);
    process.stderr.write(`${this.live ? '\r\x1b[K' : ''}  ✓ ${this.title} (${seconds} s)\n`);
    this.title = '';
  }
}
