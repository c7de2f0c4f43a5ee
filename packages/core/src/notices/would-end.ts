import type { Route, WouldEnd } from '@portcullis/domain';

/** What a customer can show, by the way in which the rules were evaded. */
const PROOFS: Readonly<Record<Route, readonly WouldEnd[]>> = {
  transfer_station: ['gateway_proof', 'location_proof'],
  cloud_marketplace: ['reseller_contract'],
  cloud_sub_routing: ['reseller_contract'],
  reseller_unscreened: ['reseller_contract'],
  overseas_subsidiary: ['ownership_proof', 'location_proof'],
  shell_company: ['ownership_proof'],
  intranet_tunnel: ['location_proof'],
  vpn_proxy: ['location_proof'],
  payment_cover: ['ownership_proof'],
  personal_subscription: ['location_proof'],
  distillation: ['gateway_proof'],
  signup_farming: ['ownership_proof'],
  stolen_credential: ['key_rotation'],
  exception_abuse: ['location_proof'],
  unknown: [],
};

/** What would end an action, in the order in which the notice says it. */
export function wouldEnd(route: Route, until: Date | null): readonly WouldEnd[] {
  return [...(until ? (['date'] as const) : []), ...PROOFS[route], 'stop', 'appeal'];
}
