import type { RefusalView } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  CorrectRejectedDocument,
  CreateApiKeyDocument,
  type CreateApiKeyMutationVariables,
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
  SaveStaffDocument,
  type SaveStaffMutationVariables,
} from '../../generated/graphql.js';

export interface KeyAnswer {
  readonly secret: string | null;
  readonly name: string;
  readonly refusal: RefusalView | null;
}

export function useSettingsCommands() {
  const client = useQueryClient();
  const renew = (key: string) => client.invalidateQueries({ queryKey: [key] });
  const keyAnswer = async (
    answer: Promise<{ secret: string | null; key: { name: string } | null; refusal: RefusalView | null }>,
  ): Promise<KeyAnswer> => {
    const { secret, key, refusal } = await answer;
    await renew('api-keys');
    return { secret, name: key?.name ?? '', refusal };
  };
  return {
    saveStaff: async (variables: SaveStaffMutationVariables): Promise<RefusalView | null> => {
      const { saveStaff } = await request(SaveStaffDocument, variables);
      await renew('staff');
      return saveStaff.refusal;
    },
    createKey: (variables: CreateApiKeyMutationVariables) =>
      keyAnswer(request(CreateApiKeyDocument, variables).then((answer) => answer.createApiKey)),
    rotateKey: (id: string, overlapHours: number) =>
      keyAnswer(request(RotateApiKeyDocument, { id, overlapHours }).then((answer) => answer.rotateApiKey)),
    revokeKey: async (id: string, reason: string): Promise<RefusalView | null> => {
      const { revokeApiKey } = await request(RevokeApiKeyDocument, { id, reason });
      await renew('api-keys');
      return revokeApiKey.refusal;
    },
    correctRejected: async (id: string, body: string): Promise<RefusalView | null> => {
      const { correctRejected } = await request(CorrectRejectedDocument, { id, body });
      await renew('rejected');
      return correctRejected.refusal;
    },
  };
}
