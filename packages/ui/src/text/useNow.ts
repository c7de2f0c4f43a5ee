import { useSyncExternalStore } from 'react';

/** One timer for all clocks of the page; it stops while nobody looks. */
class Ticker {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private value = Date.now();

  constructor(private readonly everyMs: number) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.timer === undefined) {
      this.value = Date.now();
      this.timer = setInterval(() => this.tick(), this.everyMs);
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    };
  };

  readonly read = (): number => this.value;

  private tick(): void {
    if (document.hidden) return;
    this.value = Date.now();
    for (const listener of this.listeners) listener();
  }
}

const second = new Ticker(1_000);
const quarterMinute = new Ticker(15_000);

/** Now, renewed every second or every fifteen, for clocks that turn. */
export function useNow(every: 'second' | 'quarterMinute' = 'quarterMinute'): number {
  const ticker = every === 'second' ? second : quarterMinute;
  return useSyncExternalStore(ticker.subscribe, ticker.read, ticker.read);
}
