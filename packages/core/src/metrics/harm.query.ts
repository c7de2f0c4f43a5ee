import { type Harm, harmOf } from '@portcullis/domain';
import type { Narrowing } from './cell.query.js';
import type { Reader } from './snapshot.js';

interface HarmRow {
  subjectId: string;
  from: Date;
  to: Date | null;
  seats: number;
}

// What ended is counted when its end was confirmed; what still lasts is counted up to now. Reversals are rare.
const READ = `
  with ended as (select entity_id, at from metric_fact where metric = 'reversal_confirmed' and at >= least($1, $3::timestamptz - interval '1 day'))
  select a.subject_kind || ':' || a.subject_id as "subjectId", h.from_at as from, case when e.at is not null then h.to_at end as to, h.seats
  from harm h join action a on a.id = h.action_id join decision d on d.id = a.decision_id join case_file c on c.id = a.case_id
  left join ended e on e.entity_id = h.action_id
  where ((e.at >= $1 and e.at < $2) or ($2 > $3 and e.at is null and (h.to_at is null or h.to_at >= $3::timestamptz - interval '1 day')))
    and ($4 = '' or d.route = $4) and ($5 = '' or c.queue_id = $5)`;

/** Time that customers were wrongly without service, for reversals confirmed in the period, and those still awaited. */
export async function harmIn(
  read: Reader,
  { from, to }: { from: Date; to: Date },
  asOf: Date,
  { route, queue }: Narrowing,
): Promise<Harm> {
  const rows = await read<HarmRow>('metrics-harm', READ, [from, to, asOf, route, queue]);
  return harmOf(rows, asOf);
}
