import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { outcomeAsCloudEvent } from '@portcullis/contracts/webhook/outcome-formats';
import type { Config } from '@portcullis/core';
import type { ApiKeyIdentity } from '@portcullis/core/access/api-key.service';
import { CONFIG } from '@portcullis/core/core.module';
import { MOST_OUTCOMES, OutcomesQuery } from '@portcullis/core/outcomes/outcomes.query';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsKey } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { stateOf } from '../edge/request-state.js';

const NDJSON = 'application/x-ndjson';
const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** What became of alerts, for detectors that ask rather than listen. */
@Controller('v1/outcomes')
export class OutcomesController {
  constructor(
    private readonly outcomes: OutcomesQuery,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A page as JSON; as NDJSON or CloudEvents where `Accept` says so, each line or event with its position. */
  @NeedsKey('detector', 'export')
  @Get()
  async page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('detector') named?: unknown,
    @Query('after') after?: unknown,
    @Query('limit') limit?: unknown,
  ): Promise<void> {
    const key = stateOf(request).facts.apiKey as ApiKeyIdentity;
    const detector = detectorOf(key, named);
    const page = await this.outcomes.after(detector, after === undefined ? null : String(after), limitOf(limit));
    if (!page) throw problemOf('invalid_input', invalid('after', 'This is no position of ours.'));
    reply.header('cache-control', 'no-store');
    const accept = request.headers.accept ?? '';
    if (accept.includes(CLOUD_EVENTS)) {
      const source = this.config.CONSOLE_ORIGIN;
      const events = page.outcomes.map(({ position, ...outcome }) => outcomeAsCloudEvent(outcome, position, source));
      return void reply.type(CLOUD_EVENTS).send(JSON.stringify(events));
    }
    if (accept.includes(NDJSON)) {
      return void reply.type(NDJSON).send(page.outcomes.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
    void reply.type('application/json').send(page);
  }
}

/** A key that speaks for one detector need not name it. */
function detectorOf({ scopes, detectors, defaultDetector }: ApiKeyIdentity, named: unknown): string {
  const own = defaultDetector ?? (detectors.length === 1 && detectors[0] !== '*' ? detectors[0] : undefined);
  const detector = typeof named === 'string' && named !== '' ? named : own;
  if (!detector) throw problemOf('invalid_input', invalid('detector', 'Name the detector.'));
  const covers = scopes.includes('export') || detectors.includes('*') || detectors.includes(detector);
  if (!covers) throw problemOf('detector_not_allowed', { detail: `The key does not speak for ${detector}.` });
  return detector;
}

function limitOf(limit: unknown): number {
  if (limit === undefined) return MOST_OUTCOMES;
  const n = Number(limit);
  if (Number.isInteger(n) && n >= 1 && n <= MOST_OUTCOMES) return n;
  throw problemOf('invalid_input', invalid('limit', `A page holds 1 to ${MOST_OUTCOMES} outcomes.`));
}

const invalid = (parameter: string, detail: string) => ({ detail, errors: [{ pointer: `/${parameter}`, detail }] });
