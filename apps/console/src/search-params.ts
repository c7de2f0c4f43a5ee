import * as z from 'zod/mini';

/*
 * What may stand behind the ? of each page. A value that does not fit is left out rather than refused: an old or
 * mistyped link still opens its page.
 */
const word = z.catch(z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))), undefined);
const number = z.catch(z.optional(z.number()), undefined);
const flag = z.catch(z.optional(z.boolean()), undefined);
const list = z.catch(z.optional(z.array(z.string())), undefined);
const instant = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}/))), undefined);

export const signInSearch = z.object({ next: word });

export const deskSearch = z.object({
  view: z.catch(z.optional(z.enum(['queue', 'mine'])), undefined),
  queue: word,
  at: number,
  peek: flag,
});
export type DeskSearch = z.infer<typeof deskSearch>;

/** What of a graph of links is looked at. */
const graphSearch = { graph: flag, linksUntil: instant, linksWithout: list, linksTable: flag };

interface LinksSearch {
  linksUntil?: string | undefined;
  linksWithout?: string[] | undefined;
  linksTable?: boolean | undefined;
}

/** The same as a graph is told, and back. */
export const linksViewOf = ({ linksUntil, linksWithout, linksTable }: LinksSearch) => ({
  until: linksUntil,
  without: linksWithout,
  table: linksTable,
});
export const linksSearchOf = (view: {
  until?: string | undefined;
  without?: readonly string[] | undefined;
  table?: boolean | undefined;
}): LinksSearch => ({
  linksUntil: view.until,
  linksWithout: view.without && [...view.without],
  linksTable: view.table,
});

export const casesSearch = z.object({
  search: word,
  states: list,
  routes: list,
  severity: number,
  queue: word,
  sort: z.catch(z.optional(z.enum(['ACT_BY', 'OPENED', 'SEVERITY', 'LAST_ALERT'])), undefined),
  organization: word,
  campaign: word,
  detector: word,
  openedFrom: instant,
  openedTo: instant,
  at: number,
  peek: flag,
});
export type CasesSearch = z.infer<typeof casesSearch>;

export const CASE_TABS = [
  'subjects',
  'alerts',
  'timeline',
  'comments',
  'files',
  'related',
  'enforcement',
  'notices',
] as const;
export const caseSearch = z.object({
  tab: z.catch(z.optional(z.enum(CASE_TABS)), undefined),
  finding: word,
  detector: word,
  ...graphSearch,
});
export type CaseSearch = z.infer<typeof caseSearch>;

export const listsSearch = z.object({
  list: z.catch(z.optional(z.enum(['hub', 'allow'])), undefined),
  phase: z.catch(z.optional(z.enum(['waiting', 'active', 'ended'])), undefined),
  value: word,
});
export const campaignSearch = z.object({ at: number, ...graphSearch });

export const lookUpSearch = z.object({ value: word, type: word });
export const approvalsSearch = z.object({ at: number });
export const appealsSearch = z.object({ state: word, mine: flag, at: number });
export const customersSearch = z.object({ search: word });
export const detectorSearch = z.object({ version: word });

export const overviewSearch = z.object({
  from: instant,
  to: instant,
  days: number,
  route: word,
  detector: word,
  grain: z.catch(z.optional(z.enum(['hour', 'day', 'week', 'month'])), undefined),
  compare: flag,
  wall: flag,
});
export type OverviewSearch = z.infer<typeof overviewSearch>;

export const recordSearch = z.object({ case: number, actor: word, kind: word, entityKind: word, entityId: word });
export type RecordSearch = z.infer<typeof recordSearch>;

export const SETTINGS_TABS = ['staff', 'keys', 'rejected', 'deliveries'] as const;
export const settingsSearch = z.object({ tab: z.catch(z.optional(z.enum(SETTINGS_TABS)), undefined), state: word });

export const gallerySearch = z.object({ show: word });
