import { Injectable } from '@nestjs/common';
import { FOLLOWING_CASE_STATES } from '@portcullis/domain';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { CORRECTION_ACTS } from './correction-rows.js';

/** A line of history, as far as it says what could be taken back. */
export interface ToldEntry {
  readonly id: string;
  readonly kind: string;
  readonly automatic: boolean;
  /** For an event of a case, its id. */
  readonly entityId: string;
  readonly facts: unknown;
}

/** What a line of history tells of, and whether it can be taken back: a correction, or a case that merged by itself. */
export interface UndoView {
  act: string;
  /** `settled`: not before the case may change again. */
  state: 'stands' | 'taken_back' | 'settled';
  correctionId: string | null;
  mergedCaseId: string | null;
  /** Of the merged case. */
  number: number | null;
}

/** What people do and take back; an undo is done again instead. */
const ACTS: ReadonlySet<string> = new Set([...CORRECTION_ACTS, 'keep', 'unlink']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const SAID = `
  select id, undone_at is not null as gone from grouping_correction where id = any($1::uuid[])
  union all select id, revoked_at is not null from hub_entry where id = any($1::uuid[])`;

// What came back may have merged anew: an earlier line does not take the later merge back. Nor is there anything to take
// back where all that it brought has gone on.
const ABSORBED = `
  select q.entry, m.id, m.number, f.state = any($4::text[]) as "isOpen", b.gone
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as q(entry, into_id, id)
  join case_file f on f.id = q.into_id join case_file m on m.id = q.id
  cross join lateral (select m.state <> 'merged' or exists (
    select 1 from event e where e.case_id = m.id and e.kind = 'case.undo_merge' and e.id > q.entry) as gone) b
  where b.gone or (m.merged_into = q.into_id and exists (
    select 1 from case_subject s join case_subject h on h.subject_kind = s.subject_kind and h.subject_id = s.subject_id
    where s.case_id = m.id and h.case_id = q.into_id))
  order by m.number`;

/** What of history can still be taken back. */
@Injectable()
export class UndoQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** For each line, in two statements for all of them. */
  async of(entries: readonly ToldEntry[]): Promise<UndoView[][]> {
    const said = entries.map(saidBy);
    const merges = entries.flatMap((entry) =>
      mergedBy(entry).map((id) => ({ entry: entry.id, into: entry.entityId, id })),
    );
    const ids = said.flatMap((one) => one?.id ?? []);
    const [standing, absorbed] = await Promise.all([
      ids.length > 0 ? this.uow.read<{ id: string; gone: boolean }>(SAID, [ids]) : [],
      merges.length > 0
        ? this.uow.read<{ entry: string; id: string; number: number; isOpen: boolean; gone: boolean }>(ABSORBED, [
            merges.map(({ entry }) => entry),
            merges.map(({ into }) => into),
            merges.map(({ id }) => id),
            FOLLOWING_CASE_STATES,
          ])
        : [],
    ]);
    const goneById = new Map(standing.map(({ id, gone }) => [id, gone]));
    return entries.map((entry, i): UndoView[] => {
      const one = said[i];
      if (one) {
        const gone = goneById.get(one.id);
        if (gone === undefined) return [];
        return [{ act: one.act, state: stateOf(gone), correctionId: one.id, mergedCaseId: null, number: null }];
      }
      return absorbed
        .filter((row) => row.entry === entry.id)
        .map(({ id, number, isOpen, gone }) => {
          const state = stateOf(gone, isOpen);
          return { act: 'merge', state, correctionId: null, mergedCaseId: id, number };
        });
    });
  }
}

const stateOf = (gone: boolean, isOpen = true): UndoView['state'] =>
  gone ? 'taken_back' : isOpen ? 'stands' : 'settled';

const factsOf = ({ facts }: ToldEntry): Record<string, unknown> =>
  typeof facts === 'object' && facts !== null ? (facts as Record<string, unknown>) : {};

function saidBy(entry: ToldEntry): { act: string; id: string } | null {
  const { act, correction } = factsOf(entry);
  if (entry.automatic || typeof act !== 'string' || !ACTS.has(act)) return null;
  return typeof correction === 'string' && UUID.test(correction) ? { act, id: correction } : null;
}

/** Cases that this one took in by itself. */
function mergedBy(entry: ToldEntry): string[] {
  const { merged } = factsOf(entry);
  if (entry.kind !== 'case.absorb' || !entry.automatic || !Array.isArray(merged)) return [];
  return merged.filter((id): id is string => typeof id === 'string' && UUID.test(id));
}
