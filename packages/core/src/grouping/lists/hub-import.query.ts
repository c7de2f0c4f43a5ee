import { Injectable } from '@nestjs/common';
import { matchValue } from '@portcullis/domain';
import { ints, texts } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import type { HubLine } from './hub-lines.js';
import { type HubReach, reachOfValue } from './hub-reach.js';

type Read = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;
type Value = Pick<HubLine, 'type' | 'value' | 'kind'>;

export interface WideValue extends Value, HubReach {}

/** How far values reach that are to stop linking. */
export interface ImportReach {
  /** Values that occur in alerts. */
  known: number;
  /** Values that several subjects carry: only those link anybody now. */
  shared: number;
  /** The most common ones. */
  widest: WideValue[];
}

const SHOWN = 10;
const MATCHED = columnsAs('q', 'place int, type text, value text');
const COUNTS = `
  select count(*)::int as known, (count(*) filter (where v.degree > 1))::int as shared
  from ${MATCHED} join indicator v on v.type = q.type and v.value = q.value`;
const WIDEST = `
  select q.place from ${MATCHED} join indicator v on v.type = q.type and v.value = q.value
  where v.degree > 1 order by v.degree desc, q.place limit ${SHOWN}`;
const LISTED = `
  select q.place from ${MATCHED} join hub_entry h on h.indicator_type = q.type and h.indicator_value = q.value and h.revoked_at is null`;

/** Those that are not on the list yet. */
export async function notListed(read: Read, lines: readonly HubLine[]): Promise<HubLine[]> {
  if (lines.length === 0) return [];
  const rows = await read<{ place: number }>(LISTED, [
    ints(lines.map((_, place) => place)),
    texts(lines.map(({ type }) => type)),
    texts(lines.map(({ value }) => value)),
  ]);
  const listed = new Set(rows.map(({ place }) => place));
  return lines.filter((_, place) => !listed.has(place));
}

export async function reachOfValues(read: Read, values: readonly Value[]): Promise<ImportReach> {
  const matches = values.map(({ type, value }) => matchValue(type, value) ?? value);
  const parameters = [ints(values.map((_, place) => place)), texts(values.map(({ type }) => type)), texts(matches)];
  const [counts] = await read<{ known: number; shared: number }>(COUNTS, parameters);
  const places = await read<{ place: number }>(WIDEST, parameters);
  const widest: WideValue[] = [];
  for (const { place } of places) {
    const { type, value, kind } = values[place] as Value;
    const reach = await reachOfValue((sql, of) => read<HubReach>(sql, of), type, matches[place] as string);
    widest.push({ type, value, kind, ...reach });
  }
  return { known: counts?.known ?? 0, shared: counts?.shared ?? 0, widest };
}

const VALUES = `
  select indicator_type as type, indicator_value as value, kind from hub_import_value
  where import_id = $1 and place >= $2 order by place limit $3`;

/** What an import holds, for whoever has to answer it. */
@Injectable()
export class HubImportQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** @param from place of the first one, from 0 */
  values(id: string, from: number, first: number): Promise<Value[]> {
    return this.uow.read<Value>(VALUES, [id, Math.max(0, from), Math.max(1, Math.min(first, 500))]);
  }

  /** As it stands now. @returns null when there is no such import */
  async reach(id: string): Promise<ImportReach | null> {
    const values = await this.uow.read<Value>(VALUES, [id, 0, MOST_VALUES]);
    return values.length === 0 ? null : reachOfValues((sql, of) => this.uow.read(sql, of), values);
  }
}

export const MOST_VALUES = 10_000;
