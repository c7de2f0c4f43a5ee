import type { RefusalView } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  AskCustomerDocument,
  ClaimAppealDocument,
  CoSignAppealDocument,
  DecideAppealDocument,
  type DecideAppealInput,
  DecideReliefDocument,
  MessageCustomerDocument,
  NoteFirstReadingDocument,
} from '../../generated/graphql.js';

export function useAppealCommands() {
  const client = useQueryClient();
  const refusalOf = async (answer: Promise<{ refusal?: RefusalView | null }>): Promise<RefusalView | null> => {
    const { refusal } = await answer;
    await Promise.all(
      ['appeal', 'appeals', 'case', 'customer', 'detectors'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
    return refusal ?? null;
  };
  return {
    claim: (appealId: string) =>
      refusalOf(request(ClaimAppealDocument, { appealId }).then((answer) => answer.claimAppeal)),
    noteFirstReading: (appealId: string, text: string) =>
      refusalOf(request(NoteFirstReadingDocument, { appealId, text }).then((answer) => answer.noteFirstReading)),
    ask: (appealId: string, version: number, question: string) =>
      refusalOf(request(AskCustomerDocument, { appealId, version, question }).then((answer) => answer.askCustomer)),
    message: (appealId: string, body: string) =>
      refusalOf(request(MessageCustomerDocument, { appealId, body }).then((answer) => answer.messageCustomer)),
    relief: (appealId: string, version: number, grant: boolean, reason: string, limits: string | null) =>
      refusalOf(
        request(DecideReliefDocument, { appealId, version, grant, reason, limits }).then(
          (answer) => answer.decideInterimRelief,
        ),
      ),
    decide: (input: DecideAppealInput) =>
      refusalOf(request(DecideAppealDocument, { input }).then((answer) => answer.decideAppeal)),
    coSign: (appealId: string, version: number, agree: boolean, reason: string) =>
      refusalOf(
        request(CoSignAppealDocument, { appealId, version, agree, reason }).then((answer) => answer.coSignAppeal),
      ),
  };
}
