import { type ArrayParameter, booleans, hexBytes, ints, texts, uuids } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';
import { type Entry, piecesOf } from './batch.js';

// A finding is looked for once, however many of a batch repeat it. Told are only the rows of which there is something to
// tell: the identity was there, or its finding was.
const INSERT = `
  with f as materialized (
    select k.n, coalesce(
      (select o.alert_id from alert_occurrence o where o.fold_key = k.finding_key),
      (select o.alert_id from alert_occurrence o where o.fold_key = k.fold_key)) as stands
    from ${columnsAs('k', 'fold_key bytea, finding_key bytea, n int', 8)}
  ), n as materialized (
    select u.*, coalesce(f.stands, u.target) as stands
    from ${columnsAs('u', 'detector_id text, external_id text, content_hash bytea, id uuid, target uuid, finding int, n int')}
      join f on f.n = u.finding
  ), i as (
    insert into alert_identity (detector_id, external_id, content_hash, alert_id, folded)
    select detector_id, external_id, content_hash, stands, stands <> id from n order by n
    on conflict do nothing returning detector_id, external_id
  )
  select n.n as at, i.detector_id is not null as made, n.stands
  from n left join i using (detector_id, external_id)
  where i.detector_id is null or n.stands <> n.target`;

const COMPARE = `
  select u.n as at, u.id, (
    select i.content_hash = u.content_hash from alert_identity i
    where i.detector_id = u.detector_id and i.external_id = u.external_id) as same, (
    select i.alert_id from alert_identity i
    where i.detector_id = u.detector_id and i.external_id = u.external_id) as stands
  from ${columnsAs('u', 'detector_id text, external_id text, content_hash bytea, id uuid, n int')}`;

const CORRECT = `
  update alert_identity i set alert_id = u.stands, folded = u.folded
  from ${columnsAs('u', 'detector_id text, external_id text, stands uuid, folded boolean')}
  where i.detector_id = u.detector_id and i.external_id = u.external_id`;

const places = (rows: readonly unknown[]): ArrayParameter => ints(rows.map((_, place) => place));

const identityColumns = (entries: readonly Entry[]): [ArrayParameter, ArrayParameter, ArrayParameter] => [
  texts(entries.map(({ admission }) => admission.detector)),
  texts(entries.map(({ alert }) => alert.externalId)),
  hexBytes(entries.map(({ alert }) => alert.contentHash)),
];

/**
 * Takes the identities of alerts, in order. Sets `made`, and `target` where the finding is known already; what another
 * transaction is just taking is waited for.
 */
export async function takeIdentities(tx: Tx, entries: readonly Entry[]): Promise<void> {
  for (const piece of piecesOf(entries)) {
    const findings = new Findings();
    const rows = await tx.prepared<{ at: number; made: boolean; stands: string }>('intake-take-identities', INSERT, [
      ...identityColumns(piece),
      uuids(piece.map(({ id }) => id)),
      uuids(piece.map(({ target }) => target)),
      ints(piece.map(({ admission }) => findings.numberOf(admission))),
      places(piece),
      hexBytes(findings.foldKeys),
      hexBytes(findings.findingKeys),
      places(findings.foldKeys),
    ]);
    for (const entry of piece) entry.made = true;
    for (const { at, made, stands } of rows) {
      const entry = piece[at] as Entry;
      entry.made = made;
      entry.target = stands;
    }
  }
}

/** The findings of a batch, each once. */
class Findings {
  readonly foldKeys: string[] = [];
  readonly findingKeys: (string | null)[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf({ foldKey, findingKey }: Entry['admission']): number {
    const key = findingKey === null ? foldKey : `${findingKey}/${foldKey}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.foldKeys.length;
      this.foldKeys.push(foldKey);
      this.findingKeys.push(findingKey);
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** Whether what stands under the identity of each entry has the same content, and which row stands for it. */
export async function compareContents(
  tx: Tx,
  entries: readonly Entry[],
): Promise<{ entry: Entry; same: boolean; alertId: string }[]> {
  const compared: { entry: Entry; same: boolean; alertId: string }[] = [];
  for (const piece of piecesOf(entries)) {
    const rows = await tx.prepared<{ at: number; same: boolean; stands: string }>('intake-compare', COMPARE, [
      ...identityColumns(piece),
      uuids(piece.map(({ id }) => id)),
      places(piece),
    ]);
    for (const { at, same, stands } of rows) compared.push({ entry: piece[at] as Entry, same, alertId: stands });
  }
  return compared;
}

// Few of a batch, each looked up by its key: brought together by hashing, all identities there are would be read for them.
const ONE_BY_ONE = `select set_config('enable_nestloop', 'on', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
const BY_HASHING = `select set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)`;

/** Where an identity was taken with a guess at its finding that turned out otherwise. */
export async function correctIdentities(tx: Tx, entries: readonly Entry[]): Promise<void> {
  tx.post('intake-one-by-one', ONE_BY_ONE);
  for (const piece of piecesOf(entries)) {
    const [detectors, ids] = identityColumns(piece);
    await tx.prepared('intake-correct-identities', CORRECT, [
      detectors,
      ids,
      uuids(piece.map(({ target }) => target)),
      booleans(piece.map(({ target, id }) => target !== id)),
    ]);
  }
  tx.post('intake-by-hashing', BY_HASHING);
}
