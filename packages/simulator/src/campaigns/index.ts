import type { Group } from '../group.js';
import type { RouteCode } from '../wire.js';
import type { Ground } from '../world/ground.js';
import type { CampaignWish } from './campaign.js';
import { cloudSubRouting } from './cloud-sub-routing.js';
import { distillation } from './distillation.js';
import { exceptionAbuse } from './exception-abuse.js';
import { intranetTunnel } from './intranet-tunnel.js';
import { overseasSubsidiary } from './overseas-subsidiary.js';
import { paymentCover } from './payment-cover.js';
import { personalSubscriptions } from './personal-subscription.js';
import { resellerUnscreened } from './reseller-unscreened.js';
import { shellCompanies } from './shell-company.js';
import { signupFarming } from './signup-farming.js';
import { stolenCredentials } from './stolen-credential.js';
import { transferStation } from './transfer-station.js';
import { vpnProxy } from './vpn-proxy.js';

export type CampaignMaker = (ground: Ground, wish: CampaignWish) => Group;

/** One generator per route of the taxonomy; `cloud_marketplace` is the partner's side of `cloud_sub_routing`. */
export const campaignMakers = {
  transfer_station: transferStation,
  cloud_sub_routing: cloudSubRouting,
  reseller_unscreened: resellerUnscreened,
  overseas_subsidiary: overseasSubsidiary,
  shell_company: shellCompanies,
  intranet_tunnel: intranetTunnel,
  vpn_proxy: vpnProxy,
  payment_cover: paymentCover,
  personal_subscription: personalSubscriptions,
  distillation,
  signup_farming: signupFarming,
  stolen_credential: stolenCredentials,
  exception_abuse: exceptionAbuse,
} as const satisfies Partial<Record<RouteCode, CampaignMaker>>;

export type CampaignRoute = keyof typeof campaignMakers;
