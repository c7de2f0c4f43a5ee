import { useCallback, useRef, useState } from 'react';

const PREFIX = 'portcullis-kept:';

/** What was kept on this device under a name; null where there is nothing or the browser keeps nothing. */
export function readKept<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null; // storage is switched off, or what is there was cut short
  }
}

/** @returns false where the browser keeps nothing */
export function keep(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false; // switched off or full
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    return; // nothing was kept
  }
}

/** Names of all that is kept here. */
export function keptNames(): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** Text that survives a reload until it is sent. */
export function useKeptText(name: string, initial = ''): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => readKept<string>(name) ?? initial);
  const first = useRef(initial);
  const change = useCallback(
    (next: string) => {
      setText(next);
      if (next.trim() === '' || next === first.current) forget(name);
      else keep(name, next);
    },
    [name],
  );
  const sent = useCallback(() => {
    forget(name);
    setText('');
  }, [name]);
  return [text, change, sent];
}
