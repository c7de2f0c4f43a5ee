import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Detectors may ask for their outcomes as CloudEvents. */
export class WebhookFormat1763700000007 implements MigrationInterface {
  name = 'WebhookFormat1763700000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table webhook_endpoint add column format text not null default 'standard_webhook'
        check (format in ('standard_webhook', 'cloudevent'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table webhook_endpoint drop column format');
  }
}
