import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../access/permit.js';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';

export const CONFIDENCES = ['low', 'moderate', 'high'] as const;

/** Who is said to run a campaign. */
export interface Attribution {
  operator: string;
  confidence: (typeof CONFIDENCES)[number];
  /** Where it is known from: a report, a register, a colleague's analysis. */
  source: string;
}

const LONGEST = { operator: 200, source: 1000, reason: 2000 } as const;

/** People say who runs a campaign; each word is a version of its own, and none is overwritten. */
@Injectable()
export class AttributeCampaign {
  constructor(private readonly uow: UnitOfWork) {}

  /** @param said null withdraws what was said; `version` is the last one that the person saw, 0 for none */
  async state(
    context: CommandContext,
    input: { campaignId: string; version: number; said: Attribution | null; reason: string },
  ): Promise<{ ok: true; version: number } | Refusal | FieldRefusal> {
    const { campaignId, said, reason } = input;
    const refusal = refuseUnless(context.actor, 'grouping.attribute') ?? problemIn(said, reason);
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      const [campaign] = await tx.query<{ mergedInto: string | null }>(
        'select merged_into as "mergedInto" from campaign where id = $1 for update',
        [campaignId],
      );
      if (!campaign) return refuseField('campaignId', 'There is no such campaign.');
      if (campaign.mergedInto)
        return refuse('NOT_NOW', 'This campaign became part of another one. Attribute that one.');
      const [now] = await tx.query<{ last: number; operator: string | null }>(
        `select version as last, operator from campaign_attribution where campaign_id = $1 order by version desc limit 1`,
        [campaignId],
      );
      const last = now?.last ?? 0;
      if (last !== input.version)
        return refuse('STALE', 'Somebody else said something about it meanwhile. Look again, then decide.', ['reload']);
      if (!said && !now?.operator) return refuse('NOT_NOW', 'Nothing is claimed that could be withdrawn.');
      const version = last + 1;
      await tx.query(
        `insert into campaign_attribution (id, campaign_id, version, operator, confidence, source, reason, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          newId(context.now),
          campaignId,
          version,
          said?.operator.trim() ?? null,
          said?.confidence ?? null,
          said?.source.trim() ?? null,
          reason,
          context.actor.id,
          context.now,
        ],
      );
      await tx.query('update campaign set attribution = $2 where id = $1', [campaignId, said && JSON.stringify(said)]);
      tx.record({
        stage: 'grouping',
        kind: said ? 'campaign.attribute' : 'campaign.unattribute',
        entityKind: 'campaign',
        entityId: campaignId,
        body: { why: reason, after: said, facts: { version } },
      });
      return { ok: true as const, version };
    });
  }
}

function problemIn(said: Attribution | null, reason: string): FieldRefusal | null {
  if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
  if (reason.length > LONGEST.reason) return refuseField('reason', `At most ${LONGEST.reason} characters.`);
  if (!said) return null;
  if (said.operator.trim() === '') return refuseField('operator', 'Say who is thought to run it.');
  if (said.source.trim() === '') return refuseField('source', 'Say where this is known from.');
  if (!CONFIDENCES.includes(said.confidence)) return refuseField('confidence', 'Choose how sure this is.', CONFIDENCES);
  for (const name of ['operator', 'source'] as const) {
    if (said[name].length > LONGEST[name]) return refuseField(name, `At most ${LONGEST[name]} characters.`);
  }
  return null;
}
