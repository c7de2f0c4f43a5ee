import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A lane is what the deliverer schedules: it knows its oldest undelivered message, when that is due and who is sending
 * it, so that finding work costs the same whether a lane holds one message or a million.
 */
export class Delivery1763700000002 implements MigrationInterface {
  name = 'Delivery1763700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LANES);
    await runner.query(WORKER);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: what was sent cannot be unsent.');
  }
}

const LANES = /* sql */ `
-- endpoint: 'control_plane', 'provisioning' or 'detector:<id>'; the address is looked up when a message is sent.
-- done_sequence: everything up to here was delivered or skipped. last_delivered leaves out the skipped ones.
-- next_attempt_at is null when nothing waits or a dead letter holds the lane; a lease moves it ahead, so that
-- a lane whose sender died is due again by itself.
alter table delivery_lane
  add column endpoint text not null default 'control_plane',
  add column done_sequence bigint not null default 0,
  add column last_delivered bigint not null default 0,
  add column next_attempt_at timestamptz(3),
  add column lease uuid,
  add column held boolean not null default false;
alter table delivery_lane alter column endpoint drop default;
create index delivery_lane_due on delivery_lane (next_attempt_at) where next_attempt_at is not null;
create index delivery_lane_held on delivery_lane (lane) where held;

drop index delivery_due;
alter table delivery drop column leased_until;
alter table delivery add column first_attempt_at timestamptz(3);
alter table delivery_lane set (fillfactor = 70);
alter table delivery set (fillfactor = 80);
`;

const WORKER = /* sql */ `
-- One row for each schedule: whoever takes a due row runs it, however many workers there are.
create table schedule_run (
  name text primary key,
  due_at timestamptz(3) not null,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  last_error text
);

-- claimed_at: a processor began on it. It is dispatched again when it neither completed nor failed in time.
alter table outbox add column claimed_at timestamptz(3), add column request_id text;
alter table outbox set (fillfactor = 70);
create index outbox_dead on outbox (failed_at) where failed_at is not null;
`;
