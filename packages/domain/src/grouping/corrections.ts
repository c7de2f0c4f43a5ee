/**
 * What people said about who belongs together (GR-5), as rules over subjects.
 *
 * A correction speaks of pairs: `together` says that all its subjects are one, `apart` says that its subjects are one
 * and that none of them is one with any of `others`. Of two that contradict each other the later one wins. What follows
 * is a function of the corrections alone: bonds, which are values that join their carriers like an equal device does,
 * and sides, which no link may bridge (`rebuild.ts`).
 */
export interface Correction {
  readonly id: string;
  /** Later ones have higher positions. */
  readonly position: number;
  readonly kind: 'together' | 'apart';
  readonly nodes: readonly string[];
  /** The other side; empty for `together`. */
  readonly others: readonly string[];
}

export type CorrectionChange =
  | { readonly type: 'add'; readonly correction: Correction }
  | { readonly type: 'undo'; readonly id: string };

/** On which side of which `apart`, by its position: 1 its subjects, 2 the others, 3 both, since a later word was heard. */
export type Sides = ReadonlyMap<number, number>;

/** The type of bonds. Senders cannot use it. */
export const BOND_TYPE = '=together';

const NONE: Sides = new Map();

export function conflicts(a: Sides | null, b: Sides | null): boolean {
  if (!a || !b) return false;
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  for (const [position, side] of few) {
    const other = many.get(position);
    if (other !== undefined && (side | other) === 3) return true;
  }
  return false;
}

export function joinSides(a: Sides | null, b: Sides | null): Sides | null {
  if (!a || !b) return a ?? b;
  const sum = new Map(a);
  for (const [position, side] of b) sum.set(position, (sum.get(position) ?? 0) | side);
  return sum;
}

export const applyChange = (corrections: readonly Correction[], change: CorrectionChange): Correction[] =>
  change.type === 'add'
    ? [...corrections.filter(({ id }) => id !== change.correction.id), change.correction]
    : corrections.filter(({ id }) => id !== change.id);

/** What corrections in force come to. */
export class Resolution {
  /** By the name of the bond, whom it joins. */
  readonly bonds = new Map<string, readonly string[]>();
  private readonly bondsByNode = new Map<string, string[]>();
  private readonly sidesByNode = new Map<string, Map<number, number>>();

  constructor(readonly corrections: readonly Correction[]) {
    // The latest first: what an earlier one says holds as far as nothing later speaks against it.
    const parent = new Map<string, string>();
    const heard = new Map<string, Sides>();
    const top = (node: string): string => {
      let at = node;
      for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
      return at;
    };
    for (const one of [...corrections].sort((a, b) => b.position - a.position)) {
      if (one.kind === 'apart') {
        for (const [nodes, side] of [
          [one.nodes, 1],
          [one.others, 2],
        ] as const) {
          for (const node of nodes) {
            this.mark(node, one.position, side);
            const at = top(node);
            heard.set(at, joinSides(heard.get(at) ?? NONE, new Map([[one.position, side]])) as Sides);
          }
        }
      }
      const groups: string[][] = [];
      for (const node of [...new Set(one.nodes)].sort()) {
        const group = groups.find(([first]) => {
          const [a, b] = [top(first as string), top(node)];
          return a === b || !conflicts(heard.get(a) ?? null, heard.get(b) ?? null);
        });
        if (!group) {
          groups.push([node]);
          continue;
        }
        group.push(node);
        const [a, b] = [top(group[0] as string), top(node)];
        if (a === b) continue;
        parent.set(b, a);
        const sides = joinSides(heard.get(a) ?? null, heard.get(b) ?? null);
        if (sides) heard.set(a, sides);
      }
      for (const group of groups) {
        if (group.length < 2) continue;
        const name = `${one.position}/${digest(group)}`;
        this.bonds.set(name, group);
        for (const node of group) {
          const own = this.bondsByNode.get(node);
          if (own) own.push(name);
          else this.bondsByNode.set(node, [name]);
        }
      }
    }
  }

  bondsOf(node: string): readonly string[] {
    return this.bondsByNode.get(node) ?? [];
  }

  sidesOf(node: string): Sides | null {
    return this.sidesByNode.get(node) ?? null;
  }

  /** All subjects that are on some side. */
  sided(): Iterable<string> {
    return this.sidesByNode.keys();
  }

  private mark(node: string, position: number, side: number): void {
    const own = this.sidesByNode.get(node) ?? new Map<number, number>();
    this.sidesByNode.set(node, own.set(position, (own.get(position) ?? 0) | side));
  }
}

/** The position of the correction that a bond comes from. */
export const positionOfBond = (name: string): number => Number(name.slice(0, name.indexOf('/')));

/** Names a set of subjects, so that a bond that comes back is the same one. */
function digest(nodes: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (const node of nodes) {
    for (let i = 0; i <= node.length; i++) {
      const unit = i < node.length ? node.charCodeAt(i) : 0;
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b + unit, 0x5bd1e995);
      b ^= b >>> 15;
    }
  }
  return `${nodes.length}.${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
