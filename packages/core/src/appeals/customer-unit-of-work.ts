import { Injectable } from '@nestjs/common';
import type { Refusal } from '@portcullis/domain';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { undoneByRefusal } from './undo.js';

/** Whose matter a customer's session opens: nothing of anybody else is visible in its transactions. */
export interface CustomerScope {
  customerId: string;
  noticeId: string;
}

/**
 * Transactions of the customer door. Each starts by saying whose it is, and row-level security does the rest; the
 * setting ends with the transaction, so that a pooled connection carries nothing over to the next customer.
 */
@Injectable()
export class CustomerUnitOfWork {
  constructor(private readonly uow: UnitOfWork) {}

  run<T>(context: CommandContext, scope: CustomerScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.uow.run(context, async (tx) => {
      await actAs(tx, scope.customerId);
      return work(tx);
    });
  }

  /** As `run`; a refusal takes back whatever was written before it. */
  attempt<T extends { ok: true }>(
    context: CommandContext,
    scope: CustomerScope,
    work: (tx: Tx) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    return undoneByRefusal((inner) => this.run(context, scope, inner), work);
  }
}

/** From here to the end of the transaction, rows of this customer are visible to the portal role, and no others. */
export async function actAs(tx: Tx, customerId: string): Promise<void> {
  await tx.query(`select set_config('app.subject', $1, true)`, [customerId]);
}
