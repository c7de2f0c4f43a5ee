import { Controller, Get, Param, Req } from '@nestjs/common';
import type { AlertView, IntakeStatus } from '@portcullis/contracts';
import { openApiDocument } from '@portcullis/contracts/openapi';
import type { ApiKeyIdentity } from '@portcullis/core/access/api-key.service';
import { AlertLookup } from '@portcullis/core/intake/alert-lookup.query';
import { IntakeStatusQuery } from '@portcullis/core/intake/intake-status.query';
import type { FastifyRequest } from 'fastify';
import { NeedsKey, Public } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { stateOf } from '../edge/request-state.js';

/** What senders and scorers ask of intake. */
@Controller('v1')
export class IntakeController {
  private readonly document = openApiDocument({ version: '1' });

  constructor(
    private readonly lookup: AlertLookup,
    private readonly progress: IntakeStatusQuery,
  ) {}

  @NeedsKey('detector', 'export')
  @Get('alerts/:detector/:id')
  async alert(
    @Req() request: FastifyRequest,
    @Param('detector') detector: string,
    @Param('id') id: string,
  ): Promise<AlertView> {
    const key = stateOf(request).facts.apiKey as ApiKeyIdentity;
    const covers = key.scopes.includes('export') || key.detectors.includes('*') || key.detectors.includes(detector);
    if (!covers) throw problemOf('detector_not_allowed', { detail: `The key does not speak for ${detector}.` });
    const found = await this.lookup.find(detector, id);
    if (!found) throw problemOf('not_found', { detail: 'No alert of this detector has this id.' });
    return found;
  }

  @Public()
  @Get('intake/status')
  status(): Promise<IntakeStatus> {
    return this.progress.status();
  }

  @Public()
  @Get('openapi.json')
  openApi(): Record<string, unknown> {
    return this.document;
  }
}
