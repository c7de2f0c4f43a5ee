import { CustomerUnitOfWork } from '@portcullis/core/appeals/customer-unit-of-work';
import { DecideAppeal } from '@portcullis/core/appeals/decide-appeal.command';
import { FileAppeal } from '@portcullis/core/appeals/file-appeal.command';
import { FinaliseCases } from '@portcullis/core/appeals/finalise-cases.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import { ClaimCase } from '@portcullis/core/casework/claim.command';
import { EndMonitoring } from '@portcullis/core/casework/end-monitoring.command';
import { QueuesQuery } from '@portcullis/core/casework/queues.query';
import { ReopenCase } from '@portcullis/core/casework/reopen-case.command';
import { SetFindings } from '@portcullis/core/casework/set-findings.command';
import { WaitForParty } from '@portcullis/core/casework/wait.command';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import { LiftAction } from '@portcullis/core/enforcement/lift-action.command';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { AcceptAlerts } from '@portcullis/core/intake/accept.command';
import { type IntakeSource, incomingAlert } from '@portcullis/core/intake/incoming';
import { ComposeStatements } from '@portcullis/core/notices/compose-statements.command';
import { type Actor, type Route, SYSTEM } from '@portcullis/domain';
import { anAccount, aStaff, aWorld, type World } from './builders.js';
import type { Database } from './private-database.js';

type Staff = Extract<Actor, { kind: 'staff' }>;

const SOURCE: IntakeSource = { keyId: null, detectors: ['*'], defaultDetector: null };
const PLANE: Actor = { kind: 'control_plane', id: 'plane' };
const ROUTES: readonly Route[] = ['transfer_station', 'distillation', 'shell_company', 'unknown'];
const DETECTORS = [
  ['tls_header_signature', '1.0'],
  ['tls_header_signature', '1.1'],
  ['instrument_reuse', '2.0'],
  ['device_id_collision', null],
] as const;
const ACCOUNTS = 60;
const MINUTE = 60_000;
const DAY = 86_400_000;
const LETTERS = {
  portalOrigin: 'http://127.0.0.1:4001',
  replyTo: 'appeals@portcullis.example',
  linkSecret: 'a secret of at least sixteen',
};

/**
 * A history that nobody planned: alerts come in, people and machines do what their commands allow, over days of a
 * simulated clock. What is refused is left. The same seed gives the same acts.
 */
export class RandomHistory {
  now: Date;
  private readonly uow: UnitOfWork;
  private readonly accept: AcceptAlerts;
  private readonly assign: AssignAlerts;
  private readonly files: FileAppeal;
  private alerts = 0;

  private constructor(
    private readonly world: World,
    portal: Database,
    private readonly reviewers: readonly Staff[],
    private readonly seniors: readonly Staff[],
    private readonly hearers: readonly Staff[],
    private state: number,
  ) {
    this.now = world.now;
    this.uow = new UnitOfWork(world.database);
    this.accept = new AcceptAlerts(this.uow, undefined, { registerOnSight: true });
    this.assign = new AssignAlerts(this.uow);
    this.files = new FileAppeal(new CustomerUnitOfWork(new UnitOfWork(portal)));
  }

  static async begin(database: Database, portal: Database, start: Date, seed: number): Promise<RandomHistory> {
    const world = await aWorld(database, start);
    for (let i = 0; i < ACCOUNTS; i++) {
      await anAccount(world, { id: `acct_${i}`, organization: `org_${i % 20}`, seats: 5 * (i % 9), exchanges30d: 100 });
    }
    const people = (roles: Parameters<typeof aStaff>[1], n: number) =>
      Promise.all(Array.from({ length: n }, () => aStaff(world, roles)));
    await database.query('update staff set wip_limit = 50');
    const [reviewers, seniors, hearers] = await Promise.all([
      people(['reviewer'], 4),
      people(['senior_reviewer'], 3),
      people(['appeal_reviewer'], 3),
    ]);
    await database.query('update staff set wip_limit = 50');
    return new RandomHistory(world, portal, reviewers, seniors, hearers, seed);
  }

