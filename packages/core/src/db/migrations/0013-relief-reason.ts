import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a customer's work can't wait is the customer's to write, also after the appeal was filed. */
export class ReliefReason1763700000013 implements MigrationInterface {
  name = 'ReliefReason1763700000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `grant update (relief_reason) on appeal to portcullis_portal`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `revoke update (relief_reason) on appeal from portcullis_portal`);
  }
}
