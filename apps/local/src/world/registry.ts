import { newId } from '@portcullis/core/db/ids';
import type { CommandContext, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import type { HubKind } from '@portcullis/domain';
import type { DetectorEntry, KnownHub } from '@portcullis/simulator';

/** Enters the detectors of a world, so that what they may say is known before they say anything. */
export async function registerDetectors(
  uow: UnitOfWork,
  context: CommandContext,
  detectors: readonly DetectorEntry[],
): Promise<void> {
  await uow.run(context, async (tx) => {
    for (const entry of detectors) {
      const made = await tx.execute(
        `insert into detector (id, name, family, sources, state, permitted_routes, highest_severity, lawful_use, goes_wrong_on, precision_floor, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
        [
          entry.id,
          entry.title,
          entry.family,
          entry.sources,
          entry.state,
          entry.routes,
          entry.highestSeverity,
          entry.lawfulUse,
          entry.goesWrongOn.join(', '),
          0.6,
          context.now,
        ],
      );
      if (made === 0) continue;
      await tx.execute(
        'insert into detector_version (detector_id, version, state, first_seen_at) values ($1, $2, $3, $4) on conflict do nothing',
        [entry.id, entry.version, entry.state, context.now],
      );
      tx.record({
        stage: 'intake',
        kind: 'detector.register',
        entityKind: 'detector',
        entityId: entry.id,
        body: {
          why: 'the detectors of the demo world',
          after: { family: entry.family, sources: entry.sources, lawfulUse: entry.lawfulUse, state: entry.state },
        },
      });
    }
  });
}

/** By why it is known; what is for no word of the list is `other`. */
const KINDS: readonly (readonly [RegExp, HubKind])[] = [
  [/VPN/, 'vpn'],
  [/gateway/, 'gateway'],
  [/cloud|public network|machine image/, 'hosting'],
  [/agency/, 'agency'],
  [/university/, 'university'],
  [/client/, 'client'],
  [/formation agent|co-working/, 'address'],
];
const kindOf = ({ reason }: KnownHub): HubKind => KINDS.find(([words]) => words.test(reason))?.[1] ?? 'other';

/** Enters what is known to be shared by strangers, before the first alert is grouped. */
export async function listHubs(uow: UnitOfWork, context: CommandContext, hubs: readonly KnownHub[]): Promise<void> {
  if (hubs.length === 0) return;
  await uow.run(context, async (tx) => {
    const made = await tx.execute(
      `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source, added_at)
       select id, type, value, kind, reason, source, $7
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as h(id, type, value, kind, reason, source)
       on conflict do nothing`,
      [
        hubs.map(() => newId(context.now)),
        hubs.map(({ type }) => type),
        hubs.map(({ value }) => value),
        hubs.map(kindOf),
        hubs.map(({ reason }) => reason),
        hubs.map(({ provenance }) => provenance),
        context.now,
      ],
    );
    tx.record({
      stage: 'grouping',
      kind: 'hub.list',
      entityKind: 'hub_list',
      entityId: 'demo',
      body: { why: 'shared values that the demo world starts with', facts: { entries: made } },
    });
  });
}
