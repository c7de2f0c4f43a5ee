import { createHash } from 'node:crypto';
import { newId } from '@portcullis/core/db/ids';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import type { Family, Role, Route, SignalUse } from '@portcullis/domain';
import type { Database } from './private-database.js';

/** Rows that a test starts from, written straight into the tables: for what is under test, use the commands. */
export interface World {
  database: Database;
  now: Date;
}

export interface DetectorSpec {
  id: string;
  family: Family;
  sources: string[];
  lawfulUse?: SignalUse;
}

/** Two families from two original sources, and a third that shares the first one's source. */
export const DETECTORS: readonly DetectorSpec[] = [
  { id: 'tls_header_signature', family: 'client', sources: ['edge'], lawfulUse: 'decisive' },
  { id: 'instrument_reuse', family: 'payment', sources: ['billing'], lawfulUse: 'decisive' },
  { id: 'device_id_collision', family: 'account', sources: ['edge'], lawfulUse: 'decisive' },
];

export async function aWorld(database: Database, now = new Date('2026-11-20T08:00:00.000Z')): Promise<World> {
  await seedReference(database);
  for (const detector of DETECTORS) await aDetector({ database, now }, detector);
  return { database, now };
}

export async function aDetector(
  { database }: World,
  { id, family, sources, lawfulUse = 'decisive' }: DetectorSpec,
): Promise<void> {
  await database.query(
    `insert into detector (id, name, family, sources, lawful_use) values ($1, $1, $2, $3, $4) on conflict (id) do nothing`,
    [id, family, sources, lawfulUse],
  );
}

/** A person of the staff. @returns the id, and the actor that commands take */
export async function aStaff({ database }: World, roles: Role[], name = roles.join(' ')) {
  const id = newId();
  await database.query(`insert into staff (id, email, name, roles) values ($1, $2, $3, $4)`, [
    id,
    `${id}@portcullis.example`,
    name,
    roles,
  ]);
  return { kind: 'staff' as const, id, roles };
}

export interface AccountSpec {
  id: string;
  organization: string;
  seats?: number;
  exchanges30d?: number;
  plan?: string;
  email?: string;
}

/** An account with its organization and a verified contact, as the directory knows them. */
export async function anAccount({ database }: World, account: AccountSpec): Promise<void> {
  const entries = [
    [
      'organization',
      account.organization,
      null,
      null,
      { name: `Org ${account.organization}`, plan: account.plan ?? 'team', language: 'en', country: 'SG' },
    ],
    [
      'account',
      account.id,
      'organization',
      account.organization,
      { seats: account.seats ?? 0, exchanges30d: account.exchanges30d ?? 0 },
    ],
    [
      'contact',
      `contact-${account.organization}`,
      'organization',
      account.organization,
      {
        email: account.email ?? `owner@${account.organization}.example`,
        verifiedAt: '2026-01-01T00:00:00Z',
        role: 'owner',
      },
    ],
  ] as const;
  for (const [kind, id, parentKind, parentId, data] of entries) {
    await database.query(
      `insert into directory_entry (kind, id, version, parent_kind, parent_id, organization_id, data) values ($1, $2, 1, $3, $4, $5, $6)
       on conflict (kind, id) do nothing`,
      [kind, id, parentKind, parentId, account.organization, JSON.stringify(data)],
    );
  }
}

export interface CaseSpec {
  route?: Route;
  severity?: number;
  queue?: string;
  /** Accounts, each with the detectors that raised an alert about it. */
  accounts: Record<string, readonly string[]>;
  organization?: string;
  state?: string;
}

export interface BuiltCase {
  id: string;
  number: number;
  version: number;
  alerts: { id: string; account: string; detector: string }[];
}

