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

export interface NewPortalLink {
  id: string;
  customerId: string;
  noticeId: string;
  tokenHash: Buffer;
}

/** One link for each letter, to the matter that the letter belongs to: the letter itself unless it says otherwise. */
export function newPortalLinks(
  letters: readonly { id: string; customerId: string; linkTo?: string }[],
  secret: string,
): NewPortalLink[] {
  return letters.map(({ id: noticeId, customerId, linkTo }) => {
    const id = newId();
    return { id, customerId, noticeId: linkTo ?? noticeId, tokenHash: secretHash(portalToken(secret, id)) };
  });
}

export async function insertPortalLinks(tx: Tx, links: readonly NewPortalLink[]): Promise<void> {
  const { now } = tx.context;
  const expiresAt = new Date(now);
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + LINK_MONTHS);
  await tx.prepared(
    'insert-portal-links',
    `insert into portal_link (id, token_hash, customer_id, notice_id, created_at, expires_at)
     select r.id, r.token_hash, r.customer_id, r.notice_id, $5, $6
     from unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::uuid[]) as r(id, token_hash, customer_id, notice_id)`,
    [
      links.map(({ id }) => id),
      links.map(({ tokenHash }) => tokenHash),
      links.map(({ customerId }) => customerId),
      links.map(({ noticeId }) => noticeId),
      now,
      expiresAt,
    ],
  );
}
