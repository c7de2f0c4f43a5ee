export const HUB_KINDS = ['vpn', 'hosting', 'gateway', 'agency', 'university', 'client', 'address', 'other'] as const;
export type HubKind = (typeof HUB_KINDS)[number];

export const isHubKind = (word: string): word is HubKind => (HUB_KINDS as readonly string[]).includes(word);
