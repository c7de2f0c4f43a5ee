import { z } from 'zod';
import { instant } from '../alert/alert-v1.js';

export const DIRECTORY_KINDS = ['organization', 'account', 'api_key', 'seat', 'contact', 'partner'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

/** 2^53 − 1: a version may be a clock in milliseconds or a sequence, both fit. */
const version = z.int().min(0);
const text = (max: number) => z.string().max(max).nullish();
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'is not an ISO 3166-1 alpha-2 code')
  .nullish();
const count = z.int().min(0).max(1_000_000_000_000).nullish();
const id = z
  .string()
  .min(1)
  .max(256)
  .refine((value) => value.trim() !== '', 'is blank');

/** Of the last 30 days. May stand inside `usage` or beside the other fields. */
const usageFields = {
  exchanges30d: count.meta({ description: 'Exchanges of the last 30 days.' }),
  seats: z.int().min(0).max(2_000_000_000).nullish(),
};

const base = {
  id,
  version: version.meta({ description: 'A newer one wins; an older or equal one is answered as a duplicate.' }),
  deleted: z.boolean().nullish().meta({ description: 'A tombstone: the entry is gone as of this version.' }),
  parent: z.looseObject({ kind: z.enum(DIRECTORY_KINDS), id }).nullish(),
  name: text(512),
  country,
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'is not a BCP 47 language tag')
    .nullish(),
  plan: text(64),
  partner: z.string().max(256).nullish(),
  usage: z.looseObject(usageFields).nullish(),
  ...usageFields,
};

const organization = z.looseObject({
  kind: z.literal('organization'),
  ...base,
  size: z.union([z.string().max(64), z.number()]).nullish(),
  registryNumber: text(128),
  lei: text(20),
  contractTerms: z.unknown().optional(),
});

const contact = z.looseObject({
  kind: z.literal('contact'),
  ...base,
  email: z
    .string()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/, 'is not an e-mail address')
    .nullish(),
  verifiedAt: instant.nullish(),
  role: text(64),
});

const plain = <Kind extends DirectoryKind>(kind: Kind) => z.looseObject({ kind: z.literal(kind), ...base });

/** One entry of the directory as the provider sends it. Unknown fields are kept; a tombstone needs no more than its identity. */
export const directoryRecord = z
  .discriminatedUnion('kind', [
    organization,
    contact,
    plain('account'),
    plain('api_key'),
    plain('seat'),
    plain('partner'),
  ])
  .meta({ id: 'DirectoryRecord' });

export type DirectoryRecord = z.infer<typeof directoryRecord>;
