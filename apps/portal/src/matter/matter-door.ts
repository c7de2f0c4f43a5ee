import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { createContext, useContext } from 'react';

/** What every part of the matter's page needs. */
export interface MatterDoor {
  readonly matter: PortalMatter;
  /** Reads the matter again. @returns false when that was not possible; what is shown stays */
  reload(): Promise<boolean>;
  /** Says that the session has ended; everything on the page stays. */
  signedOut(): void;
  /** Told to screen readers. */
  announce(text: string): void;
}

const Context = createContext<MatterDoor | null>(null);
export const MatterDoorProvider = Context.Provider;

export function useMatterDoor(): MatterDoor {
  const door = useContext(Context);
  if (!door) throw new Error('outside of a matter');
  return door;
}
