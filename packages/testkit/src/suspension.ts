import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import { ComposeStatements } from '@portcullis/core/notices/compose-statements.command';
import { portalToken } from '@portcullis/core/notices/portal-link';
import type { ActionKind, Actor, Scope } from '@portcullis/domain';
import { aCase, anAccount, aStaff, type BuiltCase, found, held, type World } from './builders.js';

export const TEST_LINK_SECRET = 'a secret of at least sixteen';
type Staff = Extract<Actor, { kind: 'staff' }>;

/** A customer who was told of an action in effect, and whose link nobody has opened yet. */
export interface Suspension {
  case: BuiltCase;
  decisionId: string;
  actionIds: string[];
  noticeId: string;
  customerId: string;
  linkId: string;
  /** What stands in the mail behind `#`. */
  token: string;
  proposer: Staff;
  approver: Staff;
}

export interface SuspensionSpec {
  /** Accounts of the organization; each has alerts of two detectors. */
  accounts?: readonly string[];
  organization?: string;
  seats?: number;
  kind?: ActionKind;
  scope?: Scope;
  proposer?: Staff;
  approver?: Staff;
  /** When it was decided; it is in effect ten minutes later. The world's now unless told. */
  at?: Date;
}

let made = 0;

/** Goes all the way by commands: case, proposal, approval, statement of reasons, confirmation by the control plane. */
export async function aSuspension(world: World, spec: SuspensionSpec = {}): Promise<Suspension> {
  made += 1;
  const { organization = `org_s${made}`, accounts = [`acct_s${made}`], kind = 'suspend', scope = 'account' } = spec;
  const at = spec.at ?? world.now;
  const uow = new UnitOfWork(world.database);
  const proposer = spec.proposer ?? (await aStaff(world, ['reviewer'], 'Mira'));
  const approver = spec.approver ?? (await aStaff(world, ['senior_reviewer'], 'Ana'));
  for (const id of accounts) await anAccount(world, { id, organization, seats: spec.seats ?? 60, exchanges30d: 1000 });
  const detectors = ['tls_header_signature', 'instrument_reuse'];
  const built = await aCase(
    { ...world, now: at },
    { accounts: Object.fromEntries(accounts.map((id) => [id, detectors])), organization },
  );
  const caseVersion = await held({ ...world, now: at }, built, proposer.id);
  await found(world, built, proposer.id, Object.fromEntries(accounts.map((id) => [id, 'operator'])));
  const context = (actor: Actor, minutes: number) => ({ actor, now: new Date(at.getTime() + minutes * 60_000) });
  const proposed = await new ProposeDecision(uow).propose(context(proposer, 1), {
    caseId: built.id,
    caseVersion,
    kind,
    scope,
    subjects: null,
    route: 'transfer_station',
    ground: 'contractual',
    clause: 'supported-regions',
    evidence: built.alerts.map((alert) => alert.id),
    facts: 'The accounts were used through one relay program.\nOne card paid for all of them.',
    reasons: 'INTERNAL: one device id behind accounts that claim to be strangers.',
    considered: ['A warning: the operator would move on.'],
    until: kind === 'terminate' ? null : new Date(at.getTime() + 90 * 86_400_000),
  });
  if (!proposed.ok) throw new Error(`${proposed.code}: ${proposed.message}`);
  const approved = await new AnswerDecision(uow).approve(context(approver, 5), {
    decisionId: proposed.decisionId,
    reason: 'The evidence carries it.',
  });
  if (!approved.ok) throw new Error(`${approved.code}: ${approved.message}`);
  const letters = {
    portalOrigin: 'http://127.0.0.1:4001',
    replyTo: 'appeals@portcullis.example',
    linkSecret: TEST_LINK_SECRET,
  };
  await new ComposeStatements(uow, letters).compose(context({ kind: 'system', id: 'system' }, 6), proposed.decisionId);
  const actions = await uow.read<{ id: string }>('select id from action where decision_id = $1 order by id', [
    proposed.decisionId,
  ]);
  const confirm = new ConfirmAction(uow);
  for (const { id } of actions) {
    const confirmed = context({ kind: 'control_plane', id: 'plane' }, 10);
    await confirm.confirm(confirmed, id, { status: 'in_effect', at: confirmed.now });
  }
  // As the mail server would have left it.
  const [notice] = await uow.read<{ id: string; customerId: string; linkId: string }>(
    `with sent as (
       update notice set state = 'sent', sent_at = $2, next_attempt_at = null, appeal_until = $2::timestamptz + interval '200 days'
       where decision_id = $1 returning id, customer_id, link_id, number)
     select id, customer_id as "customerId", link_id as "linkId" from sent order by number limit 1`,
    [proposed.decisionId, context(approver, 7).now],
  );
  if (!notice) throw new Error('nobody was told');
  return {
    case: built,
    decisionId: proposed.decisionId,
    actionIds: actions.map(({ id }) => id),
    noticeId: notice.id,
    customerId: notice.customerId,
    linkId: notice.linkId,
    token: portalToken(TEST_LINK_SECRET, notice.linkId),
    proposer,
    approver,
  };
}
