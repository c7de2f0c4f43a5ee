import type { RefusalView } from '@portcullis/ui';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  ActivateRuleSetDocument,
  DraftRuleSetDocument,
  RuleSetsDocument,
  type RuleSetsQuery,
  ShadowRuleSetDocument,
  TryRuleSetDocument,
} from '../../generated/graphql.js';

export type RuleSetRow = RuleSetsQuery['ruleSets'][number];
export type TrialRow = RuleSetRow['trials'][number];

const isBusy = (rows: readonly RuleSetRow[] | undefined) =>
  rows?.some(({ trials }) => trials.some(({ state }) => state === 'waiting' || state === 'running')) ?? false;

export const ruleSetsOptions = queryOptions({
  queryKey: ['rule-sets'],
  queryFn: ({ signal }) => request(RuleSetsDocument, {}, signal).then((answer) => answer.ruleSets),
  // While a trial runs, its progress is read again and again.
  refetchInterval: (query) => (isBusy(query.state.data) ? 2_000 : false),
});

/** Each resolves with a refusal to show, or null. */
export function useRuleCommands() {
  const client = useQueryClient();
  const then = async (answer: Promise<{ refusal?: RefusalView | null }>): Promise<RefusalView | null> => {
    const { refusal } = await answer;
    await client.invalidateQueries();
    return refusal ?? null;
  };
  return {
    draft: (input: { name: string; reason: string; basedOn: number; rules: unknown }) =>
      then(request(DraftRuleSetDocument, { input }).then((answer) => answer.draftRuleSet)),
    try: (id: number) => then(request(TryRuleSetDocument, { id }).then((answer) => answer.tryRuleSet)),
    shadow: (id: number, shadow: boolean, reason: string) =>
      then(request(ShadowRuleSetDocument, { id, shadow, reason }).then((answer) => answer.shadowRuleSet)),
    activate: (id: number, reason: string, regroup: boolean) =>
      then(request(ActivateRuleSetDocument, { id, reason, regroup }).then((answer) => answer.activateRuleSet)),
  };
}
