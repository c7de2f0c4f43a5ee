import { Button, Textarea } from '@mantine/core';
import {
  EmptyState,
  ErrorState,
  fileSize,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonRows,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { useSettingsCommands } from './settings.commands.js';
import { type RejectedRow, rejectedOptions } from './settings.queries.js';

interface Problem {
  title?: string;
  detail?: string;
  errors?: { pointer?: string; detail?: string }[];
}

/** What could not be accepted, why, and the way to correct it and send it again. */
export function RejectedTab() {
  const mayCorrect = useMay('intake.rejected.correct');
  const list = useInfiniteQuery(rejectedOptions);
  if (list.isPending) return <SkeletonRows rows={6} label="Reading the rejected alerts" />;
  if (list.isLoadingError)
    return (
      <ErrorState
        title="The rejected alerts could not be read"
        why={list.error.message}
        onRetry={() => void list.refetch()}
      />
    );
  const rows = list.data.pages.flatMap((page) => page.nodes);
  if (rows.length === 0)
    return <EmptyState title="Nothing was rejected" because="because every alert that came in could be read." />;
  return (
    <div>
      {rows.map((row) => (
        <Rejected key={row.id} row={row} mayCorrect={mayCorrect} />
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          More
        </Button>
      )}
    </div>
  );
}

function Rejected(props: { row: RejectedRow; mayCorrect: boolean }) {
  const { row } = props;
  const problem = (row.problem ?? {}) as Problem;
  const commands = useSettingsCommands();
  const [body, setBody] = useState(row.raw);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const cut = row.rawLength > new TextEncoder().encode(row.raw).length;
  async function send() {
    if (busy) return;
    setBusy(true);
    try {
      setRefusal(await commands.correctRejected(row.id, body));
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }
  return (
    <details className="section" style={{ padding: '0.5rem 0' }}>
      <summary className="row" style={{ cursor: 'pointer' }}>
        <strong>{problem.title ?? 'Rejected'}</strong>
        <span>
          {problem.errors?.map((one) => `${one.pointer ?? ''} ${one.detail ?? ''}`.trim()).join('; ') ?? problem.detail}
        </span>
        <span className="pc-quiet">
          {row.detector ?? 'unknown detector'} {row.externalId} · {fileSize(row.rawLength)} ·{' '}
          <RelativeTime at={row.receivedAt} />
        </span>
      </summary>
      <div className="stack" style={{ paddingTop: '0.5rem' }}>
        <Textarea
          label={cut ? `The first ${fileSize(row.raw.length)} of what was sent` : 'What was sent'}
          value={body}
          readOnly={!props.mayCorrect || cut}
          maxRows={16}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {refusal && <RefusalNote refusal={refusal} />}
        {props.mayCorrect && !cut && (
          <div>
            <Button variant="default" loading={busy} onClick={() => void send()}>
              Accept the corrected alert
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
