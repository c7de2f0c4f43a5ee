import { type Refusal, refuse } from '../machine/refusal.js';

/** A case is held on a lease that the open page renews; when the reviewer leaves, it returns by itself. */
export interface Lease {
  readonly heldBy: string | null;
  readonly leaseUntil: Date | null;
}

export interface LeasePolicy {
  readonly minutes: number;
  /** Cases that one person may hold at once. */
  readonly workInProgress: number;
}
export const DEFAULT_LEASE_POLICY: LeasePolicy = { minutes: 10, workInProgress: 5 };

export function leaseEnd(now: Date, policy: LeasePolicy = DEFAULT_LEASE_POLICY): Date {
  return new Date(now.getTime() + policy.minutes * 60_000);
}

/** A heartbeat. A lease that has lapsed is not renewed: somebody else may have looked already, so claim again. */
export function renewLease(
  lease: Lease,
  staffId: string,
  now: Date,
  policy: LeasePolicy = DEFAULT_LEASE_POLICY,
): { readonly ok: true; readonly next: Lease } | Refusal<'LEASE_LAPSED' | 'HELD_BY_ANOTHER'> {
  const live = lease.heldBy !== null && lease.leaseUntil !== null && lease.leaseUntil > now;
  if (!live) return refuse('LEASE_LAPSED', 'Your hold on this case has lapsed. Claim it again.', ['casework.claim']);
  if (lease.heldBy !== staffId) return refuse('HELD_BY_ANOTHER', 'Somebody else holds this case now.', ['claim_next']);
  return { ok: true, next: { heldBy: staffId, leaseUntil: leaseEnd(now, policy) } };
}
