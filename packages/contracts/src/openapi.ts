import { z } from 'zod';
import { PROBLEM_EXAMPLE } from './openapi-examples.js';
import { type Body, type Parameter, ROUTES, type Route, SENT } from './openapi-routes.js';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, problem } from './problem.js';
import { problemSchema } from './problem.schema.js';

type Json = Record<string, unknown>;

const SECURITY = 'apiKey';

/** The REST API as an OpenAPI 3.1 document, made from the same schemas that check the traffic. */
export function openApiDocument(options: { version: string; server?: string }): Json {
  const schemas = new Components();
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, schemas) };
  }
  const webhooks = Object.fromEntries(
    SENT.map(({ name, summary, schema, example }) => [
      name,
      {
        post: {
          operationId: `send.${name}`,
          summary,
          parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((header) => ({
            name: header,
            in: 'header',
            required: true,
            description: 'Standard Webhooks.',
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: content([{ mediaType: 'application/json', schema, example }], schemas),
          },
          responses: {
            '2XX': { description: 'Received.' },
            '410': { description: 'Send no more to this address.' },
          },
        },
      },
    ]),
  );
  const problems = problemResponses(schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portcullis',
      version: options.version,
      description: 'Alerts in, decisions and outcomes out. Errors are RFC 9457 problems.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(options.server === undefined ? {} : { servers: [{ url: options.server }] }),
    paths,
    webhooks,
    components: {
      schemas: schemas.all(),
      responses: problems,
      securitySchemes: {
        [SECURITY]: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key. Each operation names the scopes that may use it.',
        },
      },
    },
  };
}

function operation(route: Route, schemas: Components): Json {
  const scopes = route.keys.length === 0 ? '' : `Key: ${route.keys.join(' or ')}.`;
  const description = [route.description, scopes].filter((text) => text).join(' ');
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    security: route.keys.length === 0 ? [] : [{ [SECURITY]: [] }],
    ...(route.parameters === undefined ? {} : { parameters: route.parameters.map((one) => parameter(one, schemas)) }),
    ...(route.request === undefined
      ? {}
      : { requestBody: { required: true, content: content(route.request, schemas) } }),
    responses: {
      '200': { description: route.answer.description, content: content(route.answer.bodies, schemas) },
      ...problemsOf(route),
    },
  };
}

function parameter({ schema, ...rest }: Parameter, schemas: Components): Json {
  return { ...rest, schema: schemas.inline(schema) };
}

function content(bodies: readonly Body[], schemas: Components): Json {
  return Object.fromEntries(
    bodies.map(({ mediaType, schema, example }) => [
      mediaType,
      { schema: schemas.inline(schema), ...(example === undefined ? {} : { example }) },
    ]),
  );
}

/** Several problems can share a status; the document names the status once and the codes in its response. */
function problemsOf(route: Route): Json {
  const statuses = new Set(route.problems.map((code) => PROBLEMS[code].status));
  return Object.fromEntries(
    [...statuses].sort().map((status) => [`${status}`, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function problemResponses(schemas: Components): Json {
  const used = new Set(ROUTES.flatMap(({ problems }) => problems));
  const responses: Record<string, Json> = {};
  for (const code of used) {
    const { status, title } = PROBLEMS[code];
    const name = `Problem${status}`;
    const before = responses[name]?.description;
    responses[name] = {
      description: before === undefined ? title : `${before}; or: ${title}`,
      ...(status === 429
        ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }
        : {}),
      content: {
        [PROBLEM_MEDIA_TYPE]: {
          schema: schemas.inline(problemSchema),
          example: status === 422 ? PROBLEM_EXAMPLE : problem(code),
        },
      },
    };
  }
  return Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Schemas with a name become components and are referred to; the others stand where they are used. */
class Components {
  private readonly named: Record<string, Json> = {};

  inline(schema: z.ZodType): Json {
    const {
      $schema: _dialect,
      $defs,
      ...made
    } = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
    }) as Json & { $defs?: Record<string, Json> };
    for (const [name, inner] of Object.entries($defs ?? {})) this.named[name] = relocated(inner);
    return this.adopt(schema, relocated(made));
  }

  private adopt(schema: z.ZodType, made: Json): Json {
    const own = schema.meta()?.id;
    if (own === undefined) return made;
    // A named schema comes as a reference to itself where it holds other named ones.
    if (made.$ref === undefined) this.named[own] = made;
    return { $ref: `#/components/schemas/${own}` };
  }

  all(): Json {
    return Object.fromEntries(Object.entries(this.named).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** `#/$defs/X` → `#/components/schemas/X`, on every level; `id` is our own mark and no keyword. */
function relocated(schema: Json): Json {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, inner]) => !(name === 'id' && typeof inner === 'string'))
        .map(([name, inner]) =>
          name === '$ref' && typeof inner === 'string'
            ? [name, inner.replace('#/$defs/', '#/components/schemas/')]
            : [name, walk(inner)],
        ),
    );
  };
  return walk(schema) as Json;
}
