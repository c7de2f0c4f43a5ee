import { createHmac } from 'node:crypto';
import { secretHash } from '../access/secret.js';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';

/** Stands in stored letters where the link's token goes, so that no text in the database opens anything. */
export const LINK_PLACEHOLDER = '{portal-link}';

/** A link lives longer than the time to appeal, so that an appeal filed on the last day can be followed to its end. */
const LINK_MONTHS = 13;

/**
 * The token of a link: 256 bits that nobody can guess and nobody needs to store, since whoever knows the secret can
 * derive them from the link's id. The database has its hash only.
 */
export function portalToken(secret: string, linkId: string): string {
  return createHmac('sha256', secret).update(`portal-link/v1/${linkId}`).digest('base64url');
}

/**
 * The address that a customer opens. The token is in the fragment, which is sent to no server, so that it is in no log
 * and no referrer; the page exchanges it for a session.
 */
export function portalLinkUrl(portalOrigin: string, token: string): string {
  return `${portalOrigin}/open#${token}`;
}

/** Makes a link to a matter. @returns its id, from which the token is derived when it is sent */
export async function createPortalLink(
  tx: Tx,
  link: { customerId: string; noticeId: string },
  secret: string,
): Promise<string> {
  const { now } = tx.context;
  const id = newId();
  const expiresAt = new Date(now);
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + LINK_MONTHS);
  await tx.prepared(
    'insert-portal-link',
    `insert into portal_link (id, token_hash, customer_id, notice_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, secretHash(portalToken(secret, id)), link.customerId, link.noticeId, now, expiresAt],
  );
  return id;
}
