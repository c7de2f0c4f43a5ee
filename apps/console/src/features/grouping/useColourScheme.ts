import { useSyncExternalStore } from 'react';

const ATTRIBUTE = 'data-mantine-color-scheme';

const subscribe = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
};

/** The scheme that the page has now, for what is painted and not styled. */
export const useColourScheme = (): string =>
  useSyncExternalStore(subscribe, () => document.documentElement.getAttribute(ATTRIBUTE) ?? 'light');