/** A case with its alerts, subjects and links, as grouping would have left it. */
export async function aCase({ database, now }: World, spec: CaseSpec): Promise<BuiltCase> {
  const id = newId();
  const route = spec.route ?? 'transfer_station';
  const severity = spec.severity ?? 4;
  const alerts = Object.entries(spec.accounts).flatMap(([account, detectors]) =>
    detectors.map((detector) => ({ id: newId(), account, detector })),
  );
  const due = new Date(now.getTime() + 8 * 3_600_000);
  const [row] = (await database.query(
    `insert into case_file (id, title, state, route, severity, queue_id, organization_id, act_by, due_at, alert_count, subject_count,
       first_alert_at, last_alert_at, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $11, $11) returning number, version`,
    [
      id,
      `Case about ${Object.keys(spec.accounts)[0]}`,
      spec.state ?? 'new',
      route,
      severity,
      spec.queue ?? 'relay',
      spec.organization ?? null,
      due,
      alerts.length,
      Object.keys(spec.accounts).length,
      now,
    ],
  )) as { number: number; version: number }[];
  for (const account of Object.keys(spec.accounts)) {
    await database.query(
      `insert into case_subject (case_id, subject_kind, subject_id, organization_id, alert_count, first_at, last_at, severity)
       values ($1, 'account', $2, (select organization_id from directory_entry where kind = 'account' and id = $2), $3, $4, $4, $5)`,
      [id, account, spec.accounts[account]?.length ?? 0, now, severity],
    );
  }
  for (const alert of alerts) {
    const externalId = `ext-${alert.id}`;
    const body = {
      id: externalId,
      severity,
      subject: { kind: 'account', id: alert.account },
      indicators: [],
      evidence: [{ type: `${alert.detector}_panel`, data: {} }],
    };
    await database.query(
      `insert into alert (id, detector_id, external_id, detector_version, title, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, $2, $3, '1.0', $4, $5, $6, 'account', $7, $8, $8, $9)`,
      [
        alert.id,
        alert.detector,
        externalId,
        `${alert.detector} on ${alert.account}`,
        severity,
        route,
        alert.account,
        now,
        JSON.stringify(body),
      ],
    );
    await database.query(
      `insert into alert_identity (detector_id, external_id, content_hash, alert_id) values ($1, $2, $3, $4)`,
      [alert.detector, externalId, createHash('sha256').update(JSON.stringify(body)).digest(), alert.id],
    );
    await database.query(
      `insert into case_alert (alert_id, case_id, subject_kind, subject_id, detector_id, observed_at, score, link, rule_set_id, since)
       values ($1, $2, 'account', $3, $4, $5, 12, null, 1, $5)`,
      [alert.id, id, alert.account, alert.detector, now],
    );
  }
  return { id, number: row?.number ?? 0, version: row?.version ?? 1, alerts };
}

/** Puts a case into somebody's hands, under investigation, as a claim would. */
export async function held({ database, now }: World, { id }: Pick<BuiltCase, 'id'>, staffId: string): Promise<number> {
  const [row] = (await database
    .query(
      `update case_file set state = 'investigating', held_by = $2, held_since = $3, held_until = $4, assignee_id = $2, first_reviewed_at = $3, version = version + 1
     where id = $1 returning version`,
      [id, staffId, now, new Date(now.getTime() + 900_000)],
    )
    .then((result: unknown) => (Array.isArray(result) && Array.isArray(result[0]) ? result[0] : result))) as {
    version: number;
  }[];
  await database.query(
    `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'first_instance', 'claimed', $3) on conflict do nothing`,
    [id, staffId, now],
  );
  return row?.version ?? 0;
}

/** Says what subjects of a case turned out to be. */
export async function found(
  { database, now }: World,
  { id }: Pick<BuiltCase, 'id'>,
  staffId: string,
  findings: Record<string, string>,
): Promise<void> {
  for (const [account, finding] of Object.entries(findings)) {
    await database.query(
      `update case_subject set finding = $3, finding_reason = 'as the evidence shows', finding_by = $4, finding_at = $5
       where case_id = $1 and subject_kind = 'account' and subject_id = $2`,
      [id, account, finding, staffId, now],
    );
  }
}
