import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { openSession, readMatter } from '../door/door.js';
import type { Trouble } from '../door/trouble.js';

/** What the page shows. */
export type Phase =
  | { readonly at: 'opening' }
  | { readonly at: 'matter'; readonly matter: PortalMatter }
  /** No link and no session. */
  | { readonly at: 'none' }
  | { readonly at: 'unknown' }
  | { readonly at: 'expired' }
  | { readonly at: 'trouble'; readonly trouble: Trouble }
  | { readonly at: 'left' };

/** Opens the matter by a link's token, or by the session that is there. */
export async function openMatter(token: string | null): Promise<Phase> {
  if (token !== null) {
    const opened = await openSession(token);
    if (!opened.ok) return phaseOf(opened.trouble, true);
  }
  const matter = await readMatter();
  return matter.ok ? { at: 'matter', matter: matter.value } : phaseOf(matter.trouble, false);
}

function phaseOf(trouble: Trouble, byLink: boolean): Phase {
  switch (trouble.kind) {
    case 'unknown':
    case 'invalid':
      return byLink ? { at: 'unknown' } : { at: 'none' };
    case 'expired':
      return { at: 'expired' };
    case 'signed_out':
      return byLink ? { at: 'unknown' } : { at: 'none' };
    default:
      return { at: 'trouble', trouble };
  }
}
