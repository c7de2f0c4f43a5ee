import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { PROBLEMS } from '@portcullis/contracts/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Logger } from 'pino';
import { problemOf } from '../problem.exception.js';
import { problemFrom } from '../problem.filter.js';
import { LIMITS, sizeRule, textProblem } from './limits.js';
import { persistedProvider, readManifests } from './persisted.js';

/** What resolvers find in their context. `loaders` is a place for the request's DataLoaders, by name. */
export interface GraphqlContext {
  req: FastifyRequest;
  loaders: Map<string, unknown>;
}

export interface GraphqlSettings {
  log: Logger;
  production: boolean;
  /** Of the built console, for the operations that it names by hash. */
  consoleDir: string;
}

/** GraphQL of the staff application: code first, compiled queries, limits, no introspection in production. */
export function graphqlOptions({
  log,
  production,
  consoleDir,
}: GraphqlSettings): Omit<MercuriusDriverConfig, 'driver'> {
  return {
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    jit: 1,
    ide: false,
    graphiql: false,
    allowBatchedQueries: false,
    persistedQueryProvider: persistedProvider(readManifests(consoleDir), production),
    fieldResolverEnhancers: ['guards', 'filters'],
    graphql: { parseOptions: { maxTokens: LIMITS.tokens, noLocation: false } },
    validationRules: production ? [sizeRule, NoSchemaIntrospectionCustomRule] : [sizeRule],
    additionalRouteOptions: { bodyLimit: LIMITS.bytes * 4, preValidation: refuseStrangeBody },
    context: (req: FastifyRequest, _reply: FastifyReply): GraphqlContext => ({ req, loaders: new Map() }),
    errorFormatter: (execution, context) => {
      const requestId = String((context as unknown as { reply?: FastifyReply }).reply?.request.id ?? '');
      const errors = (execution.errors ?? [])
        .flatMap((error) => spread(error))
        .map((error) => tell(error, log, requestId));
      const invalid = !execution.data && errors.every((error) => error.extensions.code !== 'fault');
      // Never 500: the answer is a GraphQL answer, and a fault is one of its errors.
      return { statusCode: invalid && !ran(execution) ? 400 : 200, response: { data: execution.data ?? null, errors } };
    },
    hooks: {
      preParsing: async (_schema, source) => {
        const found = textProblem(source);
        if (found) throw found;
      },
    },
  };
}

/** The server coerces before it looks: what is no object with a text for a query must not get that far. */
async function refuseStrangeBody(request: FastifyRequest): Promise<void> {
  if (request.method !== 'POST') return;
  const body = request.body as { query?: unknown } | null;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!isObject || (body.query !== undefined && typeof body.query !== 'string')) {
    throw problemOf('unreadable', { detail: 'Send { "query": "…", "variables": { … } }.' });
  }
}

/** Execution answers with a data member, even if null; a document that was refused before has none. */
const ran = (execution: { data?: unknown }): boolean => 'data' in execution && execution.data !== undefined;

function spread(error: unknown): readonly GraphQLError[] {
  const inner = (error as { originalError?: { errors?: unknown }; errors?: unknown }) ?? {};
  const many = inner.originalError?.errors ?? inner.errors;
  return (Array.isArray(many) ? many : [error]) as readonly GraphQLError[];
}

function tell(error: GraphQLError, log: Logger, requestId: string): GraphQLError {
  const at = { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path };
  const code = error.extensions?.code;
  const original = error.originalError;
  if (typeof code === 'string' && (code in PROBLEMS || code === 'query_too_large')) return error;
  // Syntax, validation and coercion errors are made by graphql-js itself, before any field runs.
  if (!error.path && madeByGraphql(original ?? error)) {
    return new GraphQLError(error.message, { ...at, extensions: { code: 'invalid_query' } });
  }
  const { told, fault } = problemFrom(original ?? error);
  if (fault) log.error({ err: original ?? error, requestId, path: error.path }, 'a GraphQL field failed');
  return new GraphQLError(told.detail ?? told.title, {
    ...at,
    extensions: { code: told.code, problem: { ...told, requestId } },
  });
}

/** By name: the compiled form of an operation brings its own class. */
const madeByGraphql = (error: unknown): boolean => (error as { name?: unknown } | null)?.name === 'GraphQLError';
