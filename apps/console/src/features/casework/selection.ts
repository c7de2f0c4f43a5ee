/** What is picked in a list, by key. It outlives a change of the filter: what is picked is what is sent. */
export type Selection<Row> = ReadonlyMap<string, Row>;

export function toggled<Row>(selection: Selection<Row>, key: string, row: Row): Selection<Row> {
  const next = new Map(selection);
  if (!next.delete(key)) next.set(key, row);
  return next;
}

/** "3 selected, 1 of them not in this list"; empty when nothing is. */
export function selectionWords(selection: Selection<unknown>, listed: Iterable<string>): string {
  if (selection.size === 0) return '';
  const here = new Set(listed);
  const elsewhere = [...selection.keys()].filter((key) => !here.has(key)).length;
  const said = `${selection.size} selected`;
  if (elsewhere === 0) return said;
  return `${said}, ${elsewhere === selection.size ? 'none' : `${elsewhere} of them not`} in this list`;
}

interface Named {
  readonly kind: string;
  readonly id: string;
}

export const subjectKey = ({ kind, id }: Named): string => `${kind}:${id}`;

/** Whose alerts these are, each subject once. */
export function subjectsOf(alerts: Iterable<{ readonly subject: Named }>): Named[] {
  const found = new Map<string, Named>();
  for (const { subject } of alerts) found.set(subjectKey(subject), { kind: subject.kind, id: subject.id });
  return [...found.values()];
}
