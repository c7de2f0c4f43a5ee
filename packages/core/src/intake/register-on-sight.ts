import type { CommandContext, UnitOfWork } from '../db/unit-of-work.js';

/** A detector or a version of one that nobody entered. `version` is null for an alert that names none. */
export interface Sighted {
  detector: string;
  version: string | null;
  /** What it says of itself; only the humbler word is believed. */
  claimedState: string | null;
}

/**
 * Enters what was never seen before. Until a person says more of it, a detector has no family and no source, and its
 * signal serves triage only: nothing can rest on it.
 */
export async function registerOnSight(
  uow: UnitOfWork,
  context: CommandContext,
  sighted: readonly Sighted[],
): Promise<void> {
  const detectors = [...new Set(sighted.map(({ detector }) => detector))].sort();
  const versions = new Map<string, { detector: string; version: string; state: string }>();
  for (const { detector, version, claimedState } of sighted) {
    const key = JSON.stringify([detector, version]);
    if (version === null || versions.has(key)) continue;
    versions.set(key, { detector, version, state: claimedState === 'shadow' ? 'shadow' : 'active' });
  }
  const sorted = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await uow.run(context, async (tx) => {
    const made = await tx.query<{ id: string }>(
      `insert into detector (id, name, lawful_use, registered_by, created_at)
       select id, id, 'triage', 'sight', $2 from unnest($1::text[]) as n(id) on conflict (id) do nothing returning id`,
      [detectors, context.now],
    );
    const seen = await tx.query<{ detector_id: string; version: string }>(
      `insert into detector_version (detector_id, version, state, first_seen_at)
       select detector, version, state, $4 from unnest($1::text[], $2::text[], $3::text[]) as n(detector, version, state)
       where exists (select 1 from detector d where d.id = n.detector)
       on conflict do nothing returning detector_id, version`,
      [
        sorted.map(({ detector }) => detector),
        sorted.map(({ version }) => version),
        sorted.map(({ state }) => state),
        context.now,
      ],
    );
    for (const { id } of made) {
      tx.record({
        stage: 'intake',
        kind: 'detector.register',
        entityKind: 'detector',
        entityId: id,
        automatic: true,
        body: { why: 'It sent an alert with a key that may register detectors on sight.' },
      });
    }
    for (const { detector_id, version } of seen) {
      tx.record({
        stage: 'intake',
        kind: 'detector_version.see',
        entityKind: 'detector',
        entityId: detector_id,
        automatic: true,
        body: { after: { version } },
      });
    }
  });
}
