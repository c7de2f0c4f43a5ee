import { Field, InputType } from '@nestjs/graphql';
import type { OverviewInput as CoreInput } from '@portcullis/core/metrics/overview.query';
import { GRAINS, type Grain, grainFor, ROUTES } from '@portcullis/domain';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { problemOf } from '../edge/problem.exception.js';

@InputType()
export class OverviewInput {
  @Field(() => Instant)
  from!: Date;
  @Field(() => Instant)
  to!: Date;
  @Field(() => String, { nullable: true })
  route?: string | null;
  @Field(() => String, { nullable: true, description: 'Figures of alerts are left out: an alert has no queue.' })
  queue?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Figures, series and queues of work are left out: a case has many detectors.',
  })
  detector?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With the period before; so unless told.' })
  compare?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description:
      'hour (14 days at most), day (400), week or month (3,660); what suits the length of the period without.',
  })
  grain?: string | null;
  @Field(() => String, { nullable: true, description: 'A time zone in which days begin; UTC without.' })
  zone?: string | null;
}

const DAY = 86_400_000;
const MOST_DAYS: Readonly<Record<Grain, number>> = { hour: 14, day: 400, week: 3_660, month: 3_660 };

/** @throws ProblemException naming the field that cannot be */
export function readInput({ from, to, route, queue, detector, compare, grain, zone }: OverviewInput): CoreInput {
  if (grain && !isGrain(grain)) throw invalid('grain', `A grain is ${GRAINS.join(', ')}.`);
  const days = (to.getTime() - from.getTime()) / DAY;
  if (!(days > 0)) throw invalid('to', 'A period ends after it begins.');
  // By detector, hours are not kept.
  const suits = grainFor(from, to);
  const of = grain && isGrain(grain) ? grain : detector && suits === 'hour' ? 'day' : suits;
  if (days > MOST_DAYS[of]) throw invalid('to', `By the ${of}, a period is at most ${MOST_DAYS[of]} days.`);
  if (route && !(ROUTES as readonly string[]).includes(route)) throw invalid('route', 'There is no such route.');
  if (detector && (of === 'hour' || (zone && zone !== 'UTC')))
    throw invalid('detector', 'By detector, one counts whole days in UTC.');
  if (zone && !isZone(zone)) throw invalid('zone', 'There is no such time zone.');
  return {
    from,
    to,
    grain: of,
    zone: zone ?? null,
    route: route ?? null,
    queue: queue ?? null,
    detector: detector ?? null,
    compare: compare ?? true,
  };
}

const isGrain = (text: string): text is Grain => (GRAINS as readonly string[]).includes(text);

/** Names as PostgreSQL knows them too: areas and cities, no offsets. */
function isZone(name: string): boolean {
  return (
    name === 'UTC' ||
    (/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(name) && Intl.supportedValuesOf('timeZone').includes(name))
  );
}

const invalid = (field: string, detail: string) =>
  problemOf('invalid_input', { detail, errors: [{ pointer: `/input/${field}`, detail }] });
