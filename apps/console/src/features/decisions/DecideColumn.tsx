import { Button, Checkbox, NativeSelect, Select, Textarea, TextInput } from '@mantine/core';
import { ACTION_KINDS, type ActionKind, GROUNDS, ROUTES, SCOPES } from '@portcullis/domain';
import {
  ConfirmWithReason,
  EmptyState,
  KeyHint,
  Note,
  RefusalNote,
  type RefusalView,
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
import type { FullCase } from '../casework/casework.queries.js';
import { kindNoun, proposeVerb } from '../casework/words.js';
import { useDecisionCommands } from './decisions.commands.js';
import { clausesOptions, previewOptions } from './decisions.queries.js';
import { hitsSomebody, mayEnd, missingIn, type Proposal, proposeInput } from './proposal.js';
import { FamiliesView, ReachView } from './ReachView.js';

const route = getRouteApi('/shell/cases/$number');
type FieldRefusal = RefusalView & { field?: string | null };

const KIND_LABELS: Record<ActionKind, string> = {
  no_violation: 'No violation',
  monitor: 'Monitor until a date',
  warn: 'Warn',
  require_verification: 'Require verification',
  rate_limit: 'Rate-limit',
  restrict: 'Restrict',
  suspend: 'Suspend until a date',
  terminate: 'Terminate',
};

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
          style={{ textDecoration: 'none' }}
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
        <p className="pc-quiet">{`${decision.approvals.filter((one) => one.answer === 'approved').length} of ${decision.approvalsNeeded} approvals`}</p>
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
  });
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<FieldRefusal | null>(null);
  const first = useRef<HTMLInputElement>(null);
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
  const refusals: FieldRefusal[] = [...(preview.data?.refusals ?? []), ...(refusal ? [refusal] : [])];
  const at = (...fields: string[]) => refusals.filter((one) => one.field && fields.includes(one.field));
  const known = ['kind', 'scope', 'clause', 'ground', 'route', 'until', 'facts', 'reasons', 'evidence', 'findings'];
  const elsewhere = refusals.filter((one) => !one.field || !known.includes(one.field));
  const blocked = (preview.data?.refusals.length ?? 0) > 0;
  const verb = proposeVerb(proposal.kind, hits ? (preview.data?.reach ?? null) : null, proposal.scope);
  const fitting = (clauses.data ?? []).filter(
    (clause) => clause.routes.length === 0 || clause.routes.includes(proposal.route),
  );
  const clause = clauses.data?.find((one) => one.id === proposal.clause);

  const offer = (word: string) => {
    if ((ACTION_KINDS as readonly string[]).includes(word) && word !== proposal.kind) {
      return (
        <Button variant="default" onClick={() => set({ kind: word as ActionKind })}>
          {KIND_LABELS[word as ActionKind]}
        </Button>
      );
    }
    if ((SCOPES as readonly string[]).includes(word) && word !== proposal.scope) {
      return (
        <Button variant="default" onClick={() => set({ scope: word })}>{`Only ${words(word).toLowerCase()}`}</Button>
      );
    }
    if (word === 'set_findings' || word === 'find') {
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
    list.map((one) => <RefusalNote key={`${one.code} ${one.message}`} refusal={one} offer={offer} />);

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
      {notes(at('findings'))}
      <Select
        ref={first}
        label="Action"
        data={ACTION_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))}
        value={proposal.kind}
        onChange={(kind) => kind && set({ kind: kind as ActionKind })}
      />
      {notes(at('kind'))}
      {hits && (
        <>
          <NativeSelect
            label="Scope"
            value={proposal.scope}
            onChange={(event) => set({ scope: event.currentTarget.value })}
            data={SCOPES.map((scope) => ({ value: scope, label: words(scope) }))}
          />
          {notes(at('scope'))}
          {preview.isPending ? (
            <SkeletonBlock height={72} label="Counting whom it hits" />
          ) : preview.isError ? (
            <Note tone="warning">
              <p>{`Whom it hits could not be read: ${preview.error.message}`}</p>
            </Note>
          ) : (
            <>
              <div role="status" aria-live="polite">
                <ReachView reach={preview.data.reach} />
              </div>
              {preview.data.reach.narrower.length > 0 && (
                <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
                  <legend className="section-title">Narrower</legend>
                  {preview.data.reach.narrower.map((one) => (
                    <div key={one.label} className="row" style={{ justifyContent: 'space-between' }}>
                      <Checkbox
                        label={`${one.label}: ${one.sentence}`}
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
                            scope: one.scope,
                            setAside: proposal.setAside.filter((label) => label !== one.label),
                          })
                        }
                      >
                        Take this
                      </Button>
                    </div>
                  ))}
                </fieldset>
              )}
              <FamiliesView independence={preview.data.independence} />
            </>
          )}
        </>
      )}
      {notes(at('evidence'))}
      {missing.evidence && (
        <Note tone="warning">
          <p>{missing.evidence}</p>
        </Note>
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
      <Select
        label="Clause"
        placeholder={clauses.isPending ? 'Reading the policy…' : 'Choose a clause'}
        data={fitting.map((one) => ({ value: one.id, label: one.title }))}
        value={proposal.clause}
        error={missing.clause}
        description={clause ? `${clause.body} (policy version ${clause.policyVersion})` : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(value) => set({ clause: value })}
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
          hits
            ? 'Why these facts lead to this decision, for the approver and the record.'
            : 'Why this is no violation, for the record.'
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
          onChange={(event) => set({ considered: event.currentTarget.value })}
        />
      )}
      {preview.data?.warnings.map((warning) => (
        <Note key={warning} tone="warning">
          <p>{warning}</p>
        </Note>
      ))}
      {notes(elsewhere)}
      {hits && preview.data && (
        <p className="pc-quiet" style={{ margin: 0 }}>
          {preview.data.approvalsNeeded === 0
            ? 'Takes effect without another approval.'
            : `Needs ${preview.data.approvalsNeeded === 1 ? 'one other person' : `${preview.data.approvalsNeeded} other people`} to approve (two-person approval).`}
        </p>
      )}
      <Button
        type="submit"
        size="sm"
        fullWidth
        loading={busy}
        aria-disabled={blocked || undefined}
        data-disabled={blocked || undefined}
        rightSection={<KeyHint keys={keyNames('mod+Enter')} />}
      >
        {verb}
      </Button>
    </form>
  );
}
