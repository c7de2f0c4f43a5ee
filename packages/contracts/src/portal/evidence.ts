/** What a customer can say is wrong. On the page each opens the papers that would show it. */
export const APPEAL_GROUNDS = [
  'location',
  'ownership',
  'gateway',
  'reseller',
  'stolen_key',
  'not_us',
  'fixed_since',
  'disproportionate',
  'other',
] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

/** Kinds of paper that a customer can give: the `purpose` of a file. */
export const APPEAL_EVIDENCE_KINDS = [
  'registry_extract',
  'ownership_chart',
  'office_lease',
  'egress_addresses',
  'reseller_contract',
  'other',
] as const;
export type AppealEvidenceKind = (typeof APPEAL_EVIDENCE_KINDS)[number];

/** Which papers usually settle which ground, the most telling first. Advice for the page; anything may be sent. */
export const EVIDENCE_FOR_GROUND = {
  location: ['office_lease', 'egress_addresses', 'other'],
  ownership: ['registry_extract', 'ownership_chart', 'other'],
  gateway: ['egress_addresses', 'other'],
  reseller: ['reseller_contract', 'other'],
  stolen_key: ['other'],
  not_us: ['registry_extract', 'other'],
  fixed_since: ['other'],
  disproportionate: ['other'],
  other: APPEAL_EVIDENCE_KINDS,
} as const satisfies Record<AppealGround, readonly AppealEvidenceKind[]>;

/** Who writes: the link reaches verified contacts, and each says what they are. */
export const APPEAL_STANDINGS = ['verified_contact', 'administrator', 'representative'] as const;
export type AppealStanding = (typeof APPEAL_STANDINGS)[number];

export const LARGEST_APPEAL_FILE_BYTES = 10 * 1024 * 1024;
export const MOST_APPEAL_FILES = 20;
/** Endings for `accept` of a file field; the server goes by content, and content and ending must agree. */
export const APPEAL_FILE_ENDINGS = ['.pdf', '.png', '.jpg', '.jpeg', '.txt', '.csv', '.docx', '.xlsx'] as const;
