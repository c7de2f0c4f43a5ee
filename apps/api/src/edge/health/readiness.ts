import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@portcullis/core';

/** Whether this process wants requests: the database answers and no shutdown has begun. */
@Injectable()
export class Readiness {
  private stopping = false;

  constructor(private readonly uow: UnitOfWork) {}

  stop(): void {
    this.stopping = true;
  }

  /** @returns what stands in the way, or null when ready */
  async obstacle(): Promise<string | null> {
    if (this.stopping) return 'stopping';
    try {
      await this.uow.read('select 1 as one');
      return null;
    } catch (fault) {
      return `database: ${(fault as { code?: string }).code ?? 'unreachable'}`;
    }
  }
}
