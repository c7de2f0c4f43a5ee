import { Button, NativeSelect } from '@mantine/core';
import { EmptyState, ErrorState } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { attributeWord } from '../casework/words.js';
import { ListEntryView } from './ListEntryView.js';
import { listEntriesOptions } from './lists.queries.js';
import { useAllow } from './useAllow.js';
import { useCorrection } from './useCorrection.js';

const TYPES = [
  'ip',
  'network',
  'asn',
  'device_id',
  'payment_instrument',
  'email',
  'email_domain',
  'phone',
  'ja4',
  'user_agent',
  'registered_address',
  'owner_entity',
  'owner_name',
  'prompt_template',
];

/** A value that no alert carries may be on a list all the same, or be put on one beforehand. */
export function NotSeen(props: { value: string; type: string | undefined }) {
  const { value } = props;
  const mayCorrect = useMay('grouping.correct');
  const mayAllow = useMay('grouping.lists.propose');
  const correction = useCorrection(null);
  const allow = useAllow();
  const [type, setType] = useState(props.type ?? '');
  const entries = useInfiniteQuery(listEntriesOptions({ value, ...(props.type && { type: props.type }) }));
  const rows = entries.data?.pages.flatMap((page) => page.nodes) ?? [];
  return (
    <div className="stack">
      {correction.dialog}
      {allow.dialog}
      <EmptyState
        title={`Nothing carries “${value}”`}
        because={`because no alert that was grouped has it${props.type ? ` as ${attributeWord(props.type)}` : ''}.`}
      />
      {(mayCorrect || mayAllow) && (
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <NativeSelect
            label="If it comes, it is"
            value={type}
            onChange={(event) => setType(event.currentTarget.value)}
            data={[
              { value: '', label: 'Choose a type' },
              ...[...new Set([...TYPES, ...(props.type ? [props.type] : [])])].map((one) => ({
                value: one,
                label: attributeWord(one),
              })),
            ]}
          />
          {mayCorrect && (
            <Button
              variant="default"
              disabled={type === ''}
              onClick={() => correction.open({ step: 'unlink', type, value })}
            >
              Never link by it…
            </Button>
          )}
          {mayAllow && (
            <Button variant="default" disabled={type === ''} onClick={() => allow.open({ start: { type, value } })}>
              Put on the allow-list…
            </Button>
          )}
        </div>
      )}
      {entries.isLoadingError ? (
        <ErrorState
          title="The lists could not be read"
          why={entries.error.message}
          onRetry={() => void entries.refetch()}
        />
      ) : (
        !entries.isPending && (
          <>
            <h2>{rows.length === 0 ? 'On no list' : 'On lists'}</h2>
            {rows.map((entry) => (
              <ListEntryView key={entry.id} entry={entry} />
            ))}
          </>
        )
      )}
    </div>
  );
}
