/** Kinds of hubs, as the list knows them; the most usual ones of a single value first. */
export const HUB_KINDS = ['agency', 'gateway', 'vpn', 'hosting', 'university', 'client', 'address', 'other'] as const;
