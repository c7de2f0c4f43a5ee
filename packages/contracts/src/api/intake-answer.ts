import { z } from 'zod';
import type { Problem } from '../problem.js';
import { problemSchema } from '../problem.schema.js';

export const INTAKE_STATUSES = ['accepted', 'duplicate', 'folded', 'suppressed', 'rejected'] as const;
export type IntakeResultStatus = (typeof INTAKE_STATUSES)[number];

/** Beyond this many alerts in a request only the rejected are listed, unless `?results=all` asks for the rest. */
export const RESULTS_LISTED = 1000;
/** However many there are, no more than this are listed: a stream has no end, an answer has. */
export const MOST_LISTED = 100_000;
export const RESULTS_MODES = ['all', 'rejected'] as const;
export type ResultsMode = (typeof RESULTS_MODES)[number];

/** A JSON body, inflated. NDJSON has no total limit. */
export const MAX_JSON_BODY_BYTES = 32 * 1024 * 1024;
/** NDJSON is committed in chunks of at most this many lines. */
export const MAX_CHUNK_LINES = 5000;

export const intakeResult = z.looseObject({
  index: z.int().min(0).meta({ description: 'Place in the request, from 0; blank lines do not count.' }),
  id: z.string().optional(),
  status: z.enum(INTAKE_STATUSES),
  problem: problemSchema.optional(),
});

const count = z.int().min(0);

export const intakeAnswer = z
  .looseObject({
    accepted: count,
    duplicates: count,
    folded: count,
    suppressed: count,
    rejected: count,
    results: z.array(intakeResult),
    unlisted: count.optional().meta({ description: 'Results that would be listed but for their number.' }),
  })
  .meta({ id: 'IntakeAnswer', description: 'Given after the commit: what is counted here is on disk.' });

export type IntakeAnswer = z.infer<typeof intakeAnswer>;
export type IntakeResult = { index: number; id?: string; status: IntakeResultStatus; problem?: Problem };

export const DIRECTORY_STATUSES = ['accepted', 'duplicate', 'rejected'] as const;
export const directoryAnswer = z
  .looseObject({
    accepted: count,
    duplicates: count.meta({ description: 'An equal or newer version was there already.' }),
    rejected: count,
    results: z.array(
      z.looseObject({
        index: z.int().min(0),
        id: z.string().optional(),
        status: z.enum(DIRECTORY_STATUSES),
        problem: problemSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'DirectoryAnswer' });
export type DirectoryAnswer = z.infer<typeof directoryAnswer>;

const COUNTER = {
  accepted: 'accepted',
  duplicate: 'duplicates',
  folded: 'folded',
  suppressed: 'suppressed',
  rejected: 'rejected',
} as const satisfies Record<IntakeResultStatus, keyof IntakeAnswer>;

/**
 * Gathers the answer of a request while its chunks are committed. Memory is bounded: past `RESULTS_LISTED` only what
 * has to be listed is kept.
 */
export class IntakeTally {
  private readonly counts = { accepted: 0, duplicates: 0, folded: 0, suppressed: 0, rejected: 0 };
  private results: IntakeResult[] = [];
  private seen = 0;
  private unlisted = 0;

  /** @param mode `all` or `rejected` as asked for; undefined leaves it to the number of alerts */
  constructor(private readonly mode?: ResultsMode) {}

  add(result: IntakeResult): void {
    this.counts[COUNTER[result.status]] += 1;
    this.seen += 1;
    if (this.mode === undefined && this.seen === RESULTS_LISTED + 1) {
      this.results = this.results.filter(({ status }) => status === 'rejected');
    }
    const listsAll = this.mode === 'all' || (this.mode === undefined && this.seen <= RESULTS_LISTED);
    if (!listsAll && result.status !== 'rejected') return;
    if (this.results.length < MOST_LISTED) this.results.push(result);
    else this.unlisted += 1;
  }

  answer(): IntakeAnswer {
    return { ...this.counts, results: this.results, ...(this.unlisted > 0 ? { unlisted: this.unlisted } : {}) };
  }
}
