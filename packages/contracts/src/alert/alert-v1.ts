import { z } from 'zod';
import { parseInstant } from './instant.js';

/** Bounds on the fields of an alert. Lengths are UTF-16 code units. Whole documents: `DOCUMENT_LIMITS`. */
export const ALERT_LIMITS = {
  id: 256,
  word: 64,
  detectorId: 128,
  title: 1024,
  value: 4096,
  severity: 6,
  count: 1_000_000_000,
  routes: 32,
  related: 1000,
  indicators: 1000,
  evidence: 200,
  policyClauses: 64,
} as const;

const isBlank = (text: string) => text.trim() === '';

/** Text that must say something. */
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !isBlank(value), 'is blank');

const optionalText = (max: number) => z.string().max(max).nullish();

export const instant = z
  .string()
  .refine(
    (value) => !Number.isNaN(parseInstant(value)),
    'is not a date and time with zone, such as 2026-11-20T08:15:30.120Z',
  )
  .meta({ format: 'date-time', examples: ['2026-11-20T08:15:30.120Z'] });

export const subjectRef = z
  .looseObject({ kind: text(ALERT_LIMITS.word), id: text(ALERT_LIMITS.id) })
  .meta({ id: 'SubjectRef', description: 'Who or what is meant; the vocabulary of `kind` is open.' });

export const detectorClaim = z
  .looseObject({
    id: text(ALERT_LIMITS.detectorId),
    version: optionalText(ALERT_LIMITS.word),
    state: optionalText(ALERT_LIMITS.word),
  })
  .meta({ id: 'DetectorClaim', description: 'What the sender says of itself; the registry decides what counts.' });

export const routeClaim = z.looseObject({
  route: text(ALERT_LIMITS.word),
  probability: z.number().min(0).max(1).nullish(),
});

/** An empty value is allowed and dropped: detectors fill templates. */
export const indicator = z
  .looseObject({ type: text(ALERT_LIMITS.word), value: z.string().max(ALERT_LIMITS.value) })
  .meta({
    id: 'Indicator',
    description:
      'A typed value that other alerts may share; the vocabulary is open. A prompt_template of the form `simhash:` and 16 hex digits counts for near ones, too.',
  });

export const evidencePanel = z
  .looseObject({
    type: text(ALERT_LIMITS.word),
    family: optionalText(ALERT_LIMITS.word),
    source: optionalText(ALERT_LIMITS.id),
    collectedAt: instant.nullish(),
    data: z.unknown().optional(),
  })
  .meta({ id: 'EvidencePanel', description: 'Evidence of one kind, with where and when it was collected.' });

/**
 * Alert v1 as a detector sends it. Unknown fields are kept on every level; null stands for "not given" where a field
 * is optional. Dates are checked for plausibility against the clock by `parseAlert`, which also refuses text that
 * cannot be stored and documents beyond `DOCUMENT_LIMITS`.
 */
export const alertV1 = z
  .looseObject({
    id: text(ALERT_LIMITS.id),
    detector: detectorClaim.nullish(),
    kind: optionalText(ALERT_LIMITS.word),
    title: optionalText(ALERT_LIMITS.title),
    severity: z.int().min(0).max(ALERT_LIMITS.severity).meta({ description: 'OCSF severity: 0 unknown to 6 fatal.' }),
    confidence: z.number().min(0).max(100).nullish(),
    observedAt: instant,
    firstSeen: instant.nullish(),
    lastSeen: instant.nullish(),
    count: z.int().min(1).max(ALERT_LIMITS.count).nullish(),
    routes: z.array(routeClaim).max(ALERT_LIMITS.routes).nullish(),
    subject: subjectRef,
    related: z.array(subjectRef).max(ALERT_LIMITS.related).nullish(),
    indicators: z.array(indicator).max(ALERT_LIMITS.indicators).nullish(),
    evidence: z.array(evidencePanel).max(ALERT_LIMITS.evidence).nullish(),
    policyClauses: z.array(text(ALERT_LIMITS.id)).max(ALERT_LIMITS.policyClauses).nullish(),
    fingerprint: optionalText(ALERT_LIMITS.id),
  })
  .meta({ id: 'AlertV1', description: 'One finding of one detector about one subject.' });

export type AlertV1 = z.infer<typeof alertV1>;

/** The top-level names of alert v1; all others are kept as `extra`. */
export const ALERT_V1_FIELDS: ReadonlySet<string> = new Set(Object.keys(alertV1.shape));
