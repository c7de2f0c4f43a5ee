import { z } from 'zod';
import { said } from '../forms/form.js';
import { APPEAL_EVIDENCE_KINDS, APPEAL_GROUNDS, APPEAL_STANDINGS } from './evidence.js';

/** What stands after `#` in a mailed link. Anything else is an unknown link, so it is not looked at more closely. */
export const portalTokenForm = z.object({ token: z.string().trim().min(1).max(200) }).meta({ id: 'PortalToken' });

export const MOST_STATEMENT_CHARACTERS = 20_000;
const longText = said(MOST_STATEMENT_CHARACTERS);
const why = said(4000);

/** `POST /appeals`: against everything that the notice told. */
export const portalAppealForm = z
  .object({
    statement: longText,
    grounds: z
      .array(z.enum(APPEAL_GROUNDS))
      .max(APPEAL_GROUNDS.length)
      .transform((grounds) => [...new Set(grounds)])
      .default([]),
    contactName: said(200),
    standing: z.enum(APPEAL_STANDINGS),
    /** Why work can't wait: asks for temporary access during the review. */
    relief: why.nullish(),
  })
  .meta({ id: 'PortalAppeal' });

/** `POST /appeals/:id/messages`; where a question is open, it is the answer. */
export const portalMessageForm = z.object({ text: longText }).meta({ id: 'PortalMessage' });
/** `POST /appeals/:id/withdrawal` */
export const portalWithdrawalForm = z
  .object({ reason: z.string().trim().max(2000, 'At most 2,000 characters.').default('') })
  .meta({ id: 'PortalWithdrawal' });
/** `POST /appeals/:id/relief` */
export const portalReliefForm = z.object({ reason: why }).meta({ id: 'PortalRelief' });
/** `POST /appeals/:id/cure` */
export const portalCureForm = z.object({ statement: longText }).meta({ id: 'PortalCure' });
/** The text fields beside the one file of `POST /appeals/:id/files`. */
export const portalFileFields = z.object({ purpose: z.enum(APPEAL_EVIDENCE_KINDS).default('other') });

export type PortalAppealForm = z.output<typeof portalAppealForm>;
