import type { RouteCode } from '../wire.js';
import type { ClearingReason, ReversalWord } from './step.js';

export interface RouteText {
  readonly facts: string;
  readonly reasons: string;
  readonly finding: string;
  readonly clause: string;
}

/** What people wrote. Plain, specific, never blaming: the facts are what the customer reads. */
export const routeTexts: Readonly<Record<RouteCode, RouteText>> = {
  transfer_station: {
    facts:
      'Requests on these accounts come from a program that passes requests of others on, and the same device identifier and card appear on accounts of other organizations.',
    reasons: 'Relay software, one device and one card behind accounts that claim to be strangers.',
    finding: 'Opened for the relay; no use of its own.',
    clause: 'supported-regions',
  },
  distillation: {
    facts:
      'These accounts sent requests around the clock, at an even rate, with a small set of shared prompt skeletons that ask for numbered reasoning, in step with each other.',
    reasons: 'Flat volume, shared skeletons and synchronised quotas: the shape of collecting outputs for training.',
    finding: 'Takes its turn in the same schedule with the same prompts.',
    clause: 'no-competing-training',
  },
  shell_company: {
    facts:
      'According to the company register the organization is held through a chain that ends in a region where the service is not offered, and its payments come from a country in which it has no office.',
    reasons: 'Ownership past the threshold by chain, and a payment that does not fit the registered seat.',
    finding: 'No staff, nominee director, held from outside.',
    clause: 'ownership',
  },
  overseas_subsidiary: {
    facts:
      'According to the company register more than half of the organization is held by a group with headquarters in a region where the service is not offered; payments are made by that group.',
    reasons: 'Ownership past the threshold; payment by the parent.',
    finding: 'Subsidiary whose use serves the parent.',
    clause: 'ownership',
  },
  intranet_tunnel: {
    facts:
      'Answers take much longer to reach the users of this organization than its office explains, and it has several times as many seats as people at that office.',
    reasons: 'Round trip, working hours and seats point to users elsewhere. Not enough for more than a question.',
    finding: 'Users seem to sit elsewhere; to be asked.',
    clause: 'supported-regions',
  },
  reseller_unscreened: {
    facts:
      'Access bought through a reseller is passed on to some hundred end users with relay software; the reseller has no file on this customer.',
    reasons: 'Relay software, fan-out, and nothing in the reseller’s screening file.',
    finding: 'Passes access on to strangers.',
    clause: 'no-resale',
  },
  cloud_sub_routing: {
    facts: 'The tenant’s key serves end users of other companies in many countries through relay software.',
    reasons: 'Fan-out and relay software on one tenant.',
    finding: 'Routes its access on to others.',
    clause: 'no-resale',
  },
  cloud_marketplace: {
    facts: 'Access bought through a cloud marketplace serves users of other companies.',
    reasons: 'Fan-out behind one marketplace subscription.',
    finding: 'Routes its access on to others.',
    clause: 'no-resale',
  },
  payment_cover: {
    facts: 'One card pays for accounts of several organizations that name different owners and addresses.',
    reasons: 'One instrument, many “unrelated” accounts, opened within days.',
    finding: 'Paid with a card that covers for others.',
    clause: 'account-integrity',
  },
  personal_subscription: {
    facts:
      'Many personal accounts are used from one company network, with the same internal prompts and devices of that company.',
    reasons: 'Personal accounts in place of a company account.',
    finding: 'Personal account used for the employer.',
    clause: 'account-integrity',
  },
  signup_farming: {
    facts:
      'These accounts were opened in bursts from the same devices with the same cards, and used up their free credit in the same order.',
    reasons: 'Bursts of sign-ups with shared devices and cards.',
    finding: 'Opened for its free credit.',
    clause: 'account-integrity',
  },
  stolen_credential: {
    facts: 'Your key is being used by somebody else. We stop this key, and only this key, to protect you.',
    reasons: 'Use from a machine that uses keys of several companies; the owner’s own use is small and elsewhere.',
    finding: 'The key was stolen; its owner is the victim.',
    clause: 'credentials',
  },
  exception_abuse: {
    facts: 'Most requests under your research exception serve customer support, which the exception does not cover.',
    reasons: 'Use outside the scope of the exception.',
    finding: 'Uses the exception for business.',
    clause: 'exception-scope',
  },
  vpn_proxy: {
    facts: 'Requests come through a VPN, and your programs report the time of another place than the one you gave.',
    reasons: 'Weak signals only: a question, nothing more.',
    finding: 'To be asked where its users are.',
    clause: 'supported-regions',
  },
  unknown: {
    facts: 'Several signals do not fit what you told us about where and by whom the service is used.',
    reasons: 'Unclear; a question first.',
    finding: 'To be asked.',
    clause: 'supported-regions',
  },
};

export const clearingTexts: Readonly<Record<ClearingReason, string>> = {
  wrong_location:
    'The place follows from a wrong entry of the address vendor; contract, payments and users are where they say.',
  legitimate_gateway: 'A gateway of their own for their own users; contract and product page agree.',
  shared_infrastructure: 'What is shared belongs to an address, image or agency that many honest customers use.',
  travel: 'Staff on the road for two weeks, then back; tickets match the declared trip.',
  stale_ownership_data: 'The register lags: the stake was sold a year ago, the filing is attached.',
  name_collision: 'Same name, other person: born thirty years apart.',
  authorised_exception: 'Covered by the exception; the scope names this laboratory.',
  partner_error: 'The partner mixed up two tenants and took its report back.',
  benign_automation: 'An evaluation run that they announced.',
  other: 'Nothing in it.',
};

export const considered: readonly (readonly string[])[] = [
  ['Verification first: the facts do not depend on what they would answer.'],
  ['A warning: an earlier one had no effect.', 'A rate limit: would not stop the conduct.'],
  ['The whole organization: other accounts show nothing.'],
  ['Waiting for more alerts: the two sources agree already.'],
];

export const appealStatements: readonly string[] = [
  'We do not understand this. The device belongs to our build server, which we cloned from a public image. Everything else is ours alone.',
  'The card is our agency’s. They pay for all their clients with it, as the attached contract shows.',
  'Our company was bought back by its founders last spring. The register has not been updated yet; the filing is attached.',
  'One intern did this, and he is gone. Please do not shut out the other people of our team.',
  'We run a gateway for our own customers under our contract. Please look at section 4 of it.',
  'Our accountant works from abroad. The other signals are our normal work.',
  'We have stopped what you describe and closed the accounts in question. Here is the list.',
];

export const reversalTexts: Readonly<Record<ReversalWord, string>> = {
  mistaken_fact:
    'You were right: the attribute that we relied on is shared by many who have nothing to do with each other. Your access is restored and the measure removed from your record.',
  not_subject:
    'The rule that we applied does not apply to you. Your access is restored and the measure removed from your record.',
  new_evidence: 'With what you sent us we would have decided otherwise. Your access is restored.',
  cured: 'You have put right what the measure was about. Your access is restored.',
  disproportionate: 'The measure went further than it had to. It ends today.',
  procedural: 'We did not follow our own steps. The measure ends today.',
  leniency: 'We leave it at this one time. Your access is restored.',
};

export const upheldText =
  'We looked at everything afresh, including what you sent. The accounts share device, card and program with accounts of other organizations, and your papers do not explain it. The measure stands; you may take the matter to the external dispute body.';
