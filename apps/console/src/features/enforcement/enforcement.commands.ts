import type { RefusalView } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { LiftActionDocument, ReplayDeliveryDocument, SkipDeliveryDocument } from '../../generated/graphql.js';

export function useEnforcementCommands() {
  const client = useQueryClient();
  const refusalOf = async (answer: Promise<{ refusal?: RefusalView | null }>): Promise<RefusalView | null> => {
    const { refusal } = await answer;
    await Promise.all(
      ['case', 'deliveries', 'actions', 'customer'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
    return refusal ?? null;
  };
  return {
    replay: (id: string) => refusalOf(request(ReplayDeliveryDocument, { id }).then((answer) => answer.replayDelivery)),
    skip: (id: string, reason: string) =>
      refusalOf(request(SkipDeliveryDocument, { id, reason }).then((answer) => answer.skipDelivery)),
    lift: (actionId: string, reason: string) =>
      refusalOf(request(LiftActionDocument, { actionId, reason }).then((answer) => answer.liftAction)),
  };
}
