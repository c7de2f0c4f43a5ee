import type { RefusalView } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  ApproveDocument,
  type DecisionResultFieldsFragment,
  ProposeDocument,
  type ProposeInput,
  RefuseDecisionDocument,
  ReturnDecisionDocument,
  WithdrawDecisionDocument,
} from '../../generated/graphql.js';

export function useDecisionCommands() {
  const client = useQueryClient();
  const renew = () =>
    Promise.all(
      ['case', 'cases', 'my-cases', 'approvals', 'decision', 'peek', 'me'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const refusalOf = async (answer: Promise<DecisionResultFieldsFragment>): Promise<RefusalView | null> => {
    const { refusal } = await answer;
    await renew();
    return refusal ?? null;
  };
  return {
    propose: async (input: ProposeInput) => {
      const { propose } = await request(ProposeDocument, { input });
      await renew();
      return propose;
    },
    approve: (decisionId: string, reason: string, bindingHash: string) =>
      refusalOf(request(ApproveDocument, { decisionId, reason, bindingHash }).then((answer) => answer.approve)),
    return: (decisionId: string, reason: string) =>
      refusalOf(request(ReturnDecisionDocument, { decisionId, reason }).then((answer) => answer.returnDecision)),
    refuse: (decisionId: string, reason: string) =>
      refusalOf(request(RefuseDecisionDocument, { decisionId, reason }).then((answer) => answer.refuseDecision)),
    withdraw: (decisionId: string, reason: string) =>
      refusalOf(request(WithdrawDecisionDocument, { decisionId, reason }).then((answer) => answer.withdrawDecision)),
  };
}
