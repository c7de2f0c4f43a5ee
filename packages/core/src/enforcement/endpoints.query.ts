import type { CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import type { WebhookTarget } from './webhook-sender.js';

export interface Endpoint extends WebhookTarget {
  id: string;
  format: 'standard_webhook' | 'cloudevent';
}

const ACTIVE = `
  select e.id, e.kind, e.detector_id as "detectorId", e.url, e.secrets, e.format from webhook_endpoint e
  where e.active order by e.created_at, e.id`;

/**
 * Where each endpoint's messages go now: `control_plane`, `provisioning` and `detector:<id>`. The newest active row
 * counts; a detector without one of its own has that of all detectors, if there is one.
 */
export async function activeEndpoints(uow: UnitOfWork): Promise<Map<string, Endpoint>> {
  const rows = await uow.read<EndpointRow>(ACTIVE);
  const byName = new Map<string, Endpoint>();
  const toEndpoint = ({ id, url, secrets, format }: EndpointRow): Endpoint => ({
    id,
    url,
    secrets: secretsOf(secrets),
    format,
  });
  const general = rows.filter(({ kind, detectorId }) => kind === 'detector' && detectorId === null).at(-1);
  if (general) {
    const detectors = await uow.read<{ id: string }>('select id from detector');
    for (const { id } of detectors) byName.set(`detector:${id}`, toEndpoint(general));
  }
  for (const row of rows) {
    if (row.kind !== 'detector') byName.set(row.kind, toEndpoint(row));
    else if (row.detectorId !== null) byName.set(`detector:${row.detectorId}`, toEndpoint(row));
  }
  return byName;
}

interface EndpointRow {
  id: string;
  kind: string;
  detectorId: string | null;
  url: string;
  secrets: unknown;
  format: Endpoint['format'];
}

/** A list of secrets, or an object whose values they are (`{"current": …, "previous": …}`). */
function secretsOf(secrets: unknown): string[] {
  const values = Array.isArray(secrets) ? secrets : Object.values((secrets ?? {}) as Record<string, unknown>);
  return values.filter((value): value is string => typeof value === 'string');
}

/** Switches an endpoint off because its receiver said so. Its messages wait until it, or another, is switched on. */
export async function disableEndpoint(
  uow: UnitOfWork,
  context: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  await uow.run(context, async (tx) => {
    const rows = await tx.query<{ kind: string; detectorId: string | null }>(
      `update webhook_endpoint set active = false, disabled_reason = $2 where id = $1 and active
       returning kind, detector_id as "detectorId"`,
      [id, reason],
    );
    for (const { kind, detectorId } of rows) {
      tx.record({
        stage: 'enforcement',
        kind: 'endpoint.disabled',
        entityKind: 'webhook_endpoint',
        entityId: id,
        automatic: true,
        body: { why: reason, facts: { kind, detectorId } },
      });
    }
  });
}
