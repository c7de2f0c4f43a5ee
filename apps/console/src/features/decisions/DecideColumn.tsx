import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import {
  ACTION_KINDS,
  type ActionKind,
  GROUNDS,
  OUTCOME_REASONS,
  RESTRICTION_TARGETS,
  ROUTES,
  rungOf,
  SCOPES,
  type Scope,
} from '@portcullis/domain';
import {
  ConfirmWithReason,
  EmptyState,
  KeyHint,
  Note,
  RefusalNote,
  RelativeTime,
  routeMark,
  SkeletonBlock,
  StateBadge,
  stateMark,
  words,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { showFlash } from '../../shell/flash.js';
import { keyNames } from '../../shell/key-names.js';
import { useMay, useMe } from '../../shell/session.js';
import { useCaseCommands } from '../casework/casework.commands.js';
import classes from '../casework/casework.module.css';
import type { FullCase } from '../casework/casework.queries.js';
import { kindNoun, proposeVerb } from '../casework/words.js';
import { useDecisionCommands } from './decisions.commands.js';
import { clausesOptions, previewOptions } from './decisions.queries.js';
import {
  type FieldRefusal,
  hitsSomebody,
  mayEnd,
  missingIn,
  type Proposal,
  partsOf,
  proposeInput,
  standing,
} from './proposal.js';
import { FamiliesView, NeededView, ReachView } from './ReachView.js';

const route = getRouteApi('/shell/cases/$number');
/** Findings, action, whom it hits, what it rests on, and the proposal. */
export function DecideColumn(props: { shown: FullCase; evidence: ReadonlySet<string> }) {
  const { shown } = props;
  const me = useMe();
  const mayPropose = useMay('decisions.propose');
  const open = shown.decisions.find((decision) => decision.state === 'proposed');
  if (open) return <OpenDecision shown={shown} decision={open} />;
  if (!shown.allowed.includes('propose')) {
    const last = shown.decisions.at(-1);
    return (
      <div className="stack">
        <Findings shown={shown} />
        {last && <LastDecision decision={last} />}
        {!last && (
          <EmptyState
            title={mayPropose ? 'Nothing to decide here now' : 'You may read this case'}
            because={whyNot(shown, me.id, mayPropose)}
          />
        )}
      </div>
    );
  }
  return <ProposalForm shown={shown} evidence={props.evidence} />;
}

function whyNot(shown: FullCase, meId: string, mayPropose: boolean): string {
  if (!mayPropose) return 'because proposing belongs to reviewers and senior reviewers.';
  if (shown.row.heldBy && shown.row.heldBy.id !== meId) return `because ${shown.row.heldBy.name} holds it.`;
  if (!shown.row.heldBy) return 'because nobody holds it. Claim it first (c).';
  return `because it is ${stateMark('case', shown.row.state).label.toLowerCase()}.`;
}

function Findings(props: { shown: FullCase }) {
  const { findingCounts } = props.shown;
  return (
    <div className="row">
      <strong>Findings</strong>
      {findingCounts.length === 0 && <span className="pc-quiet">none yet</span>}
      {findingCounts.map((one) => (
        <Link
          key={one.finding}
          to="/cases/$number"
          params={{ number: String(props.shown.number) }}
          search={{ tab: 'subjects', finding: one.finding }}
          style={{ textDecoration: 'none', paddingBlock: '0.2rem' }}
        >
          <StateBadge kind="finding" state={one.finding} /> {one.subjects}
        </Link>
      ))}
    </div>
  );
}

function OpenDecision(props: { shown: FullCase; decision: FullCase['decisions'][number] }) {
  const { decision } = props;
  const commands = useDecisionCommands();
  const [asking, setAsking] = useState(false);
  return (
    <div className="stack">
      <Findings shown={props.shown} />
      <Note>
        <p>
          <strong>{`${decision.proposer?.name ?? 'Somebody'} proposed ${kindNoun(decision.kind)}`}</strong>,{' '}
          <RelativeTime at={decision.proposedAt} />
        </p>
        <p>{decision.reach.sentence}</p>
        <p className="pc-quiet">{`${decision.approvals.filter((one) => one.answer === 'approved').length} of ${decision.needed.length} approvals`}</p>
        <NeededView needed={decision.needed} />
      </Note>
      <div className="row">
        <Link to="/decisions/$number" params={{ number: String(decision.number) }}>
          Open the proposal
        </Link>
        {decision.allowed.includes('withdraw') && (
          <Button variant="default" onClick={() => setAsking(true)}>
            Withdraw
          </Button>
        )}
      </div>
      <ConfirmWithReason
        opened={asking}
        title="Withdraw the proposal"
        verb="Withdraw"
        onClose={() => setAsking(false)}
        onConfirm={(reason) => commands.withdraw(decision.id, reason)}
      />
    </div>
  );
}

function LastDecision(props: { decision: FullCase['decisions'][number] }) {
  const { decision } = props;
  return (
    <Note tone={decision.state === 'approved' ? 'done' : 'info'}>
      <p>
        <StateBadge kind="decision" state={decision.state} /> {words(kindNoun(decision.kind))}
      </p>
      <p>{decision.reach.sentence}</p>
      {decision.approvals.map((approval) => (
        <p key={`${approval.by.id} ${approval.at}`} className="pc-quiet">
          {`${approval.by.name} ${words(approval.answer).toLowerCase()}: ${approval.reason}`}
        </p>
      ))}
      <p>
        <Link to="/decisions/$number" params={{ number: String(decision.number) }}>
          Read the decision
        </Link>
      </p>
    </Note>
  );
}

const FIRST_CHOICES = 3;
/** Fields of the form that have a place of their own for a refusal. */
const PLACED = new Set([
  'kind',
  'scope',
  'plan',
  'reach',
  'evidence',
  'until',
  'route',
  'ground',
  'clause',
  'facts',
  'reasons',
  'alsoConsidered',
]);

function ProposalForm(props: { shown: FullCase; evidence: ReadonlySet<string> }) {
  const { shown, evidence } = props;
  const navigate = useNavigate();
  const setSearch = route.useNavigate();
  const commands = useDecisionCommands();
  const cases = useCaseCommands();
  const clauses = useQuery(clausesOptions);
  const [proposal, setProposal] = useState<Proposal>({
    kind: 'no_violation',
    scope: 'account',
    route: shown.row.route,
    ground: 'contractual',
    clause: null,
    facts: '',
    reasons: '',
    setAside: [],
    considered: '',
    until: '',
    verdict: 'benign',
    outcomeReason: null,
    restricts: 'model',
    restrictedTo: '',
  });
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<FieldRefusal | null>(null);
  const first = useRef<HTMLSelectElement>(null);
  const set = (change: Partial<Proposal>) => {
    setRefusal(null);
    setProposal((before) => ({ ...before, ...change }));
  };

  const hits = hitsSomebody(proposal.kind);
  const previewInput = useMemo(
    () => ({
      caseId: shown.id,
      kind: proposal.kind,
      scope: hits ? proposal.scope : undefined,
      evidence: [...evidence],
    }),
    [shown.id, proposal.kind, proposal.scope, hits, evidence],
  );
  const preview = useQuery(previewOptions(useDeferredValue(previewInput)));
  const missing = asked ? missingIn(proposal, evidence) : {};
  const against = standing(preview.data?.refusals ?? []);
  const answered = refusal ? partsOf(refusal).filter((one) => !against.some((other) => other.code === one.code)) : [];
  const refusals: FieldRefusal[] = [...against, ...answered];
  const at = (...fields: string[]) => refusals.filter((one) => one.field && fields.includes(one.field));
  const elsewhere = refusals.filter((one) => !one.field || !PLACED.has(one.field));
  const blocked = against.length > 0;
  const verb = proposeVerb(proposal.kind, hits ? (preview.data?.reach ?? null) : null, proposal.scope);
  const fitting = (clauses.data ?? []).filter(
    (clause) => clause.routes.length === 0 || clause.routes.includes(proposal.route),
  );
  const clause = clauses.data?.find((one) => one.id === proposal.clause);

  const offer = (word: string) => {
    if ((ACTION_KINDS as readonly string[]).includes(word) && word !== proposal.kind) {
      return (
        <Button variant="default" onClick={() => set({ kind: word as ActionKind })}>
          {rungOf(word as ActionKind).words}
        </Button>
      );
    }
    if ((SCOPES as readonly string[]).includes(word) && word !== proposal.scope) {
      return (
        <Button
          variant="default"
          onClick={() => set({ scope: word as Scope })}
        >{`Only ${words(word).toLowerCase()}`}</Button>
      );
    }
    if (word === 'casework.find' || word === 'find') {
      return (
        <Button
          variant="default"
          onClick={() =>
            void setSearch({
              search: (before) => ({ ...before, tab: 'subjects', finding: 'undetermined' }),
              replace: true,
            })
          }
        >
          Record findings
        </Button>
      );
    }
    return undefined;
  };
  const notes = (list: FieldRefusal[]) =>
    list.map((one) => (
      <RefusalNote
        key={`${one.code} ${one.message}`}
        refusal={one}
        offer={offer}
        beforehand={!asked && against.includes(one)}
      />
    ));

  const choice = (one: { kind: string; scope: string; label: string }) => (
    <div key={one.label} className="row" style={{ justifyContent: 'space-between' }}>
      <Checkbox
        label={one.label}
        description={proposal.setAside.includes(one.label) ? 'looked at and set aside' : undefined}
        checked={proposal.setAside.includes(one.label)}
        onChange={(event) =>
          set({
            setAside: event.currentTarget.checked
              ? [...proposal.setAside, one.label]
              : proposal.setAside.filter((label) => label !== one.label),
          })
        }
      />
      <Button
        variant="subtle"
        onClick={() =>
          set({
            kind: one.kind as ActionKind,
            scope: one.scope as Scope,
            setAside: proposal.setAside.filter((label) => label !== one.label),
          })
        }
      >
        Take this
      </Button>
    </div>
  );

  async function propose() {
    setAsked(true);
    if (busy || blocked || Object.keys(missingIn(proposal, evidence)).length > 0) return;
    setBusy(true);
    try {
      const answer = await commands.propose(
        proposeInput(proposal, { caseId: shown.id, caseVersion: shown.row.version, evidence }),
      );
      setRefusal(answer.refusal ?? null);
      if (answer.refusal || !answer.decision) return;
      const decided = answer.decision;
      const settled = decided.state !== 'proposed';
      showFlash({
        text: settled
          ? `C-${shown.number} decided: ${kindNoun(proposal.kind)}`
          : `C-${shown.number} proposed · undo until approved`,
        action: settled
          ? undefined
          : {
              label: 'Undo',
              run: async () =>
                (await commands.withdraw(decided.id, 'Undone by the proposer'))?.message ??
                `The proposal on C-${shown.number} is withdrawn`,
            },
      });
      const next = await cases.claimNext();
      if (next.case) void navigate({ to: '/cases/$number', params: { number: String(next.case.number) } });
      else void navigate({ to: '/desk' });
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  useKeys('Decide', [
    { keys: 'p', does: 'Propose: go to the action', run: () => first.current?.focus() },
    { keys: 'mod+Enter', does: 'Propose', inFields: true, run: () => void propose() },
  ]);

  return (
    <form
      className="stack"
      aria-label="Proposal"
      onSubmit={(event) => {
        event.preventDefault();
        void propose();
      }}
    >
      <Findings shown={shown} />
      {notes(at('plan'))}
      <NativeSelect
        ref={first}
        label="Action"
        data={ACTION_KINDS.map((kind) => ({ value: kind, label: rungOf(kind).words }))}
        value={proposal.kind}
        onChange={(event) => set({ kind: event.currentTarget.value as ActionKind })}
      />
      {notes(at('kind'))}
      {hits && (
        <>
          <NativeSelect
            label="Scope"
            value={proposal.scope}
            onChange={(event) => set({ scope: event.currentTarget.value as Scope })}
            data={rungOf(proposal.kind).scopes.map((scope) => ({ value: scope, label: words(scope) }))}
          />
          {notes(at('scope'))}
          {preview.isPending ? (
            <SkeletonBlock height={72} label="Counting whom it hits" />
          ) : preview.isLoadingError ? (
            <Note tone="warning">
              <p>{`Whom it hits could not be read: ${preview.error.message}`}</p>
            </Note>
          ) : (
            <>
              <div role="status" aria-live="polite">
                <ReachView
                  reach={preview.data.reach}
                  scope={proposal.scope}
                  withoutFinding={preview.data.withoutFinding}
                />
              </div>
              {notes(at('reach'))}
              {preview.data.reach.narrower.length > 0 && (
                <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
                  <legend className="section-title">Narrower</legend>
                  {preview.data.reach.narrower.slice(0, FIRST_CHOICES).map(choice)}
                  {preview.data.reach.narrower.length > FIRST_CHOICES && (
                    <details>
                      <summary
                        style={{ cursor: 'pointer' }}
                      >{`${preview.data.reach.narrower.length - FIRST_CHOICES} more`}</summary>
                      {preview.data.reach.narrower.slice(FIRST_CHOICES).map(choice)}
                    </details>
                  )}
                </fieldset>
              )}
              <FamiliesView
                independence={preview.data.independence}
                said={preview.data.refusals.map((one) => one.message)}
              />
            </>
          )}
        </>
      )}
      {proposal.kind === 'restrict' && (
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <NativeSelect
            label="Restricts"
            value={proposal.restricts}
            onChange={(event) => set({ restricts: event.currentTarget.value })}
            data={RESTRICTION_TARGETS.map((one) => ({ value: one, label: words(one) }))}
          />
          <TextInput
            label="Which"
            value={proposal.restrictedTo}
            onChange={(event) => set({ restrictedTo: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
        </div>
      )}
      {notes(at('evidence'))}
      {missing.evidence && (
        <Note tone="warning">
          <p>{missing.evidence}</p>
        </Note>
      )}
      {proposal.kind === 'no_violation' && (
        <div className="row" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
          <NativeSelect
            label="The alerts were"
            value={proposal.verdict}
            onChange={(event) => set({ verdict: event.currentTarget.value === 'benign' ? 'benign' : 'false_positive' })}
            data={[
              { value: 'benign', label: 'True but benign' },
              { value: 'false_positive', label: 'False' },
            ]}
            style={{ flex: 1 }}
          />
          <NativeSelect
            label="Because of"
            data={[
              { value: '', label: 'Choose' },
              ...OUTCOME_REASONS.map((one) => ({ value: one, label: words(one) })),
            ]}
            value={proposal.outcomeReason ?? ''}
            error={missing.outcome}
            onChange={(event) => set({ outcomeReason: event.currentTarget.value || null })}
            style={{ flex: 1 }}
          />
        </div>
      )}
      {mayEnd(proposal.kind) && (
        <TextInput
          type="date"
          label="Until (end of that day, UTC)"
          value={proposal.until}
          error={missing.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      )}
      {notes(at('until'))}
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <NativeSelect
          label="Route"
          value={proposal.route}
          onChange={(event) => set({ route: event.currentTarget.value, clause: null })}
          data={ROUTES.map((one) => ({ value: one, label: routeMark(one).label }))}
          style={{ flex: 1 }}
        />
        {hits && (
          <NativeSelect
            label="Ground"
            value={proposal.ground}
            onChange={(event) => set({ ground: event.currentTarget.value })}
            data={GROUNDS.map((ground) => ({ value: ground, label: ground === 'legal' ? 'Law' : 'Contract' }))}
            style={{ flex: 1 }}
          />
        )}
      </div>
      {notes(at('route', 'ground'))}
      <NativeSelect
        label="Clause"
        data={[
          { value: '', label: clauses.isPending ? 'Reading the policy…' : 'Choose a clause' },
          ...fitting.map((one) => ({ value: one.id, label: one.title })),
        ]}
        value={proposal.clause ?? ''}
        error={missing.clause}
        description={clause ? `${clause.body} (policy version ${clause.policyVersion})` : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => set({ clause: event.currentTarget.value || null })}
      />
      {notes(at('clause'))}
      {hits && (
        <Textarea
          label="Facts"
          description="As the customer will read them: specific enough to be contested."
          value={proposal.facts}
          error={missing.facts}
          maxRows={10}
          onChange={(event) => set({ facts: event.currentTarget.value })}
        />
      )}
      {notes(at('facts'))}
      <Textarea
        label="Reasons"
        description={
          hits ? 'Why these facts lead to this decision, for the approver and the record.' : 'Why, for the record.'
        }
        value={proposal.reasons}
        error={missing.reasons}
        maxRows={10}
        onChange={(event) => set({ reasons: event.currentTarget.value })}
      />
      {notes(at('reasons'))}
      {hits && (
        <Textarea
          label="What else was considered"
          description="A line each, beside what is ticked above."
          minRows={1}
          value={proposal.considered}
          error={missing.alsoConsidered}
          onChange={(event) => set({ considered: event.currentTarget.value })}
        />
      )}
      {notes(at('alsoConsidered'))}
      {preview.data?.warnings.map((warning) => (
        <Note key={warning} tone="warning">
          <p>{warning}</p>
        </Note>
      ))}
      {notes(elsewhere)}
      {hits && preview.data && <NeededView needed={preview.data.needed} />}
      <div className={classes.submit}>
        <Button
          type="submit"
          size="sm"
          fullWidth
          style={{ height: 'auto', minHeight: '2.25rem', paddingBlock: '0.4rem' }}
          styles={{ label: { whiteSpace: 'normal' } }}
          loading={busy}
          aria-disabled={blocked || undefined}
          data-disabled={blocked || undefined}
        >
          {verb}
        </Button>
        <div className="pc-quiet" style={{ textAlign: 'center', marginTop: '0.4rem' }}>
          <KeyHint keys={keyNames('mod+Enter')} does="from anywhere on this page" />
        </div>
      </div>
    </form>
  );
}
