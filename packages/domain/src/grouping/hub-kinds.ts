/** What a value is that says nothing about who belongs together; the most usual ones of a single value first. */
export const HUB_KINDS = ['agency', 'gateway', 'vpn', 'hosting', 'university', 'client', 'address', 'other'] as const;
export type HubKind = (typeof HUB_KINDS)[number];

export const isHubKind = (word: string): word is HubKind => (HUB_KINDS as readonly string[]).includes(word);
