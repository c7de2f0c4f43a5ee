import { useDebouncedValue } from '@mantine/hooks';
import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Answers, type Concerned, type Draft, inputOf } from './correction-draft.js';
import { previewOptions } from './grouping.queries.js';

/** Each preview rehearses the correction while all of grouping waits for it. */
const TYPING_MS = 400;
const BUSY_MS = 3_000;
const BUSY_TIMES = 3;

/**
 * What a correction would do: of exactly what is asked for now, or nothing.
 * @param paused while it is done, nothing is rehearsed
 */
export function useCorrectionPreview(draft: Draft, answers: Answers, concerned: Concerned | null, paused: boolean) {
  const client = useQueryClient();
  const [settled] = useDebouncedValue(answers, TYPING_MS);
  const input = inputOf(draft, answers, concerned);
  const asked = inputOf(draft, settled, concerned);
  const isCurrent = input !== null && hashKey([input]) === hashKey([asked]);
  const query = useQuery({
    ...previewOptions(asked ?? { step: 'undo' }),
    enabled: isCurrent && !paused,
    refetchInterval: ({ state }) =>
      state.data?.refusal?.code === 'BUSY' && state.dataUpdateCount <= BUSY_TIMES ? BUSY_MS : false,
  });
  const data = isCurrent ? query.data : undefined;
  const isStale = data?.refusal?.code === 'STALE';
  useEffect(() => {
    if (isStale) void client.invalidateQueries({ queryKey: ['case'] });
  }, [isStale, client]);
  return {
    /** Null while something is missing. */
    input,
    data,
    error: isCurrent ? query.error : null,
    isLoading: input !== null && (!isCurrent || query.isPending),
    isFetching: query.isFetching,
    /** Whether the consequence of `input` can be seen. */
    isSeen: isCurrent && query.isSuccess && !query.data.refusal,
    again: () => void query.refetch(),
  };
}
