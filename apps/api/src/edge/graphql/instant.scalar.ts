import { parseInstant } from '@portcullis/contracts/alert/instant';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isoText } from './iso-text.js';

const fail = (): never => {
  throw new GraphQLError('An Instant is an RFC 3339 date-time with a zone, such as 2026-11-20T08:15:30.120Z.');
};

const parse = (value: unknown): Date => {
  const ms = typeof value === 'string' ? parseInstant(value) : Number.NaN;
  const year = new Date(ms).getUTCFullYear();
  return Number.isNaN(ms) || year < 1970 || year > 9999 ? fail() : new Date(ms);
};

/** ISO 8601 in UTC going out; strictly RFC 3339 with a zone coming in. */
export const Instant = new GraphQLScalarType<Date, string>({
  name: 'Instant',
  description: 'A moment: ISO 8601 in UTC with milliseconds. As input any RFC 3339 date-time with a zone.',
  serialize: (value) => {
    const date = value instanceof Date ? value : new Date(String(value));
    return Number.isNaN(date.getTime()) ? fail() : isoText(date);
  },
  parseValue: parse,
  parseLiteral: (node) => (node.kind === Kind.STRING ? parse(node.value) : fail()),
});
