import { hashPassword } from '@portcullis/core/access/password';
import { secretHash } from '@portcullis/core/access/secret';
import { openDatabase } from '@portcullis/core/db/database';
import { newId } from '@portcullis/core/db/ids';
import { type CommandContext, type Tx, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { SYSTEM } from '@portcullis/domain';
import type { StaffMember } from '@portcullis/simulator';
import type { Secrets } from './secrets.js';

interface KeyPlan {
  name: string;
  secret: string;
  scopes: string[];
  detectors: string[];
}

/** Creates the people, keys and the control plane's endpoint that this machine needs. What exists is left alone. */
export async function provision(
  appUrl: string,
  secrets: Secrets,
  people: readonly StaffMember[],
  controlPlaneUrl: string,
): Promise<void> {
  const dataSource = await openDatabase({ url: appUrl, poolSize: 2, applicationName: 'portcullis-provision' });
  try {
    const uow = new UnitOfWork(dataSource);
    const context: CommandContext = { actor: SYSTEM, now: new Date() };
    for (const person of people) await ensurePerson(uow, context, person, secrets);
    await uow.run(context, async (tx) => {
      for (const key of keyPlans(secrets)) await ensureKey(tx, key);
      await ensureControlPlane(tx, `${controlPlaneUrl}/webhooks`, secrets.webhook);
    });
  } finally {
    await dataSource.destroy();
  }
}

async function ensurePerson(
  uow: UnitOfWork,
  context: CommandContext,
  person: StaffMember,
  secrets: Secrets,
): Promise<void> {
  const [known] = await uow.read('select 1 from staff where lower(email) = lower($1)', [person.email]);
  if (known) return;
  const password = secrets.staff[person.email];
  // A colleague of the demo world is not signed in as: no password opens that account.
  const hash = password ? await hashPassword(password) : null;
  await uow.run(context, async (tx) => {
    const id = newId();
    await tx.query('insert into staff (id, email, name, password_hash, roles) values ($1, $2, $3, $4, $5)', [
      id,
      person.email,
      person.name,
      hash,
      person.roles,
    ]);
    for (const queue of person.queues) {
      await tx.query('insert into staff_queue (staff_id, queue_id) values ($1, $2)', [id, queue]);
    }
    tx.record({
      stage: 'access',
      kind: 'staff.create',
      entityKind: 'staff',
      entityId: id,
      body: { why: 'made by the launcher of this machine', after: { email: person.email, roles: person.roles } },
    });
  });
}

function keyPlans({ keys }: Secrets): KeyPlan[] {
  return [
    { name: 'Detectors of this machine', secret: keys.detector, scopes: ['detector'], detectors: ['*'] },
    { name: 'Directory of this machine', secret: keys.directory, scopes: ['directory'], detectors: [] },
    { name: 'Exports of this machine', secret: keys.export, scopes: ['export'], detectors: [] },
    { name: 'Demo control plane', secret: keys.controlPlane, scopes: ['control_plane'], detectors: [] },
  ];
}

async function ensureKey(tx: Tx, { name, secret, scopes, detectors }: KeyPlan): Promise<void> {
  const id = newId();
  const made = await tx.execute(
    `insert into api_key (id, name, scopes, prefix, secret_hash, detectors) values ($1, $2, $3, $4, $5, $6)
     on conflict (secret_hash) do nothing`,
    [id, name, scopes, secret.slice(0, 10), secretHash(secret), detectors],
  );
  if (made === 0) return;
  const after = { name, scopes, detectors };
  tx.record({ stage: 'access', kind: 'api_key.create', entityKind: 'api_key', entityId: id, body: { after } });
}

/** The address follows the port of this start; an endpoint that a 410 had switched off is on again. */
async function ensureControlPlane(tx: Tx, url: string, secret: string): Promise<void> {
  const [known] = await tx.query<{ id: string; url: string; active: boolean }>(
    `select id, url, active from webhook_endpoint where kind = 'control_plane' limit 1 for update`,
  );
  if (known?.url === url && known.active) return;
  const id = known?.id ?? newId();
  await tx.query(
    `insert into webhook_endpoint (id, kind, url, secrets) values ($1, 'control_plane', $2, $3)
     on conflict (id) do update set url = excluded.url, active = true, disabled_reason = null`,
    [id, url, JSON.stringify([secret])],
  );
  tx.record({
    stage: 'enforcement',
    kind: known ? 'webhook_endpoint.change' : 'webhook_endpoint.create',
    entityKind: 'webhook_endpoint',
    entityId: id,
    body: { before: known && { url: known.url, active: known.active }, after: { url, active: true } },
  });
}
