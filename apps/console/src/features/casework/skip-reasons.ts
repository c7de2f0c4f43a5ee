/** Why a reviewer leaves a case to others. */
export const SKIP_REASONS = [
  { value: 'language', label: 'I do not read the language' },
  { value: 'skill', label: 'Needs a skill that I lack' },
  { value: 'conflict', label: 'I know somebody involved' },
  { value: 'distress', label: 'I would rather not read this' },
  { value: 'other', label: 'Another reason' },
] as const;
