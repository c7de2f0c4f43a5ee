import { Injectable } from '@nestjs/common';
import { DETECTOR_STATES, FAMILIES, type Refusal, ROUTES, refuse, SIGNAL_USES } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../access/permit.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';

export interface DetectorInput {
  id: string;
  name: string;
  family: string;
  sources: readonly string[];
  state: string;
  /** Empty: any route. */
  permittedRoutes: readonly string[];
  highestSeverity: number;
  lawfulUse: string;
  /** Why the entry is as it is now; kept in history. */
  reason: string;
}

interface DetectorRow {
  name: string;
  family: string | null;
  sources: string[];
  state: string;
  permittedRoutes: string[];
  highestSeverity: number;
  lawfulUse: string;
}

const DETECTOR_ID = /^[\w.:-]{1,128}$/;
const SOURCE = /^[\w.:/ -]{1,64}$/;
const MOST_SOURCES = 10;

/** Enters a detector or changes what counts about it: family, sources, state, routes, severity and lawful use. */
@Injectable()
export class SaveDetector {
  constructor(private readonly uow: UnitOfWork) {}

  async save(
    context: CommandContext,
    input: DetectorInput,
  ): Promise<{ ok: true; id: string } | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'detectors.manage') ?? problemIn(input);
    if (refusal) return refusal;
    const after: DetectorRow = {
      name: input.name.trim(),
      family: input.family,
      sources: [...new Set(input.sources.map((source) => source.trim()))],
      state: input.state,
      permittedRoutes: [...new Set(input.permittedRoutes)],
      highestSeverity: input.highestSeverity,
      lawfulUse: input.lawfulUse,
    };
    return this.uow.run(context, async (tx) => {
      const before = await lock(tx, input.id);
      if (before && JSON.stringify(before) === JSON.stringify(after)) return { ok: true as const, id: input.id };
      await write(tx, input.id, after);
      tx.record({
        stage: 'intake',
        kind: 'detector.save',
        entityKind: 'detector',
        entityId: input.id,
        body: {
          why: input.reason.trim(),
          before,
          after,
          facts: { state: after.state, stateBefore: before?.state ?? null },
        },
      });
      return { ok: true as const, id: input.id };
    });
  }
}

const lock = async (tx: Tx, id: string): Promise<DetectorRow | undefined> =>
  (
    await tx.query<DetectorRow>(
      `select name, family, sources, state, permitted_routes as "permittedRoutes", highest_severity as "highestSeverity", lawful_use as "lawfulUse"
       from detector where id = $1 for update`,
      [id],
    )
  )[0];

/** A person has looked at it: from now on it counts as registered by one. */
async function write(tx: Tx, id: string, row: DetectorRow): Promise<void> {
  await tx.query(
    `insert into detector as d (id, name, family, sources, state, permitted_routes, highest_severity, lawful_use, registered_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'person', $9)
     on conflict (id) do update set name = excluded.name, family = excluded.family, sources = excluded.sources, state = excluded.state,
       permitted_routes = excluded.permitted_routes, highest_severity = excluded.highest_severity, lawful_use = excluded.lawful_use,
       registered_by = 'person', version = d.version + 1`,
    [
      id,
      row.name,
      row.family,
      row.sources,
      row.state,
      row.permittedRoutes,
      row.highestSeverity,
      row.lawfulUse,
      tx.context.now,
    ],
  );
}

function problemIn(input: DetectorInput): FieldRefusal | Refusal | null {
  if (!DETECTOR_ID.test(input.id)) {
    return refuseField('id', 'A detector id has 1 to 128 letters, digits, dots, colons, dashes.');
  }
  const name = input.name.trim();
  if (name.length < 1 || name.length > 200) return refuseField('name', 'The name has 1 to 200 characters.');
  const word = (field: 'family' | 'state' | 'lawfulUse', words: readonly string[]) =>
    words.includes(input[field]) ? null : refuseField(field, `One of: ${words.join(', ')}.`, words);
  const wrong = word('family', FAMILIES) ?? word('state', DETECTOR_STATES) ?? word('lawfulUse', SIGNAL_USES);
  if (wrong) return wrong;
  const sources = input.sources.map((source) => source.trim());
  if (sources.length < 1 || sources.length > MOST_SOURCES || sources.some((source) => !SOURCE.test(source))) {
    return refuseField('sources', `Name 1 to ${MOST_SOURCES} original sources, each in at most 64 plain characters.`);
  }
  if (input.permittedRoutes.some((route) => !(ROUTES as readonly string[]).includes(route))) {
    return refuseField('permittedRoutes', 'There is no such route.', ROUTES);
  }
  if (!Number.isInteger(input.highestSeverity) || input.highestSeverity < 0 || input.highestSeverity > 6) {
    return refuseField('highestSeverity', 'A severity is 0 to 6.');
  }
  if (!input.reason.trim()) return refuse('REASON_REQUIRED', 'Say why this is changed.', ['save_detector']);
  if (input.reason.length > 2000) return refuseField('reason', 'The reason has at most 2,000 characters.');
  return null;
}
