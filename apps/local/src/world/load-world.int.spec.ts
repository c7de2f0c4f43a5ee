import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAlert } from '@portcullis/contracts/alert/parse';
import { newId } from '@portcullis/core/db/ids';
import type { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { pendingSighting } from '@portcullis/core/grouping/pending';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { type DemoName, staff } from '@portcullis/simulator';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ledger } from '../control-plane/ledger.js';
import { MailStore } from '../mail/mail-store.js';
import { loadWorld } from './load-world.js';
import type { WorldIntake } from './world-intake.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** Stores what intake would, without its checks. */
function plainIntake(uow: UnitOfWork): WorldIntake {
  return {
    accept: (context, alerts) =>
      uow.run(context, async (tx) => {
        for (const body of alerts) {
          const parsed = parseAlert(JSON.parse(JSON.stringify(body)), { now: context.now.getTime() });
          if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
          const { alert } = parsed;
          const id = newId(context.now);
          await tx.query(
            `insert into alert (id, detector_id, external_id, detector_version, kind, title, severity, confidence, route, subject_kind, subject_id, observed_at, received_at, shadow, body)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, (select state <> 'active' from detector where id = $2), $14)`,
            [
              id,
              alert.detectorClaim?.id,
              alert.externalId,
              alert.detectorClaim?.version,
              alert.kind,
              alert.title,
              alert.severity,
              alert.confidence,
              alert.routes[0]?.route ?? 'unknown',
              alert.subject.kind,
              alert.subject.id,
              new Date(alert.observedAt),
              context.now,
              JSON.stringify(body),
            ],
          );
          await tx.query(
            'insert into alert_identity (detector_id, external_id, content_hash, alert_id) values ($1, $2, $3, $4)',
            [alert.detectorClaim?.id, alert.externalId, Buffer.from(alert.contentHash, 'hex'), id],
          );
          await tx.query('insert into alert_pending (alert_id, sighting) values ($1, $2)', [
            id,
            pendingSighting(alert),
          ]);
        }
      }),
    putDirectory: async (_context, records) => {
      for (let i = 0; i < records.length; i += 2000) {
        const page = records.slice(i, i + 2000);
        await uow.read(
          `insert into directory_entry (kind, id, version, parent_kind, parent_id, organization_id, data)
           select kind, id, 1, pk, pid, oid, data from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) as r(kind, id, pk, pid, oid, data)
           on conflict do nothing`,
          [
            page.map(({ kind }) => kind),
            page.map(({ id }) => id),
            page.map(({ parent }) => parent?.kind ?? null),
            page.map(({ parent }) => parent?.id ?? null),
            page.map(({ kind, id, parent }) =>
              kind === 'organization' ? id : parent?.kind === 'organization' ? parent.id : null,
            ),
            page.map((record) => JSON.stringify(record)),
          ],
        );
      }
      await uow.read(
        `update directory_entry k set organization_id = a.organization_id from directory_entry a
         where k.organization_id is null and k.parent_kind = 'account' and a.kind = 'account' and a.id = k.parent_id`,
      );
    },
  };
}

let database: PrivateDatabase;
let db: Database;
const directory = mkdtempSync(join(tmpdir(), 'portcullis-world-'));
const now = new Date('2026-11-21T09:40:00Z');
const name = (process.env.PORTCULLIS_TEST_WORLD ?? 'small') as DemoName;
let took = 0;

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 5);
  await seedReference(db);
  for (const person of staff) {
    await db.query('insert into staff (id, email, name, roles) values ($1, $2, $3, $4)', [
      newId(),
      person.email,
      person.name,
      person.roles,
    ]);
  }
  await db.query(
    `insert into webhook_endpoint (id, kind, url, secrets) values ($1, 'control_plane', 'http://127.0.0.1:9/webhooks', '["whsec_x"]')`,
    [newId()],
  );
  const began = performance.now();
  await loadWorld({
    name,
    now,
    appUrl: database.urls.app,
    portalUrl: database.urls.portal,
    intakeOf: plainIntake,
    mailDirectory: join(directory, 'mail'),
    ledgerFile: join(directory, 'control-plane.ndjson'),
    portalOrigin: 'http://127.0.0.1:4001',
    linkSecret: 'a secret of this test only',
    mailFrom: 'Portcullis <notices@portcullis.example>',
    replyTo: 'appeals@portcullis.example',
  }).catch(async (fault: unknown) => {
    for (const sql of [
      'select id, topic, payload, attempts, completed_at, failed_at, last_error from outbox where completed_at is null limit 5',
      'select kind, state, cause, created_at from notice order by number desc limit 5',
      'select kind, scope, state, number, case_id, needed from decision order by number desc limit 3',
      'select kind, state, subject_kind, subject_id, customer_id, case_id from action order by id desc limit 3',
    ]) console.log(JSON.stringify(await db.query(sql), null, 1));
    throw fault;
  });
  took = Math.round(performance.now() - began);
  console.log(`loaded ${name} in ${took} ms`);
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a loaded world', () => {
  it('shows what happened', async () => {
    for (const sql of [
      'select state, count(*)::int from case_file group by 1 order by 1',
      'select kind, state, count(*)::int from action group by 1, 2 order by 1, 2',
      'select state, count(*)::int from appeal group by 1 order by 1',
      'select kind, state, count(*)::int from notice group by 1, 2 order by 1, 2',
      `select detector_id, verdict, count(*)::int from outcome_current where detector_id in ('ip-intelligence', 'device-id-collision') group by 1, 2 order by 1, 2`,
      'select topic, count(*)::int from outbox where completed_at is null group by 1',
      'select number, title, severity, route, alert_count, subject_count, act_by, due_at from case_file where held_by is null and state in (\'new\', \'triaged\', \'investigating\') order by act_by limit 8',
    ]) {
      console.table(await db.query(sql));
    }
    expect(new MailStore(join(directory, 'mail')).list().length).toBeGreaterThan(0);
    expect(new Ledger(join(directory, 'control-plane.ndjson')).unconfirmed()).toEqual([]);
  });
});
