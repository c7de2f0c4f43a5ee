/** What a person wanted of a regrouping, so that cases take the shape that was meant and history says who and why. */
export interface Cause {
  readonly act: 'split' | 'move' | 'merge' | 'keep' | 'undo_merge' | 'keep_apart' | 'unlink' | 'relink' | 'undo';
  readonly reason: string;
  /** The correction or hub entry. */
  readonly correctionId: string;
  /** Who was to leave: their case stays with the others, however few those are. */
  readonly leaving: ReadonlySet<string>;
  /** Cases that are to become one even where two people hold them. */
  readonly together: ReadonlySet<string>;
  /** Of those who leave, whom their case still held though they had left its cluster while it was settled. */
  readonly missed?: Missed | null;
}

export interface Missed {
  readonly caseId: string;
  readonly nodes: readonly string[];
}
