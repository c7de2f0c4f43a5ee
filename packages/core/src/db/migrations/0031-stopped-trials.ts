import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trial of rules may be stopped by a person while it waits or runs: nothing of it is kept but who did it. */
export class StoppedTrials1763700000031 implements MigrationInterface {
  name = 'StoppedTrials1763700000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table rule_trial
        drop constraint rule_trial_state_check,
        add constraint rule_trial_state_check check (state in ('waiting','running','done','failed','stopped')),
        add column stopped_by uuid references staff(id),
        add constraint rule_trial_stopped check ((state = 'stopped') = (stopped_by is not null));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: who stopped a trial would be lost.');
  }
}
