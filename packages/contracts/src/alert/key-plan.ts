/** How to write an object with these names: in order, each quoted as it stands in JSON, with its colon and comma. */
export type KeyPlan = { keys: readonly string[]; names: readonly string[] };

const MAX_NODES = 8192;
const MAX_KEYS = 32;
const MAX_KEY_LENGTH = 64;

class Node {
  plan: KeyPlan | undefined;
  private lastKey: string | undefined;
  private lastNode: Node | undefined;
  private readonly next = new Map<string, Node>();

  step(key: string): Node | undefined {
    if (this.lastKey === key) return this.lastNode;
    const node = this.next.get(key);
    if (node === undefined) return undefined;
    this.lastKey = key;
    this.lastNode = node;
    return node;
  }

  grow(key: string): Node {
    const node = new Node();
    this.next.set(key, node);
    return node;
  }
}

/**
 * Remembers the order of the names of objects seen before, as a tree over the names in the order sent: senders repeat
 * a few shapes millions of times, and sorting each time costs more than the rest of the walk. Bounded; a shape that
 * finds no place is sorted each time.
 */
export class KeyPlans {
  private readonly root = new Node();
  private nodes = 0;

  /** Undefined when the shape is not remembered (yet, or ever). */
  find(keys: readonly string[]): KeyPlan | undefined {
    let node: Node | undefined = this.root;
    for (let i = 0; i < keys.length; i++) {
      node = node.step(keys[i] as string);
      if (node === undefined) return undefined;
    }
    return node.plan;
  }

  remember(keys: readonly string[], plan: KeyPlan): void {
    if (keys.length > MAX_KEYS || this.nodes + keys.length > MAX_NODES) return;
    if (keys.some((key) => key.length > MAX_KEY_LENGTH)) return;
    let node = this.root;
    for (const key of keys) {
      const next = node.step(key);
      if (next === undefined) this.nodes += 1;
      node = next ?? node.grow(key);
    }
    node.plan = plan;
  }
}
