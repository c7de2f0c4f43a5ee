import { plural, type RefusalView } from '@portcullis/ui';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  ActivateRuleSetDocument,
  DraftRuleSetDocument,
  RuleSetsDocument,
  type RuleSetsQuery,
  RuleTrialDifferencesDocument,
  ShadowRuleSetDocument,
  StopRuleTrialDocument,
  TryRuleSetDocument,
} from '../../generated/graphql.js';
import { showFlash } from '../../shell/flash.js';

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

const PAGE = 30;

/** Of a trial that is done: what it found does not change any more. */
export const trialDifferencesOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['rule-trial', id],
    queryFn: ({ pageParam, signal }) =>
      request(RuleTrialDifferencesDocument, { id, first: PAGE, after: pageParam }, signal).then(
        (answer) => answer.ruleTrial?.differences ?? [],
      ),
    initialPageParam: -1,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.position),
    staleTime: Number.POSITIVE_INFINITY,
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
    stop: async (trialId: string, id: number) => {
      const refused = await then(
        request(StopRuleTrialDocument, { id: trialId }).then((answer) => answer.stopRuleTrial),
      );
      if (!refused) showFlash({ text: `The trial of rule set ${id} was stopped. Nothing of it is kept.` });
      return refused;
    },
    shadow: (id: number, shadow: boolean, reason: string) =>
      then(request(ShadowRuleSetDocument, { id, shadow, reason }).then((answer) => answer.shadowRuleSet)),
    activate: async (id: number, reason: string, regroup: boolean) => {
      const { activateRuleSet } = await request(ActivateRuleSetDocument, { id, reason, regroup });
      await client.invalidateQueries();
      const { refusal, cases } = activateRuleSet;
      if (!refusal) showFlash({ text: inForce(id, regroup, cases ?? 0) });
      return refusal ?? null;
    },
  };
}

function inForce(id: number, regroup: boolean, cases: number): string {
  if (!regroup) return `Rule set ${id} is in force for new alerts. Cases stay as they are.`;
  return `Rule set ${id} is in force. ${cases === 0 ? 'No case changed.' : `${plural(cases, 'case was', 'cases were')} regrouped.`}`;
}
