export interface KeyBinding {
  /** `j`, `Enter`, `mod+k`, `g d` (one after the other). `mod` is Ctrl or ⌘. */
  readonly keys: string;
  readonly does: string;
  readonly group: string;
  readonly run: () => void;
  /** Works while a field has the focus too. */
  readonly inFields?: boolean;
}

/** `ctrl+Enter` and `⌘Enter` are both `mod+Enter`. Letters carry their case; shift is part of `?`. */
export function pressed(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'Space' : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  return `${event.altKey ? 'alt+' : ''}${mod}${mod !== '' && key.length === 1 ? key.toLowerCase() : key}`;
}

const SEQUENCE_MS = 900;

/** All bindings of the page that is open. Later ones (inner screens, dialogs) win over earlier ones. */
export class KeyRegistry {
  private readonly layers: { id: symbol; bindings: readonly KeyBinding[] }[] = [];
  private readonly listeners = new Set<() => void>();
  private prefix = '';
  private prefixAt = 0;
  private cached: readonly KeyBinding[] = [];

  add(bindings: readonly KeyBinding[]): () => void {
    const layer = { id: Symbol('layer'), bindings };
    this.layers.push(layer);
    this.changed();
    return () => {
      this.layers.splice(
        this.layers.findIndex((candidate) => candidate.id === layer.id),
        1,
      );
      this.changed();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is bound now, each key once. */
  readonly bindings = (): readonly KeyBinding[] => this.cached;

  /** Runs what the press means. Returns true when it meant something. */
  press(key: string, state: { inField: boolean; singleKeys: boolean; now: number }): boolean {
    const single = key.length === 1 || key === 'Space';
    if (single && !state.singleKeys) return false;
    const sequence = state.now - this.prefixAt < SEQUENCE_MS && this.prefix !== '' ? `${this.prefix} ${key}` : '';
    const found = this.find(sequence, state.inField) ?? this.find(key, state.inField);
    if (found) {
      this.prefix = '';
      found.run();
      return true;
    }
    const opens = !state.inField && this.cached.some((binding) => binding.keys.startsWith(`${key} `));
    this.prefix = opens ? key : '';
    this.prefixAt = state.now;
    return opens;
  }

  private find(keys: string, inField: boolean): KeyBinding | undefined {
    if (keys === '') return undefined;
    return this.cached.find((binding) => binding.keys === keys && (!inField || binding.inFields === true));
  }

  private changed(): void {
    const byKeys = new Map<string, KeyBinding>();
    for (const layer of this.layers) {
      for (const binding of layer.bindings) {
        byKeys.delete(binding.keys);
        byKeys.set(binding.keys, binding);
      }
    }
    this.cached = [...byKeys.values()];
    for (const listener of this.listeners) listener();
  }
}
