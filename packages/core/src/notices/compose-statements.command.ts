import {
  type ActionKind,
  addMonths,
  DEFAULT_APPEAL_POLICY,
  DEFAULT_STILL_WORKS,
  dsaStatement,
  type Fact,
  type Family,
  type Ground,
  type HittingKind,
  NOTICE_TEMPLATE,
  NOTICE_TEMPLATE_VERSION,
  noticeLanguage,
  type Route,
  renderStatement,
  rungOf,
  type Scope,
  type StatementInput,
  type SubjectKind,
  statementOfReasons,
} from '@portcullis/domain';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type Contact, verifiedContacts } from './contact.query.js';
import { createNotices, type NewNotice, reserveNotices } from './create-notice.js';
import { LINK_PLACEHOLDER, portalLinkUrl } from './portal-link.js';
import { wouldEnd } from './would-end.js';

/** What letters need to know of the deployment. */
export interface LetterSettings {
  portalOrigin: string;
  replyTo: string;
  linkSecret: string;
}

interface DecisionRow {
  id: string;
  caseId: string;
  kind: ActionKind;
  scope: Scope;
  route: Route;
  ground: Ground | null;
  clauseTitle: string | null;
  clauseBody: string | null;
  facts: string;
  reasons: string;
  until: Date | null;
  restriction: { target?: string; values?: string[] } | null;
  automatic: boolean;
  deciders: number;
}

interface EvidenceRow {
  detectorId: string;
  detectorVersion: string | null;
  family: Family | null;
  alerts: number;
}

interface CustomerRow {
  customerId: string;
  name: string;
  language: string;
  actions: { id: string; kind: SubjectKind; subjectId: string; name: string | null; orderedAt: string }[];
}

const DECISION = `
  select d.id, d.case_id as "caseId", d.kind, coalesce(d.scope, 'account') as scope, d.route, d.ground, c.title as "clauseTitle", c.body as "clauseBody",
    d.facts, d.reasons, d.until, d.restriction, d.automatic,
    (select count(*)::int from decision_participant p where p.decision_id = d.id) as deciders
  from decision d left join policy_clause c on c.id = d.clause_id and c.policy_version = d.policy_version
  where d.id = $1 and d.state = 'approved'`;

const EVIDENCE = `
  select detector_id as "detectorId", detector_version as "detectorVersion", family, count(*)::int as alerts
  from decision_evidence where decision_id = $1 group by 1, 2, 3 order by 1, 2`;

/** Customers of the decision's actions that have no statement yet, a page at a time. */
const CUSTOMERS = `
  select c.id as "customerId", c.name, c.language,
    json_agg(json_build_object('id', a.id, 'kind', a.subject_kind, 'subjectId', a.subject_id, 'name', e.data->>'name', 'orderedAt', a.ordered_at) order by a.id) as actions
  from action a join customer c on c.id = a.customer_id
  left join directory_entry e on e.kind = a.subject_kind and e.id = a.subject_id
  where a.decision_id = $1 and not exists (select 1 from notice n where n.customer_id = a.customer_id and n.cause = $2)
  group by c.id order by c.id limit $3`;

const PAGE = 250;
/** The date that is printed allows for the time until the letter is out; the time to appeal counts from then. */
const PRINTED_SLACK_DAYS = 14;

