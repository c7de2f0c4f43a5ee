import { FinaliseCases } from '@portcullis/core/appeals/finalise-cases.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import { Lease } from '@portcullis/core/casework/lease.command';
import type { CommandContext, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { LiftAction } from '@portcullis/core/enforcement/lift-action.command';

/** What the clock does by itself: leases lapse, actions reach their dates, questions go unanswered, cases become final. */
export class PassingTime {
  private readonly lease: Lease;
  private readonly decisions: AnswerDecision;
  private readonly actions: LiftAction;
  private readonly appeals: ReviewAppeal;
  private readonly cases: FinaliseCases;

  constructor(uow: UnitOfWork) {
    this.lease = new Lease(uow);
    this.decisions = new AnswerDecision(uow);
    this.actions = new LiftAction(uow);
    this.appeals = new ReviewAppeal(uow);
    this.cases = new FinaliseCases(uow);
  }

  /** Before each step: who left a case has left it. */
  async lapse(now: Date): Promise<void> {
    await this.lease.expire(now, 200);
  }

  /** Once a day. */
  async pass(context: CommandContext): Promise<void> {
    await this.decisions.expireDue(context);
    await this.actions.expireDue(context);
    await this.appeals.timeOutDue(context);
    await this.cases.finaliseDue(context);
  }
}
