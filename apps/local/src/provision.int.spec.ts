import { randomBytes } from 'node:crypto';
import { verifyPassword } from '@portcullis/core/access/password';
import { secretHash } from '@portcullis/core/access/secret';
import { databaseRoles, type RolePasswords } from '@portcullis/core/db/roles';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { ROLES } from '@portcullis/domain';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provision } from './provision.js';
import type { Secrets } from './secrets.js';
import { colleagues, visitors } from './sign-ins.js';

let database: PrivateDatabase;
const people = [...visitors, ...colleagues];
const word = () => randomBytes(18).toString('base64url');
const secrets: Secrets = {
  superuser: word(),
  roles: Object.fromEntries(databaseRoles.map((role) => [role, word()])) as RolePasswords,
  link: word(),
  webhook: `whsec_${word()}`,
  keys: { detector: word(), directory: word(), export: word(), controlPlane: word() },
  staff: Object.fromEntries(visitors.map(({ email }) => [email, word()])),
};

beforeAll(async () => {
  database = await privateDatabase();
  await seedReference(await database.open('app'));
});
afterAll(() => database.close());

it('makes everybody, with a password for one of each role, four keys and the endpoint, with history; again changes only the endpoint that moved', async () => {
  await provision(database.urls.app, secrets, people, 'http://127.0.0.1:4003');
  const app = await database.open('app');
  const staff: { email: string; roles: string[]; password_hash: string | null }[] =
    await app.query('select * from staff');
  expect(staff.map(({ email }) => email).sort()).toEqual(people.map(({ email }) => email).sort());
  const openable = staff.filter((person) => person.password_hash !== null);
  expect(openable.map(({ roles }) => roles[0]).sort()).toEqual([...ROLES].sort());
  const reviewer = openable.find(({ roles }) => roles[0] === 'reviewer')!;
  expect(await verifyPassword(reviewer.password_hash!, secrets.staff[reviewer.email]!)).toBe(true);
  const [key] = await app.query('select scopes, detectors from api_key where secret_hash = $1', [
    secretHash(secrets.keys.detector),
  ]);
  expect(key).toEqual({ scopes: ['detector'], detectors: ['*'] });
  const count = async () => Number((await app.query('select count(*) as n from event'))[0].n);
  const before = await count();
  expect(before).toBe(people.length + 4 + 1);

  await provision(database.urls.app, secrets, people, 'http://127.0.0.1:4003');
  expect(await count()).toBe(before);
  await provision(database.urls.app, secrets, people, 'http://127.0.0.1:4013');
  expect(await count()).toBe(before + 1);
  expect(await app.query('select url, secrets from webhook_endpoint')).toEqual([
    { url: 'http://127.0.0.1:4013/webhooks', secrets: [secrets.webhook] },
  ]);
});
