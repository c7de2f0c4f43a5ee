import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { FINDINGS } from '@portcullis/domain';
import {
  compact,
  type DataColumn,
  DataTable,
  ErrorState,
  KeyHint,
  plural,
  RefusalNote,
  type RefusalView,
  SeverityMark,
  SkeletonRows,
  StateBadge,
  stateMark,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../shell/session.js';
import { useCorrection } from '../grouping/useCorrection.js';
import { useCaseCommands } from './casework.commands.js';
import { type CaseSubject, caseSubjectsOptions, type FullCase } from './casework.queries.js';
import { subjectKey } from './selection.js';
import { pickColumn, useSelection } from './useSelection.js';

const route = getRouteApi('/shell/cases/$number');
const keyOf = (one: CaseSubject) => subjectKey(one.subject);
const nameOf = (one: CaseSubject) => one.subject.name ?? one.subject.id;

/** Every subject with its finding; several, or all that are undetermined, get one together. */
export function CaseSubjects(props: { shown: FullCase }) {
  const { shown } = props;
  const { finding } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(caseSubjectsOptions(shown.number, finding));
  const [cursor, setCursor] = useState<string | null>(null);
  const mayFind =
    shown.allowed.includes('propose') || shown.allowed.includes('find') || shown.allowed.includes('set_findings');
  const mayCorrect = useMay('grouping.correct');
  const mayPick = mayFind || mayCorrect;
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const isRead = list.data !== undefined && !list.isPlaceholderData;
  const { selected, toggle, clear, told } = useSelection(isRead ? rows : undefined, keyOf);
  const chosen = [...selected.values()];
  const { dialog, open } = useCorrection({ id: shown.id, version: shown.row.version }, clear);

  const columns = useMemo<DataColumn<CaseSubject>[]>(
    () => [
      ...(mayPick ? [pickColumn({ selected, toggle }, keyOf, nameOf)] : []),
      {
        key: 'subject',
        header: 'Subject',
        track: 'minmax(9rem, 1.6fr)',
        cell: (row) => (
          <Link to="/customers/$kind/$id" params={{ kind: row.subject.kind, id: row.subject.id }} tabIndex={-1}>
            {nameOf(row)}
            {row.organizationName && <span className="pc-quiet"> · {row.organizationName}</span>}
          </Link>
        ),
      },
      {
        key: 'finding',
        header: 'Finding',
        track: '9.5rem',
        cell: (row) => <StateBadge kind="finding" state={row.finding} />,
      },
      {
        key: 'severity',
        header: 'Severity',
        track: '4rem',
        cell: (row) => <SeverityMark severity={row.severity} compact />,
      },
      { key: 'alerts', header: 'Alerts', track: '3.5rem', align: 'end', cell: (row) => row.alertCount },
      {
        key: 'reach',
        header: 'Seats · 30-day use',
        track: '8.5rem',
        align: 'end',
        cell: (row) =>
          row.known ? (
            `${row.seats ?? '–'} · ${row.exchanges30d == null ? '–' : compact(row.exchanges30d)}`
          ) : (
            <span className="pc-quiet">reach unknown</span>
          ),
      },
      {
        key: 'notes',
        header: 'Known about it',
        track: 'minmax(4rem, 0.7fr)',
        cell: (row) => (
          <span className="pc-quiet" title={row.detectors.join(', ')}>
            {[
              row.country,
              row.plan,
              row.declaredGateway ? 'declared gateway' : null,
              row.restrictedBy.length ? `under ${row.restrictedBy.join(', ')}` : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ),
      },
    ],
    [mayPick, selected, toggle],
  );

  return (
    <div className="stack">
      <div className="row">
        <NativeSelect
          aria-label="Which findings"
          value={finding ?? ''}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, finding: event.target.value || undefined }),
              replace: true,
            })
          }
          data={[
            { value: '', label: 'Every finding' },
            ...shown.findingCounts.map((one) => ({
              value: one.finding,
              label: `${stateMark('finding', one.finding).label} ${one.subjects}`,
            })),
          ]}
        />
        <span className="pc-quiet">{plural(total, 'subject')}</span>
        <span role="status">{told}</span>
        {selected.size > 0 && (
          <Button variant="subtle" color="gray" onClick={clear}>
            {`Clear ${selected.size} selected`}
          </Button>
        )}
        {mayCorrect && selected.size > 0 && (
          <Button
            variant="default"
            onClick={() => open({ step: 'split', subjects: chosen.map(({ subject }) => subject) })}
          >
            {`Take ${selected.size} out…`}
          </Button>
        )}
        {dialog}
      </div>
      {list.isPending ? (
        <SkeletonRows rows={6} label="Reading the subjects" />
      ) : list.isLoadingError ? (
        <ErrorState
          title="The subjects could not be read"
          why={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <DataTable
          label="Subjects of the case"
          rows={rows}
          rowKey={keyOf}
          columns={columns}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={({ subject: { kind, id } }) => void navigate({ to: '/customers/$kind/$id', params: { kind, id } })}
          selected={mayPick ? selected : undefined}
          onToggle={mayPick ? toggle : undefined}
          total={total}
          fit={9}
          onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
          loadingMore={list.isFetchingNextPage}
        />
      )}
      {rows.length > 0 && (
        <div className="row">
          <span className="pc-quiet">In the list</span>
          <KeyHint keys={['j', 'k']} does="move" />
          {mayPick && <KeyHint keys={['x']} does="select" />}
          <KeyHint keys={['⏎']} does="open" />
        </div>
      )}
      {mayFind && <SetFindings shown={shown} selected={chosen} onDone={clear} />}
    </div>
  );
}

