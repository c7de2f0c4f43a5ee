import { createContext, useContext, useEffect, useRef } from 'react';
import { type KeyBinding, KeyRegistry, pressed } from './key-registry.js';

const RegistryContext = createContext(new KeyRegistry());
export const KeyProvider = RegistryContext.Provider;
export const useKeyRegistry = (): KeyRegistry => useContext(RegistryContext);

export type KeySpec = Omit<KeyBinding, 'group'> & { readonly when?: boolean };

/** Binds keys while the component is on screen. What they do may close over fresh state: the last render counts. */
export function useKeys(group: string, specs: readonly KeySpec[]): void {
  const registry = useKeyRegistry();
  const latest = useRef(specs);
  latest.current = specs;
  const shape = specs
    .map((spec) => `${spec.keys}\u0000${spec.does}\u0000${spec.inFields ?? false}\u0000${spec.when ?? true}`)
    .join('\u0001');
  useEffect(
    () =>
      registry.add(
        latest.current
          .filter((spec) => spec.when !== false)
          .map((spec) => ({
            keys: spec.keys,
            does: spec.does,
            inFields: spec.inFields,
            group,
            run: () => latest.current.find((candidate) => candidate.keys === spec.keys)?.run(),
          })),
      ),
    [registry, group, shape],
  );
}

const SINGLE_KEYS = 'portcullis-single-keys';

/** Shortcuts of one letter can be turned off (speech input would trigger them). Kept in this browser. */
export const singleKeysOn = (): boolean => window.localStorage.getItem(SINGLE_KEYS) !== 'off';
export const setSingleKeys = (on: boolean): void => window.localStorage.setItem(SINGLE_KEYS, on ? 'on' : 'off');

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"]';

/** Listens once for the whole page. */
export function useKeyListener(registry: KeyRegistry): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const key = pressed(event);
      // Enter and Space belong to the button or link that has the focus.
      if ((key === 'Enter' || key === 'Space') && target?.closest('button, a, summary, [role="tab"]')) return;
      const inDialog =
        target?.closest('[role="dialog"]') != null ||
        document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
      const inField = target?.closest(FIELDS) != null || inDialog;
      const state = { inField, singleKeys: singleKeysOn(), now: Date.now() };
      if (registry.press(key, state)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [registry]);
}