/** Writes the statements of reasons of an approved decision: one for each customer, with all that was done to them. */
export class ComposeStatements {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly settings: LetterSettings,
  ) {}

  /**
   * Can be repeated: who has a statement of this decision gets no second one.
   * @param context its `now` is when the decision was approved
   * @param atTheEnd runs in the last transaction
   * @param betweenPages runs between two transactions
   * @returns how many were written
   */
  async compose(
    context: CommandContext,
    decisionId: string,
    atTheEnd?: (tx: Tx) => Promise<void>,
    betweenPages?: () => Promise<void>,
  ): Promise<number> {
    let written = 0;
    for (;;) {
      const page = await this.uow.run(context, async (tx) => {
        const count = await this.composePage(tx, decisionId);
        if (count < PAGE) await atTheEnd?.(tx);
        return count;
      });
      written += page;
      if (page < PAGE) return written;
      await betweenPages?.();
    }
  }

  private async composePage(tx: Tx, decisionId: string): Promise<number> {
    const [decision] = await tx.query<DecisionRow>(DECISION, [decisionId]);
    if (!decision || !rungOf(decision.kind).hits) return 0;
    const cause = `decision:${decision.id}`;
    const customers = await tx.query<CustomerRow>(CUSTOMERS, [decisionId, cause, PAGE]);
    if (customers.length === 0) return 0;
    const evidence = await tx.query<EvidenceRow>(EVIDENCE, [decisionId]);
    const contacts = await verifiedContacts(
      tx.query,
      customers.map(({ customerId }) => customerId),
    );
    const reserved = await reserveNotices(tx, customers.length);
    const notices = customers.map((customer, index) => {
      const { id, number } = reserved[index] as { id: string; number: number };
      const parts = { id, number, cause, decision, evidence, customer };
      return this.statementOf(parts, contacts.get(customer.customerId) ?? [], tx.context.now);
    });
    await createNotices(tx, notices, this.settings.linkSecret);
    return customers.length;
  }

  private statementOf(parts: Parts, contacts: readonly Contact[], now: Date): NewNotice {
    const { id, number, cause, decision, customer } = parts;
    const input = statementInput(parts, now, this.settings);
    const statement = statementOfReasons(input);
    if (!statement.ok)
      throw new Error(`the statement of decision ${decision.id} can't be written: ${statement.message}`);
    const { ok: _, withheld, ...told } = statement;
    return {
      id,
      number,
      customerId: customer.customerId,
      decisionId: decision.id,
      kind: 'statement_of_reasons',
      cause,
      language: input.language,
      template: NOTICE_TEMPLATE,
      templateVersion: NOTICE_TEMPLATE_VERSION,
      letter: renderStatement(statement),
      statement: { ...told, appealUntil: input.appealUntil?.toISOString() ?? null },
      withheld,
      dsa: dsaStatement({ ...input, id, scope: decision.scope, route: decision.route }),
      actionIds: customer.actions.map((action) => action.id),
      contacts,
      caseId: decision.caseId,
      facts: { actionKind: decision.kind, route: decision.route, actions: customer.actions.length },
    };
  }
}

interface Parts {
  id: string;
  number: number;
  cause: string;
  decision: DecisionRow;
  evidence: readonly EvidenceRow[];
  customer: CustomerRow;
}

function statementInput(
  { number, decision, evidence, customer }: Parts,
  now: Date,
  settings: LetterSettings,
): StatementInput {
  const kind = decision.kind as HittingKind;
  const from = customer.actions[0] ? new Date(customer.actions[0].orderedAt) : now;
  const printed = addMonths(now, DEFAULT_APPEAL_POLICY.windowMonths);
  printed.setUTCDate(printed.getUTCDate() + PRINTED_SLACK_DAYS);
  return {
    language: noticeLanguage(customer.language),
    reference: `N-${number}`,
    customerName: customer.name,
    kind,
    subjects: customer.actions.map(({ kind: subjectKind, subjectId, name }) => ({
      kind: subjectKind,
      name: name ?? subjectId,
    })),
    restriction: decision.restriction?.values?.join(', ') ?? null,
    from,
    until: decision.until,
    ground: decision.ground ?? 'contractual',
    clause: { title: decision.clauseTitle ?? 'Terms of service', text: decision.clauseBody ?? '' },
    facts: factsOf(decision, evidence),
    families: [...new Set(evidence.flatMap(({ family }) => (family ? [family] : [])))],
    automatedDetection: evidence.length > 0,
    automatedDecision: decision.automatic ? 'fully_automated' : 'not_automated',
    deciders: Math.max(decision.deciders, 1),
    stillWorks: DEFAULT_STILL_WORKS[kind],
    wouldEnd: wouldEnd(decision.route, decision.until),
    appealUrl: portalLinkUrl(settings.portalOrigin, LINK_PLACEHOLDER),
    appealUntil: printed,
    appealTargetHours: DEFAULT_APPEAL_POLICY.targetHours,
    replyTo: settings.replyTo,
  };
}

/** What the proposer wrote for the customer, a fact a line; which detectors saw it is withheld and kept for the appeal. */
function factsOf({ facts, reasons }: DecisionRow, evidence: readonly EvidenceRow[]): Fact[] {
  const lines = (facts.trim() || reasons).split(/\r?\n+/).map((line) => line.replace(/^[-*•]\s+/, '').trim());
  return [
    ...lines.filter((line) => line !== '').map((text) => ({ text })),
    ...evidence.map(({ detectorId, detectorVersion, alerts }) => ({
      text: `${detectorId}${detectorVersion ? ` ${detectorVersion}` : ''}: ${alerts} alert${alerts === 1 ? '' : 's'} cited`,
      withheld: { item: 'signature' as const, reason: 'Exact signatures would help others to evade them.' },
    })),
  ];
}
