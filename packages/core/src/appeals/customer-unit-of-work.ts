import { Injectable } from '@nestjs/common';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';

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
      await tx.query(`select set_config('app.subject', $1, true)`, [scope.customerId]);
      return work(tx);
    });
  }
}
