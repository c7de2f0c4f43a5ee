import type { Reader } from './snapshot.js';

/** What may explain a change in a chart. */
export interface Annotation {
  at: Date;
  label: string;
  kind: 'rules' | 'policy' | 'detector';
}

const MOST = 30;
const READ = `
  select at, label, kind from (
    select activated_at as at, 'Rule set ' || id as label, 'rules' as kind from rule_set where activated_at >= $1 and activated_at < $2
    union all
    select effective_from, 'Policy ' || id, 'policy' from policy_version where effective_from >= $1 and effective_from < $2
    union all
    select v.first_seen_at, d.name || ' ' || v.version, 'detector' from detector_version v join detector d on d.id = v.detector_id
    where v.first_seen_at >= $1 and v.first_seen_at < $2
      and exists (select 1 from detector_version o where o.detector_id = v.detector_id and o.first_seen_at < v.first_seen_at)
  ) a order by at desc limit ${MOST}`;

export const annotationsIn = (read: Reader, { from, to }: { from: Date; to: Date }): Promise<Annotation[]> =>
  read<Annotation>('metrics-annotations', READ, [from, to]);
