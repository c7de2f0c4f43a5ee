/**
 * A map from running numbers to names with four bytes an entry. An ordinary map ends at 16.7 million entries, and would
 * take gigabytes before that.
 */
export class PackedMap<Name extends string = string> implements ReadonlyMap<number, Name> {
  /** Number of the name plus one; 0 is no entry. */
  private readonly cells: Int32Array;
  private readonly numbers = new Map<Name, number>();
  private readonly names: Name[] = [];
  private entriesSet = 0;
  readonly [Symbol.toStringTag] = 'PackedMap';

  /** @param limit one past the largest running number */
  constructor(limit: number) {
    this.cells = new Int32Array(limit);
  }

  get size(): number {
    return this.entriesSet;
  }

  set(key: number, name: Name): void {
    let number = this.numbers.get(name);
    if (number === undefined) {
      this.names.push(name);
      number = this.names.length;
      this.numbers.set(name, number);
    }
    if (this.cells[key] === 0) this.entriesSet += 1;
    this.cells[key] = number;
  }

  has(key: number): boolean {
    return (this.cells[key] ?? 0) > 0;
  }

  get(key: number): Name | undefined {
    const number = this.cells[key] ?? 0;
    return number > 0 ? this.names[number - 1] : undefined;
  }

  *entries(): MapIterator<[number, Name]> {
    for (let key = 0; key < this.cells.length; key += 1) {
      const number = this.cells[key] as number;
      if (number > 0) yield [key, this.names[number - 1] as Name];
    }
  }

  *keys(): MapIterator<number> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<Name> {
    for (const [, name] of this.entries()) yield name;
  }

  [Symbol.iterator](): MapIterator<[number, Name]> {
    return this.entries();
  }

  forEach(visit: (name: Name, key: number, map: ReadonlyMap<number, Name>) => void): void {
    for (const [key, name] of this.entries()) visit(name, key, this);
  }
}
