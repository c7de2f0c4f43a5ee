import type { AppealEvidenceKind, AppealGround } from '@portcullis/contracts/portal/evidence';
import { CustomerUnitOfWork } from '@portcullis/core/appeals/customer-unit-of-work';
import { DecideAppeal } from '@portcullis/core/appeals/decide-appeal.command';
import { FileAppeal } from '@portcullis/core/appeals/file-appeal.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import { UploadFile } from '@portcullis/core/appeals/upload-file.command';
import { AttachToCase } from '@portcullis/core/casework/attach.command';
import { ClaimCase } from '@portcullis/core/casework/claim.command';
import { CommentOnCase } from '@portcullis/core/casework/comment.command';
import { Lease } from '@portcullis/core/casework/lease.command';
import { QueuesQuery } from '@portcullis/core/casework/queues.query';
import { SetFindings } from '@portcullis/core/casework/set-findings.command';
import { WaitForParty } from '@portcullis/core/casework/wait.command';
import type { CommandContext, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import type { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { type Actor, SYSTEM } from '@portcullis/domain';
import { type Paper, pdfOf, type StoryStep } from '@portcullis/simulator';
import { CaseFinder } from './case-finder.js';
import type { OutboxWork } from './outbox-work.js';
import type { SimulatedClock } from './simulated-clock.js';
import type { StoryControlPlane } from './story-control-plane.js';
import type { WorldIntake } from './world-intake.js';

export interface ReplayParts {
  /** With the app role. */
  uow: UnitOfWork;
  /** With the portal role. */
  portal: UnitOfWork;
  clock: SimulatedClock;
  intake: WorldIntake;
  assign: AssignAlerts;
  people: ReadonlyMap<string, Extract<Actor, { kind: 'staff' }>>;
  controlPlane: StoryControlPlane;
  outbox: OutboxWork;
}

/** A step that the application refused: the story and the rules disagree, which is a fault of the story. */
export class StepRefused extends Error {}

const CONTROL_PLANE: Actor = { kind: 'control_plane', id: 'demo' };
type Of<Word extends StoryStep['do']> = Extract<StoryStep, { do: Word }>;

/** Takes a story's steps one by one through the commands that people and machines would use. */
export class Replay {
  private readonly find: CaseFinder;
  private readonly claim: ClaimCase;
  private readonly lease: Lease;
  private readonly comment: CommentOnCase;
  private readonly attach: AttachToCase;
  private readonly waiting: WaitForParty;
  private readonly findings: SetFindings;
  private readonly propose: ProposeDecision;
  private readonly answer: AnswerDecision;
  private readonly confirm: ConfirmAction;
  private readonly file: FileAppeal;
  private readonly upload: UploadFile;
  private readonly review: ReviewAppeal;
  private readonly decide: DecideAppeal;

  constructor(private readonly parts: ReplayParts) {
    const { uow } = parts;
    this.find = new CaseFinder(uow);
    this.claim = new ClaimCase(uow, new QueuesQuery(uow));
    this.lease = new Lease(uow);
    this.comment = new CommentOnCase(uow);
    this.attach = new AttachToCase(uow);
    this.waiting = new WaitForParty(uow);
    this.findings = new SetFindings(uow);
    this.propose = new ProposeDecision(uow);
    this.answer = new AnswerDecision(uow);
    this.confirm = new ConfirmAction(uow);
    const door = new CustomerUnitOfWork(parts.portal);
    this.file = new FileAppeal(door);
    this.upload = new UploadFile(door);
    this.review = new ReviewAppeal(uow);
    this.decide = new DecideAppeal(uow);
  }

  /** @throws StepRefused naming the step and what the rules said */
  async take(step: StoryStep): Promise<void> {
    this.parts.clock.advanceTo(step.at);
    try {
      const refusal = await this.run(step);
      if (refusal && !refusal.ok) throw new StepRefused(`${refusal.code}: ${refusal.message}`);
    } catch (fault) {
      const where = 'case' in step ? ` (${step.case.detector}/${step.case.id})` : '';
      const why = fault instanceof Error ? fault.message : String(fault);
      throw new StepRefused(`${new Date(step.at).toISOString()} ${step.do}${where}: ${why}`, { cause: fault });
    }
  }

  private async run(step: StoryStep): Promise<Answer> {
    switch (step.do) {
      case 'directory.put':
        await this.parts.intake.putDirectory(this.as({ kind: 'directory', id: 'demo' }), step.records);
        return null;
      case 'alerts.post':
        await this.parts.intake.accept(this.as({ kind: 'detector', id: 'demo' }), step.alerts);
        await this.parts.assign.drain(() => this.as(SYSTEM));
        return null;
      case 'case.claim':
        return this.claim.claim(this.staff(step.by), (await this.find.caseOf(step.case)).id);
      case 'case.release':
        return this.lease.release(this.staff(step.by), (await this.find.caseOf(step.case)).id, step.reason);
      case 'case.comment':
        return this.comment.comment(this.staff(step.by), (await this.find.caseOf(step.case)).id, step.text);
      case 'case.attach':
        return this.attachPaper(step);
      case 'case.wait': {
        const { id, version } = await this.find.caseOf(step.case);
        return this.waiting.wait(this.staff(step.by), { caseId: id, version, party: step.party, reason: step.reason });
      }
      case 'case.find':
        return this.findings.set(this.staff(step.by), {
          caseId: (await this.find.caseOf(step.case)).id,
          subjects: step.subjects,
          allUndetermined: step.subjects === null,
          finding: step.finding,
          reason: step.reason,
        });
      case 'decision.propose':
        return this.proposal(step);
      case 'decision.approve':
      case 'decision.return':
      case 'decision.refuse': {
        const decisionId = await this.find.openProposal((await this.find.caseOf(step.case)).id);
        const verb = step.do.slice('decision.'.length) as 'approve' | 'return' | 'refuse';
        return this.answer[verb](this.staff(step.by), { decisionId, reason: step.reason });
      }
      case 'action.confirm':
        return this.confirmation(step);
      case 'notice.deliver':
        await this.parts.outbox.drain();
        return null;
      case 'appeal.submit':
        return this.appeal(step);
      case 'appeal.message':
      case 'appeal.answer':
      case 'appeal.withdraw':
        return this.customerSays(step);
      default:
        return this.appealStep(step);
    }
  }

  private async attachPaper({ by, case: ref, paper }: Of<'case.attach'>): Promise<Answer> {
    const content = pdfOf(paper);
    const { id } = await this.find.caseOf(ref);
    return this.attach.attach(this.staff(by), {
      caseId: id,
      name: paper.fileName,
      declaredType: 'application/pdf',
      content,
    });
  }

  private async proposal(step: Of<'decision.propose'>): Promise<Answer> {
    const { id, version } = await this.find.caseOf(step.case);
    return this.propose.propose(this.staff(step.by), {
      caseId: id,
      caseVersion: version,
      kind: step.kind,
      scope: step.scope,
      subjects: step.subjects,
      route: step.route,
      ground: step.ground,
      clause: step.clause,
      evidence: step.evidence ? await this.find.alertIds(step.evidence) : await this.find.alertsOfCase(id),
      facts: step.facts,
      reasons: step.reasons,
      considered: step.considered,
      until: step.until === null ? null : new Date(step.until),
      clearing: step.clearing,
    });
  }

  private async confirmation({ case: ref, status }: Of<'action.confirm'>): Promise<Answer> {
    await this.parts.controlPlane.takeOrders();
    const { id } = await this.find.caseOf(ref);
    for (const actionId of await this.find.unsettledActions(id)) {
      const at = this.parts.clock.now();
      const answer = await this.confirm.confirm(this.as(CONTROL_PLANE), actionId, { status, at });
      if (!answer.ok) return answer;
      this.parts.controlPlane.carriedOut(actionId, status);
    }
    return null;
  }

  private async appeal({ case: ref, statement, papers, asksForRelief }: Of<'appeal.submit'>): Promise<Answer> {
    const { id } = await this.find.caseOf(ref);
    const { contactName, ...scope } = await this.find.statement(id);
    const filed = await this.file.file(this.customer(scope.customerId), scope, {
      statement,
      grounds: groundsOf(papers),
      contactName,
      standing: 'administrator',
      relief: asksForRelief ?? null,
    });
    if (!filed.ok) return filed;
    for (const paper of papers) {
      const kept = await this.upload.upload(this.customer(scope.customerId), scope, filed.appealId, {
        name: paper.fileName,
        declaredType: 'application/pdf',
        purpose: purposeOf(paper),
        content: pdfOf(paper),
      });
      if (!kept.ok) return kept;
    }
    await this.parts.outbox.drain();
    return filed;
  }

  private async customerSays(step: Of<'appeal.message' | 'appeal.answer' | 'appeal.withdraw'>): Promise<Answer> {
    const { id } = await this.find.caseOf(step.case);
    const { id: appealId, ...scope } = await this.find.appeal(id);
    const context = this.customer(scope.customerId);
    return step.do === 'appeal.withdraw'
      ? this.file.withdraw(context, scope, appealId, step.text)
      : this.file.message(context, scope, appealId, step.text);
  }

  private async appealStep(
    step: Of<'appeal.claim' | 'appeal.ask' | 'appeal.inadmissible' | 'appeal.decide' | 'appeal.cosign'>,
  ): Promise<Answer> {
    const context = this.staff(step.by);
    const { id, version } = await this.find.appeal((await this.find.caseOf(step.case)).id);
    const answer = await this.onAppeal(step, context, id, version);
    if (answer?.ok) await this.parts.outbox.drain();
    return answer;
  }

  private async onAppeal(
    step: Of<'appeal.claim' | 'appeal.ask' | 'appeal.inadmissible' | 'appeal.decide' | 'appeal.cosign'>,
    context: CommandContext,
    id: string,
    version: number,
  ): Promise<Answer> {
    switch (step.do) {
      case 'appeal.claim': {
        const claimed = await this.review.claim(context, id);
        return claimed.ok ? this.review.noteFirstReading(context, id, step.firstReading) : claimed;
      }
      case 'appeal.ask':
        return this.review.ask(context, id, version, step.text);
      case 'appeal.inadmissible':
        return this.review.findInadmissible(context, id, version, step.reason);
      case 'appeal.cosign':
        return this.decide.coSign(context, id, version, step.agree, step.reason);
      case 'appeal.decide':
        return this.decide.decide(context, {
          appealId: id,
          version,
          result: step.result,
          reason: step.reason,
          text: step.text,
          mistakenAlerts: await this.find.alertIds(step.mistaken),
          mistakenReason: step.mistakenReason,
          restores: [],
        });
    }
  }

  private as(actor: Actor): CommandContext {
    return { actor, now: this.parts.clock.now() };
  }

  private staff(key: string): CommandContext {
    const actor = this.parts.people.get(key);
    if (!actor) throw new Error(`${key} is not on the staff`);
    return this.as(actor);
  }

  private customer(id: string): CommandContext {
    return this.as({ kind: 'customer', id });
  }
}

const purposeOf = ({ chart, fileName }: Paper): AppealEvidenceKind => {
  if (chart) return 'ownership_chart';
  if (/regist/.test(fileName)) return 'registry_extract';
  if (/lease/.test(fileName)) return 'office_lease';
  return 'other';
};

/** What the papers would show is what they say is wrong. */
function groundsOf(papers: readonly Paper[]): AppealGround[] {
  const kinds = papers.map(purposeOf);
  const grounds: AppealGround[] = [];
  if (kinds.includes('office_lease')) grounds.push('location');
  if (kinds.includes('ownership_chart') || kinds.includes('registry_extract')) grounds.push('ownership');
  return grounds.length > 0 ? grounds : ['other'];
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string } | null;
