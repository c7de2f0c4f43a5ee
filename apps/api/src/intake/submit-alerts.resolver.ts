import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import type { ApiKeyIdentity } from '@portcullis/core/access/api-key.service';
import { AcceptAlerts } from '@portcullis/core/intake/accept.command';
import { IntakeStatusQuery } from '@portcullis/core/intake/intake-status.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { Json } from '../edge/graphql/json.scalar.js';
import { problemOf } from '../edge/problem.exception.js';
import { stateOf } from '../edge/request-state.js';
import { AlertIntake } from './alert-stream.js';
import { Gate } from './intake-gate.js';
import { SubmittedAlerts } from './submit-alerts.types.js';

/** Whoever has more to send streams them to `POST /v1/alerts`. */
const MOST_ALERTS = 100;

/** Intake for small senders, by the same key and with the same results as `POST /v1/alerts`. */
@Resolver()
export class SubmitAlertsResolver {
  private readonly gate = new Gate(2);

  constructor(
    private readonly command: AcceptAlerts,
    private readonly progress: IntakeStatusQuery,
  ) {}

  @Operation('intake.submit')
  @Mutation(() => SubmittedAlerts, {
    description: `Takes up to ${MOST_ALERTS} alerts, in any format of POST /v1/alerts, all of them in one transaction. For a detector's key.`,
  })
  async submitAlerts(
    @Caller() context: CommandContext,
    @Context() { req }: GraphqlContext,
    @Args('alerts', { type: () => [Json] }) alerts: unknown[],
  ): Promise<SubmittedAlerts> {
    if (alerts.length > MOST_ALERTS) {
      const detail = `At most ${MOST_ALERTS} alerts here; POST /v1/alerts takes any number. Nothing was taken.`;
      throw problemOf('invalid_input', { errors: [{ pointer: '/alerts', detail }] });
    }
    if (await this.progress.isBehind()) {
      const detail = 'Too many alerts wait to be grouped. Nothing of this request was taken; try again in ten seconds.';
      throw problemOf('overloaded', { detail });
    }
    const { id: keyId, detectors, defaultDetector } = stateOf(req).facts.apiKey as ApiKeyIdentity;
    const intake = new AlertIntake(this.command, this.gate, context, { keyId, detectors, defaultDetector }, 'all');
    await intake.documents([...alerts], 'alert');
    return intake.answer();
  }
}
