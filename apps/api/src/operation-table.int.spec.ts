import { GraphQLSchemaHost } from '@nestjs/graphql';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { may, partiesFor, ROLES, type Role } from '@portcullis/domain';
import {
  type GraphQLField,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCustomerApp } from './customer.app.js';
import { type KeyScope, keyScopes } from './edge/access.decorators.js';
import { routesOf } from './edge/http-server.js';
import { createLogger } from './edge/logger.js';
import { openStaffDoor, type SignedInPerson, type TestDoor } from './edge/test-door.js';
import { CUSTOMER_ROUTES, GRAPHQL_OPERATIONS, type RouteRule, STAFF_ROUTES } from './operation-table.js';

let door: TestDoor;
let schema: GraphQLSchema;
const people = new Map<Role, SignedInPerson>();
const keys = new Map<KeyScope, string>();
const csrf = { 'x-portcullis-csrf': '1' };

beforeAll(async () => {
  door = await openStaffDoor();
  schema = door.app.get(GraphQLSchemaHost).schema;
  for (const role of ROLES) people.set(role, await door.signIn([role]));
  const admin = people.get('admin')!;
  const context = { actor: { kind: 'staff', id: admin.id, roles: ['admin'] } as const, now: new Date() };
  for (const scope of keyScopes) {
    const detectors = scope === 'detector' ? ['*'] : [];
    const made = await door.app
      .get(ApiKeys, { strict: false })
      .create(context, { name: scope, scopes: [scope], detectors });
    if (made.ok) keys.set(scope, made.secret);
  }
});
afterAll(() => door?.close());

type Root = [name: string, field: GraphQLField<unknown, unknown>];
const roots = (): Root[] =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field): Root => [`${type?.name}.${field.name}`, field]),
  );

/** A value that the type accepts and that means nothing. */
function sample(type: GraphQLInputType): unknown {
  if (type instanceof GraphQLNonNull) return sample(type.ofType);
  if (type instanceof GraphQLList) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => field.type instanceof GraphQLNonNull);
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]));
  }
  const samples: Record<string, unknown> = {
    ID: '00000000-0000-7000-8000-000000000000',
    Int: 1,
    Float: 1,
    Boolean: false,
    Instant: '2026-11-20T00:00:00Z',
    JSON: {},
  };
  return samples[type.name] ?? 'x';
}

function operationOf([name, field]: Root): { query: string; variables: Record<string, unknown> } {
  const required = field.args.filter((arg) => arg.type instanceof GraphQLNonNull && arg.defaultValue === undefined);
  const head = required.length ? `(${required.map((arg) => `$${arg.name}: ${arg.type}`).join(', ')})` : '';
  const args = required.length ? `(${required.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : '';
  const body = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
  const kind = name.startsWith('Query.') ? 'query' : 'mutation';
  return {
    query: `${kind}${head} { ${field.name}${args} ${body} }`,
    variables: Object.fromEntries(required.map((arg) => [arg.name, sample(arg.type)])),
  };
}

describe('every GraphQL operation', () => {
  it('has a line in the table, and the table has no other', () => {
    expect(
      roots()
        .map(([name]) => name)
        .sort(),
    ).toEqual(Object.keys(GRAPHQL_OPERATIONS).sort());
  });

  it('answers each role as the permission table says', async () => {
    const wrong: string[] = [];
    for (const root of roots()) {
      const operation = GRAPHQL_OPERATIONS[root[0]];
      if (!operation) continue;
      for (const role of ROLES) {
        const { query, variables } = operationOf(root);
        const answer = await people.get(role)!.query(query, variables);
        const codes = answer.errors.map((error) => error.extensions.code);
        const refused = codes.includes('forbidden');
        const allowed = may({ kind: 'staff', id: 'x', roles: [role] }, operation);
        if (refused === allowed || codes.some((code) => ['fault', 'invalid_query', 'unauthorized'].includes(code))) {
          wrong.push(`${root[0]} as ${role}: ${allowed ? 'allowed' : 'forbidden'}, answered ${codes.join() || 'data'}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('gives a detector’s key the one mutation that the table names', async () => {
    const wrong: string[] = [];
    for (const root of roots()) {
      const answer = await door.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${keys.get('detector')}` },
        payload: operationOf(root),
      });
      const codes = (answer.json().errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      );
      const allowed = may({ kind: 'detector', id: 'x' }, GRAPHQL_OPERATIONS[root[0]]!);
      if (allowed !== (root[0] === 'Mutation.submitAlerts') || codes.includes('forbidden') === allowed) {
        wrong.push(`${root[0]}: ${codes.join() || 'data'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses an anonymous caller, every other key and every foreign cookie at the door', async () => {
    const strangers: Record<string, string>[] = [
      {},
      { cookie: 'portcullis_staff=nonsense' },
      { cookie: 'portcullis_customer=nonsense' },
      { authorization: `Bearer pck_${'x'.repeat(43)}` },
      ...[...keys].filter(([scope]) => scope !== 'detector').map(([, key]) => ({ authorization: `Bearer ${key}` })),
    ];
    for (const root of roots()) {
      for (const stranger of strangers) {
        const payload = operationOf(root);
        const answer = await door.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: { ...csrf, ...stranger },
          payload,
        });
        expect([root[0], answer.statusCode]).toEqual([root[0], 401]);
      }
    }
  });
});