  /** Takes so many steps, each some minutes after the one before. */
  async run(steps: number): Promise<void> {
    const acts: readonly [number, () => Promise<unknown>][] = [
      [6, () => this.alertsCome()],
      [5, () => this.claim()],
      [8, () => this.propose()],
      [6, () => this.answer()],
      [6, () => this.confirm()],
      [3, () => this.file()],
      [5, () => this.hear()],
      [1, () => this.lift()],
      [2, () => this.wait()],
      [1, () => this.reopen()],
      [2, () => this.finalise()],
      [1, () => new EndMonitoring(this.uow).endDue(this.as(SYSTEM))],
    ];
    const weights = acts.reduce((sum, [weight]) => sum + weight, 0);
    for (let step = 0; step < steps; step++) {
      this.now = new Date(this.now.getTime() + (1 + this.draw(120)) * MINUTE + this.draw(MINUTE));
      let left = this.draw(weights);
      for (const [weight, act] of acts) {
        left -= weight;
        if (left >= 0) continue;
        await act();
        break;
      }
    }
  }

  draw(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor(((this.state >>> 8) / 2 ** 24) * below);
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[this.draw(from.length)];
  }
  private as(actor: Actor | undefined) {
    return { actor: actor ?? SYSTEM, now: this.now };
  }
  private async one<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return this.pick(await this.uow.read<Row>(sql, values));
  }

  private async alertsCome(): Promise<void> {
    const documents = Array.from({ length: 1 + this.draw(8) }, () => {
      const account = this.draw(ACCOUNTS);
      const [id, version] = this.pick(DETECTORS) ?? DETECTORS[0];
      this.alerts += 1;
      return {
        id: `alert-${this.alerts}`,
        detector: { id, ...(version ? { version } : {}) },
        severity: this.draw(6),
        observedAt: new Date(this.now.getTime() - this.draw(2 * DAY)).toISOString(),
        routes: [{ route: ROUTES[account % ROUTES.length], probability: 0.8 }],
        subject: { kind: 'account', id: `acct_${account}` },
        indicators: [{ type: 'device_id', value: `device-${Math.floor(account / 3)}` }],
        evidence: [{ type: `${id}_panel`, data: { n: this.alerts } }],
      };
    });
    const incoming = documents.map((one) => incomingAlert(one, SOURCE, this.now.getTime()));
    await this.accept.accept(this.as({ kind: 'detector', id: 'test' }), SOURCE, incoming);
    if (this.draw(3) > 0) await this.assign.drain(() => this.as(SYSTEM));
  }

  private async claim(): Promise<void> {
    const found = await this.one<{ id: string }>(
      `select id from case_file where state in ('new', 'triaged', 'reopened') and merged_into is null order by id`,
    );
    const claims = new ClaimCase(this.uow, new QueuesQuery(this.uow));
    if (found) await claims.claim(this.as(this.pick(this.reviewers)), found.id);
  }

  private async propose(): Promise<void> {
    const found = await this.one<{ id: string; holder: string; route: Route }>(
      `select id, held_by as holder, route from case_file where state = 'investigating' and assignee_id is not null order by id`,
    );
    const reviewer = this.pick(this.reviewers);
    if (!found || !reviewer) return;
    const claims = new ClaimCase(this.uow, new QueuesQuery(this.uow));
    await claims.claim(this.as(reviewer), found.id);
    const alerts = await this.uow.read<{ id: string }>(
      'select alert_id as id from case_alert where case_id = $1 order by alert_id',
      [found.id],
    );
    const [row] = await this.uow.read<{ version: number }>('select version from case_file where id = $1', [found.id]);
    const subjects = await this.uow.read<{ kind: string; id: string }>(
      'select subject_kind as kind, subject_id as id from case_subject where case_id = $1 order by 2',
      [found.id],
    );
    for (const subject of subjects) {
      await new SetFindings(this.uow).set(this.as(reviewer), {
        caseId: found.id,
        subjects: [subject],
        allUndetermined: false,
        finding: this.pick(['operator', 'operator', 'victim', 'bystander', 'undetermined'] as const) ?? 'operator',
        reason: 'as the evidence shows',
      });
    }
    const kind = this.pick(['suspend', 'warn', 'rate_limit', 'no_violation', 'monitor'] as const) ?? 'warn';
    const hits = kind !== 'no_violation' && kind !== 'monitor';
    const [now] = await this.uow.read<{ version: number }>('select version from case_file where id = $1', [found.id]);
    await new ProposeDecision(this.uow).propose(this.as(reviewer), {
      caseId: found.id,
      caseVersion: now?.version ?? row?.version ?? 1,
      kind,
      scope: hits ? 'account' : null,
      subjects: null,
      route: found.route,
      ground: 'contractual',
      clause: 'supported-regions',
      evidence: alerts.map(({ id }) => id),
      facts: 'The accounts were used through one relay program.',
      reasons: 'One device behind accounts that claim to be strangers.',
      considered: ['A warning: the operator would move on.'],
      until:
        kind === 'no_violation' || kind === 'warn'
          ? null
          : new Date(this.now.getTime() + (kind === 'monitor' ? 3 : 30) * DAY),
      clearing:
        kind === 'no_violation'
          ? { verdict: this.pick(['false_positive', 'benign'] as const) ?? 'benign', reason: 'legitimate_gateway' }
          : null,
    });
  }

  private async answer(): Promise<void> {
    const found = await this.one<{ id: string }>(`select id from decision where state = 'proposed' order by id`);
    if (!found) return;
    const answers = new AnswerDecision(this.uow);
    const input = { decisionId: found.id, reason: 'The evidence speaks for itself.' };
    if (this.draw(6) === 0) await answers.return(this.as(this.pick(this.seniors)), input);
    else await answers.approve(this.as(this.pick(this.seniors)), input);
  }

  private async confirm(): Promise<void> {
    const found = await this.uow.read<{ id: string; state: string }>(
      `select id, state from action where state in ('executing', 'failed', 'lifting', 'reversing') order by id limit 3`,
    );
    for (const { id, state } of found) {
      const begins = state === 'executing' || state === 'failed';
      const status = !begins ? 'lifted' : this.draw(8) === 0 ? 'failed' : 'in_effect';
      await new ConfirmAction(this.uow).confirm(this.as(PLANE), id, { status, at: this.now, detail: 'as asked' });
    }
  }

  private async file(): Promise<void> {
    const untold = await this.uow.read<{ id: string }>(
      `select d.id from decision d where d.state = 'approved' and exists (select 1 from action a where a.decision_id = d.id)
         and not exists (select 1 from notice n where n.decision_id = d.id) order by d.id`,
    );
    for (const { id } of untold) await new ComposeStatements(this.uow, LETTERS).compose(this.as(SYSTEM), id);
    // As the mail server would have left them, with a window that ends within the test.
    await this.world.database.query(
      `update notice set state = 'sent', sent_at = $1, next_attempt_at = null, appeal_until = $1::timestamptz + interval '4 days' where sent_at is null`,
      [this.now],
    );
    const notice = await this.one<{ noticeId: string; customerId: string }>(
      `select n.id as "noticeId", n.customer_id as "customerId" from notice n where n.appeal_until > $1 and exists (
         select 1 from notice_action x join action a on a.id = x.action_id where x.notice_id = n.id and a.state in ('active', 'done')) order by n.id`,
      [this.now],
    );
    if (!notice) return;
    const answer = await this.files.file(this.as({ kind: 'customer', id: notice.customerId }), notice, {
      statement: 'It is our own gateway.',
      grounds: ['gateway'],
      contactName: 'Ana Paz',
      standing: 'administrator',
    });
    if (answer.ok && this.draw(4) === 0) {
      await this.files.withdraw(
        this.as({ kind: 'customer', id: notice.customerId }),
        notice,
        answer.appealId,
        'settled',
      );
    }
  }

  private async hear(): Promise<void> {
    const found = await this.one<{ id: string; caseId: string }>(
      `select p.id, d.case_id as "caseId" from appeal p join decision d on d.id = p.decision_id where p.state in ('acknowledged', 'in_review') order by p.id`,
    );
    const hearer = this.pick(this.hearers);
    if (!found || !hearer) return;
    const review = new ReviewAppeal(this.uow);
    await review.claim(this.as(hearer), found.id);
    await review.noteFirstReading(this.as(hearer), found.id, 'A gateway, it seems.');
    const [row] = await this.uow.read<{ version: number; reviewer: string }>(
      'select p.version, r.reviewer_id as reviewer from appeal p join appeal_review r on r.appeal_id = p.id where p.id = $1',
      [found.id],
    );
    const reversed = this.draw(2) === 0;
    const mistaken = reversed
      ? await this.uow.read<{ id: string }>(
          `select e.alert_id as id from decision_evidence e join appeal p on p.decision_id = e.decision_id join case_alert c on c.alert_id = e.alert_id
           join appeal_action x on x.appeal_id = p.id join action a on a.id = x.action_id and a.subject_kind = c.subject_kind and a.subject_id = c.subject_id
           where p.id = $1 group by 1 order by 1 limit 2`,
          [found.id],
        )
      : [];
    const hearing = this.hearers.find(({ id }) => id === row?.reviewer) ?? hearer;
    await new DecideAppeal(this.uow).decide(this.as(hearing), {
      appealId: found.id,
      version: row?.version ?? 1,
      result: reversed ? 'reversed' : 'upheld',
      reason: reversed ? 'mistaken_fact' : null,
      text: 'We looked at it afresh.',
      mistakenAlerts: mistaken.map(({ id }) => id),
      mistakenReason: reversed ? 'legitimate_gateway' : null,
      restores: [],
    });
  }

  private async lift(): Promise<void> {
    const found = await this.one<{ id: string }>(`select id from action where state = 'active' order by id`);
    if (found) await new LiftAction(this.uow).lift(this.as(this.pick(this.seniors)), found.id, 'no longer needed');
  }

  private async wait(): Promise<void> {
    const waits = new WaitForParty(this.uow);
    const found = await this.one<{ id: string; state: string; version: number; holder: string }>(
      `select id, state, version, held_by as holder from case_file where state in ('investigating', 'waiting_customer', 'waiting_partner') order by id`,
    );
    if (!found) return;
    const holder = this.reviewers.find(({ id }) => id === found.holder) ?? this.pick(this.reviewers);
    const step = { caseId: found.id, version: found.version, reason: 'they have the ball' };
    if (found.state === 'investigating') {
      await new ClaimCase(this.uow, new QueuesQuery(this.uow)).claim(this.as(holder), found.id);
      await waits.wait(this.as(holder), { ...step, version: null, party: this.draw(2) ? 'customer' : 'partner' });
    } else await waits.resume(this.as(SYSTEM), { ...step, version: null });
  }

  private async reopen(): Promise<void> {
    const found = await this.one<{ id: string; version: number }>(
      `select id, version from case_file where state = 'final' order by id`,
    );
    if (!found) return;
    await new ReopenCase(this.uow).reopen(this.as(this.pick(this.seniors)), {
      caseId: found.id,
      version: found.version,
      reason: 'new evidence of the same scheme',
    });
  }

  private async finalise(): Promise<void> {
    await new FinaliseCases(this.uow).finaliseDue(this.as(SYSTEM));
  }
}