function SetFindings(props: { shown: FullCase; selected: readonly CaseSubject[]; onDone: () => void }) {
  const commands = useCaseCommands();
  const [all, setAll] = useState(false);
  const [finding, setFinding] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const undetermined = props.shown.findingCounts.find((one) => one.finding === 'undetermined')?.subjects ?? 0;
  const many = props.selected.length;
  // A selection means itself. "All" is never what is left over: it is chosen anew.
  if (all && (many > 0 || undetermined === 0)) setAll(false);
  const hit = many > 0 ? many : all ? undetermined : 0;
  const title =
    many > 0
      ? `Finding for ${plural(many, 'selected subject')}`
      : all
        ? `Finding for all ${plural(undetermined, 'undetermined subject')}`
        : 'Record a finding';
  const ready = finding !== null && reason.trim() !== '' && hit > 0;

  async function record() {
    if (!ready || busy || finding === null) return;
    setBusy(true);
    try {
      const which =
        many > 0
          ? props.selected.map((one) => ({ kind: one.subject.kind, id: one.subject.id }))
          : ('undetermined' as const);
      const refused = await commands.setFindings(props.shown.id, which, finding, reason.trim());
      setRefusal(refused);
      if (!refused) {
        setReason('');
        setFinding(null);
        setAll(false);
        props.onDone();
      }
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  if (many === 0 && undetermined === 0)
    return <p className="pc-quiet">Select subjects to change what was found about them.</p>;
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="stack">
      <legend className="section-title">{title}</legend>
      {many === 0 && (
        <div className="row">
          <Checkbox
            label={`All ${plural(undetermined, 'undetermined subject')}`}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
          {!all && <span className="pc-quiet">or select subjects above</span>}
        </div>
      )}
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <NativeSelect
          aria-label="Finding"
          data={[
            { value: '', label: 'Choose a finding' },
            ...FINDINGS.map((one) => ({ value: one, label: stateMark('finding', one).label })),
          ]}
          value={finding ?? ''}
          onChange={(event) => setFinding(event.currentTarget.value || null)}
          w={210}
        />
        <Textarea
          aria-label="Reason for the finding"
          placeholder="On what evidence"
          minRows={1}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          style={{ flex: 1, minWidth: '14rem' }}
        />
        <Button variant="default" loading={busy} disabled={!ready} onClick={() => void record()}>
          {hit > 0 ? `Record for ${hit}` : 'Record'}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </fieldset>
  );
}