describe('every field of every type', () => {
  it('refuses an anonymous caller even past the door', async () => {
    // The context of a request that no session came with; guards may not depend on the hook before them.
    const anonymous = () => ({ req: { raw: {}, headers: {}, id: 'none' }, loaders: new Map() });
    const open: string[] = [];
    const refused = new Set<string>();
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) {
        if (!field.resolve) continue;
        const args = Object.fromEntries(field.args.map((arg) => [arg.name, sample(arg.type)]));
        const info = { parentType: type, fieldName: field.name } as never;
        try {
          const value = await field.resolve({ id: args.id ?? 'x' }, args, anonymous(), info);
          // A plain property of what a guarded field returned; with nothing there, there is nothing to see.
          if (value !== undefined && value !== 'x') open.push(`${type.name}.${field.name}`);
        } catch (fault) {
          const code = (fault as { extensions?: { code?: string } }).extensions?.code;
          if (code === 'unauthorized') refused.add(`${type.name}.${field.name}`);
          else open.push(`${type.name}.${field.name}: ${code ?? fault}`);
        }
      }
    }
    expect(open).toEqual([]);
    // The guard ran: on every root, and on fields that are resolved by methods of their own.
    expect(roots().filter(([name]) => !refused.has(name))).toEqual([]);
    expect([...refused]).toEqual(
      expect.arrayContaining(['Case.row', 'Case.timeline', 'Customer.contacts', 'Me.queues']),
    );
  });
});

describe('every route of the staff door', () => {
  it('has a line in the table, and the table has no other', () => {
    expect(routesOf(door.app)).toEqual(Object.keys(STAFF_ROUTES).sort());
  });

  const call = (route: string, headers: Record<string, string>) => {
    const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
    const url = path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'x');
    return door.app.inject({
      method,
      url,
      headers: { ...csrf, ...headers },
      ...(method === 'GET' ? {} : { payload: {} }),
    });
  };
  /** A stream would never end; its guard is asked through the operation that it names. */
  const streams = new Set(['GET /live']);

  it('answers each role, each key and anybody as the table says', async () => {
    const wrong: string[] = [];
    const check = async (route: string, who: string, headers: Record<string, string>, expected: string) => {
      const { statusCode } = await call(route, headers);
      const is =
        statusCode === 401
          ? 'unauthorized'
          : statusCode === 403
            ? 'forbidden'
            : statusCode >= 500
              ? 'fault'
              : 'allowed';
      if (is !== expected) wrong.push(`${route} as ${who}: expected ${expected}, answered ${statusCode}`);
    };
    for (const [route, rule] of Object.entries(STAFF_ROUTES) as [string, RouteRule][]) {
      if (rule === 'graphql' || route === 'POST /session') continue;
      const byKey = typeof rule !== 'string';
      const anybody = rule === 'public' ? 'allowed' : 'unauthorized';
      await check(route, 'anonymous', {}, anybody);
      await check(route, 'customer', { cookie: 'portcullis_customer=x; portcullis_staff=x' }, anybody);
      for (const role of ROLES) {
        const operation = byKey || rule === 'public' ? null : rule;
        const mayDo = operation !== null && (partiesFor(operation) as readonly string[]).includes(role);
        const expected = rule === 'public' ? 'allowed' : byKey ? 'unauthorized' : mayDo ? 'allowed' : 'forbidden';
        if (streams.has(route) && expected === 'allowed') continue;
        // Signing out ends the session that the other lines need.
        if (route !== 'DELETE /session') await check(route, role, people.get(role)!.headers, expected);
      }
      for (const [scope, secret] of keys) {
        const expected =
          rule === 'public' ? 'allowed' : !byKey ? 'unauthorized' : rule.includes(scope) ? 'allowed' : 'forbidden';
        await check(route, `key for ${scope}`, { authorization: `Bearer ${secret}` }, expected);
      }
      if (byKey) await check(route, 'unknown key', { authorization: `Bearer pck_${'x'.repeat(43)}` }, 'unauthorized');
    }
    expect(wrong).toEqual([]);
  });
});

describe('every route of the customer door', () => {
  it('has a line in the table, and refuses whoever has no link of their own', async () => {
    const { config, log } = { config: door.config, log: createLogger(door.config) };
    const dataSource = await door.database.open('portal', 2);
    const app = await createCustomerApp({ config, log, dataSource, clock: door.clock, registry: new Registry() });
    try {
      expect(routesOf(app)).toEqual(Object.keys(CUSTOMER_ROUTES).sort());
      const staff = people.get('admin')!.headers.cookie as string;
      const strangers = [
        {},
        { cookie: staff },
        { cookie: staff.replace('_staff=', '_customer=') },
        { cookie: 'portcullis_customer=x' },
      ];
      for (const [route, rule] of Object.entries(CUSTOMER_ROUTES)) {
        if (rule === 'public') continue;
        const [method, path] = route.split(' ') as ['GET' | 'POST', string];
        const url = path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
        for (const stranger of strangers) {
          const body = method === 'GET' ? {} : { payload: {} };
          const answer = await app.inject({ method, url, headers: { ...csrf, ...stranger }, ...body });
          expect([route, answer.statusCode]).toEqual([route, 401]);
        }
      }
    } finally {
      await app.close();
    }
  });
});
