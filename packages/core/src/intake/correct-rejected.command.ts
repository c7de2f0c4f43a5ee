import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../access/permit.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { AcceptAlerts } from './accept.command.js';
import { type AcceptedAlert, type IntakeSource, incomingAlert } from './incoming.js';

export type CorrectRejectedResult =
  | { ok: true; alertId: string }
  | Refusal<'NOT_FOUND' | 'ALREADY_DONE'>
  | Refusal
  | FieldRefusal;

interface KeptRow {
  id: string;
  api_key_id: string | null;
  detector_id: string | null;
  replayed_at: Date | null;
  detectors: string[] | null;
  default_detector: string | null;
}

/** Puts a rejected alert right and takes it in as if its sender had sent it so. */
@Injectable()
export class CorrectRejected {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly alerts: AcceptAlerts,
  ) {}

  /** @param body the corrected alert as JSON, in any of the forms that intake takes */
  async correct(context: CommandContext, id: string, body: string): Promise<CorrectRejectedResult> {
    const refusal = refuseUnless(context.actor, 'intake.rejected.correct');
    if (refusal) return refusal;
    const document = documentOf(body);
    if (document === undefined) return refuseField('body', 'This is not JSON.');
    const source = await this.sourceOf(id);
    if (!source) return refuse('NOT_FOUND', 'There is no such rejected alert.');
    const incoming = [incomingAlert(document, source, context.now.getTime())];
    const registry = await this.alerts.prepare(context, source, incoming);
    return this.uow.run(context, async (tx): Promise<CorrectRejectedResult> => {
      const [row] = await tx.query<KeptRow>('select id, replayed_at from alert_rejected where id = $1 for update', [
        id,
      ]);
      if (!row || row.replayed_at !== null) return refuse('ALREADY_DONE', 'Somebody has put this alert right already.');
      const [answer] = await this.alerts.acceptIn(tx, source, incoming, registry, false);
      if (!answer?.alertId) return refuseField('body', reasonOf(answer));
      await noteReplay(tx, id, answer, body);
      return { ok: true, alertId: answer.alertId };
    });
  }

  /** Its sender's key decides which detector it may be of; where none is known, the person vouches for it. */
  private async sourceOf(id: string): Promise<IntakeSource | null> {
    const [row] = await this.uow.read<KeptRow>(
      `select r.id, r.api_key_id, r.detector_id, r.replayed_at, k.detectors, k.default_detector
       from alert_rejected r left join api_key k on k.id = r.api_key_id where r.id = $1`,
      [id],
    );
    if (!row) return null;
    return {
      keyId: row.api_key_id,
      detectors: row.detectors ?? ['*'],
      defaultDetector: row.default_detector ?? row.detector_id,
    };
  }
}

async function noteReplay(tx: Tx, id: string, { alertId, id: externalId, status }: AcceptedAlert, body: string) {
  await tx.query('update alert_rejected set replayed_at = $2, replayed_as = $3 where id = $1', [
    id,
    tx.context.now,
    alertId,
  ]);
  tx.record({
    stage: 'intake',
    kind: 'rejected.correct',
    entityKind: 'alert_rejected',
    entityId: id,
    body: { after: { alertId, externalId, status, body: body.slice(0, 16_384) } },
  });
}

function documentOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}

function reasonOf(answer: AcceptedAlert | undefined): string {
  const { title = 'The alert is not valid', detail, errors } = answer?.problem ?? {};
  const reasons = errors?.slice(0, 5).map(({ pointer, detail: what }) => `${pointer} ${what}`.trim()) ?? [];
  return `${[title, ...reasons, ...(detail ? [detail] : [])].join('. ')}.`.replace(/\.\.$/, '.');
}
