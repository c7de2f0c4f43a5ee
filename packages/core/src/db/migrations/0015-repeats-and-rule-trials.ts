import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which cases are of a scheme that went on after a decision (GR-8); rule sets with approval, tried beforehand (GR-7). */
export class RepeatsAndRuleTrials1763700000015 implements MigrationInterface {
  name = 'RepeatsAndRuleTrials1763700000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table case_repeat (
        case_id uuid primary key references case_file(id),
        earlier_case_id uuid not null references case_file(id),
        decision text not null,
        -- Days since that decision.
        days integer not null,
        at timestamptz(3) not null
      );
      create index case_repeat_earlier on case_repeat (earlier_case_id);
      create index case_repeat_at on case_repeat (at);

      alter table rule_set
        add column based_on integer references rule_set(id),
        add column approved_by uuid references staff(id),
        add column approval_reason text,
        add check (approved_by is null or approved_by <> author_id);

      -- A rule set run on what is there, without changing anything.
      create table rule_trial (
        id uuid primary key,
        rule_set_id integer not null references rule_set(id),
        against_id integer not null,
        state text not null check (state in ('waiting','running','done','failed')),
        asked_by uuid not null references staff(id),
        asked_at timestamptz(3) not null,
        started_at timestamptz(3),
        finished_at timestamptz(3),
        done bigint not null default 0,
        total bigint not null default 0,
        result jsonb,
        failure text
      );
      create index rule_trial_waiting on rule_trial (id) where state in ('waiting','running');
      create index rule_trial_of on rule_trial (rule_set_id, id);
      -- Cases that would become one, fall apart, or exchange subjects.
      create table rule_trial_difference (
        trial_id uuid not null references rule_trial(id),
        position integer not null,
        kind text not null check (kind in ('merge','split','move')),
        subjects integer not null,
        cases jsonb not null,
        parts jsonb not null,
        primary key (trial_id, position)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
