import { useSyncExternalStore } from 'react';

export interface Flash {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => Promise<string | null> };
}

let current: Flash | null = null;
const listeners = new Set<() => void>();

/** One line about what was just done, with its undo while that is possible. The next one replaces it. */
export function showFlash(flash: Flash | null): void {
  current = flash;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useFlash = (): Flash | null => useSyncExternalStore(subscribe, () => current);
