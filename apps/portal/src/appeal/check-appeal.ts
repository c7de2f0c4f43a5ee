import { say } from '../words/say.js';
import type { AppealDraft } from './appeal-draft.js';

/** The longest texts that are taken, in characters; the forms of the contract say the same. */
export const LONGEST = { statement: 20_000, relief: 4_000, name: 200, withdrawal: 2_000 } as const;

/** Ids of the fields, in the order of the page. */
export const APPEAL_FIELDS = ['grounds', 'statement', 'papers', 'relief', 'contactName', 'standing'] as const;
export type AppealField = (typeof APPEAL_FIELDS)[number];
export type AppealProblems = Partial<Record<AppealField, string>>;

/** What keeps an appeal from being sent, beside the field that it is about. */
export function checkAppeal(draft: AppealDraft, unsendable: readonly string[]): AppealProblems {
  const problems: AppealProblems = {};
  const statement = draft.statement.trim().length;
  if (statement === 0) problems.statement = say('problem.statement.empty');
  else if (statement > LONGEST.statement) {
    problems.statement = say('problem.statement.long', { count: statement - LONGEST.statement });
  }
  if (unsendable.length > 0) problems.papers = say('problem.papers', { names: unsendable.join(', ') });
  if (draft.reliefAsked) {
    const relief = draft.relief.trim().length;
    if (relief === 0) problems.relief = say('problem.relief.empty');
    else if (relief > LONGEST.relief) problems.relief = say('problem.relief.long', { count: relief - LONGEST.relief });
  }
  const name = draft.contactName.trim().length;
  if (name === 0) problems.contactName = say('problem.name.empty');
  else if (name > LONGEST.name) problems.contactName = say('problem.name.long');
  if (draft.standing === null) problems.standing = say('problem.standing.empty');
  return problems;
}

/** Problems that the server found, by the names that it uses for the fields. */
export function serverProblems(fields: Readonly<Record<string, string>>): AppealProblems {
  return Object.fromEntries(APPEAL_FIELDS.flatMap((field) => (fields[field] ? [[field, fields[field]]] : [])));
}

/** A problem with a text that goes out by itself; null when it can. */
export function textProblem(text: string, longest: number): string | null {
  const length = text.trim().length;
  if (length === 0) return say('problem.text.empty');
  return length > longest ? say('problem.text.long', { count: length - longest }) : null;
}
