/** By what was done, what taking it back is called. An undo is not undone but done again. */
export const HISTORY_ACTS: Readonly<Record<string, string>> = {
  split: 'Undo the split',
  move: 'Undo the move',
  merge: 'Undo the merge',
  keep: 'Keep them no longer',
  undo_merge: 'Merge again',
  keep_apart: 'Allow it again',
  unlink: 'Link by it again',
};

export const ACT_WORDS: Readonly<Record<string, string>> = {
  split: 'split the case',
  move: 'moved subjects to another case',
  merge: 'merged two cases',
  keep: 'kept subjects in the case',
  undo_merge: 'undid a merge',
  keep_apart: 'kept two cases apart',
  unlink: 'stopped linking by a value',
};
