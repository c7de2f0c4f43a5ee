import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sending notices needs beyond the notice itself. */
export class Notices1763700000005 implements MigrationInterface {
  name = 'Notices1763700000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTICES);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: what was sent cannot be unsent.');
  }
}

const NOTICES = /* sql */ `
-- cause: what a notice answers to, such as 'decision:<id>'; a customer gets one letter for one cause.
-- link_id: the link that the letter carries; its token is derived from it when the letter is sent.
-- reached: addresses that were tried, so that another one can be taken when one is refused.
alter table notice
  add column cause text,
  add column link_id uuid,
  add column reached text[] not null default '{}';
create unique index notice_cause on notice (customer_id, cause) where cause is not null;

-- A notice is to be sent exactly when it has a next attempt.
drop index notice_unsent;
create index notice_to_send on notice (next_attempt_at) where next_attempt_at is not null;
create index portal_link_notice on portal_link (notice_id);
`;
