/** How far a value reaches: what depends on whether a second person is needed. */
export interface HubReach {
  /** Living cases in which it occurs. */
  cases: number;
  /** Subjects that carry it. */
  subjects: number;
}

// Of a value that half the world carries a sample is enough: what matters is whether there is a second case.
const REACH = `
  select v.degree as subjects, (
    select count(distinct s.case_id)::int from (
      select split_part(g.node, ':', 1) as kind, substr(g.node, strpos(g.node, ':') + 1) as id
      from indicator_carrier c join grouping_subject g on g.id = c.subject_id where c.indicator_id = v.id limit 5000) n
    join case_subject s on s.subject_kind = n.kind and s.subject_id = n.id
    join case_file f on f.id = s.case_id and f.merged_into is null) as cases
  from indicator v where v.type = $1 and v.value = $2`;

type Read = (sql: string, values: readonly unknown[]) => Promise<HubReach[]>;

/** @param value as grouping compares it */
export async function reachOfValue(read: Read, type: string, value: string): Promise<HubReach> {
  const [reach] = await read(REACH, [type, value]);
  return reach ?? { cases: 0, subjects: 0 };
}

/** Beyond one case, one person is not enough. */
export const needsSecond = ({ cases }: HubReach): boolean => cases > 1;
