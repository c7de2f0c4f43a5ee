import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { databaseRoles, type RolePasswords } from '@portcullis/core/db/roles';
import { writeJson } from './data-directory.js';

/** Made once for a data directory and kept in it, readable by its owner only. */
export interface Secrets {
  superuser: string;
  roles: RolePasswords;
  /** Signs customers' links and sessions. */
  link: string;
  /** `whsec_…`, shared with the demo control plane. */
  webhook: string;
  keys: { detector: string; directory: string; export: string; controlPlane: string };
  /** One password per sign-in. */
  staff: Record<string, string>;
}

/** Reads the secrets, and makes the ones that an older version did not know. */
export function ensureSecrets(file: string, staff: readonly string[]): Secrets {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = {
    superuser: known.superuser ?? secret(),
    roles: Object.fromEntries(databaseRoles.map((role) => [role, known.roles?.[role] ?? secret()])) as RolePasswords,
    link: known.link ?? secret(32),
    webhook: known.webhook ?? `whsec_${randomBytes(32).toString('base64')}`,
    keys: {
      detector: known.keys?.detector ?? apiKey('det'),
      directory: known.keys?.directory ?? apiKey('dir'),
      export: known.keys?.export ?? apiKey('exp'),
      controlPlane: known.keys?.controlPlane ?? apiKey('ctl'),
    },
    staff: Object.fromEntries(staff.map((email) => [email, known.staff?.[email] ?? typeable()])),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) writeJson(file, secrets);
  return secrets;
}

const secret = (bytes = 24): string => randomBytes(bytes).toString('base64url');
const apiKey = (kind: string): string => `pk_${kind}_${secret()}`;

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups that a person can type from a terminal: no 0, O, 1, l or i. Some 79 bits. */
function typeable(): string {
  const group = () => [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('');
  return [group(), group(), group(), group()].join('-');
}
