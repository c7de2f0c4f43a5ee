import type { RefusalView } from '@portcullis/ui';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { request, uploadToCase } from '../../api/client.js';
import {
  AssignCaseDocument,
  ClaimCaseDocument,
  ClaimNextDocument,
  CommentDocument,
  ReleaseCaseDocument,
  RenewLeaseDocument,
  ReopenCaseDocument,
  ResumeCaseDocument,
  SetFindingsDocument,
  SkipCaseDocument,
  type SubjectInput,
  WaitForDocument,
} from '../../generated/graphql.js';

/** Reads again what a step in casework may have changed. */
function renew(client: QueryClient): Promise<unknown> {
  return Promise.all(
    ['case', 'cases', 'my-cases', 'peek', 'queues', 'me'].map((key) => client.invalidateQueries({ queryKey: [key] })),
  );
}

type Answer = { refusal?: RefusalView | null };

/** Commands on cases. Each resolves with a refusal to show, or null; a fault is thrown. */
export function useCaseCommands() {
  const client = useQueryClient();
  const refusalOf = async (answer: Promise<Answer>): Promise<RefusalView | null> => {
    const { refusal } = await answer;
    await renew(client);
    return refusal ?? null;
  };
  return {
    /** The case that was claimed; null when nothing waits. */
    claimNext: async (queues?: string[]) => {
      const { claimNext } = await request(ClaimNextDocument, { queues });
      await renew(client);
      return claimNext;
    },
    claim: (caseId: string) => refusalOf(request(ClaimCaseDocument, { caseId }).then((answer) => answer.claimCase)),
    renewLease: (caseId: string) =>
      request(RenewLeaseDocument, { caseId }).then((answer) => answer.renewLease.refusal ?? null),
    release: (caseId: string, reason: string) =>
      refusalOf(request(ReleaseCaseDocument, { caseId, reason }).then((answer) => answer.releaseCase)),
    skip: (caseId: string, reason: string) =>
      refusalOf(request(SkipCaseDocument, { caseId, reason }).then((answer) => answer.skipCase)),
    comment: (caseId: string, body: string) =>
      refusalOf(request(CommentDocument, { caseId, body }).then((answer) => answer.comment)),
    waitFor: (caseId: string, version: number, party: string, reason: string) =>
      refusalOf(request(WaitForDocument, { caseId, version, party, reason }).then((answer) => answer.waitFor)),
    resume: (caseId: string, version: number, reason: string) =>
      refusalOf(request(ResumeCaseDocument, { caseId, version, reason }).then((answer) => answer.resumeCase)),
    reopen: (caseId: string, version: number, reason: string) =>
      refusalOf(request(ReopenCaseDocument, { caseId, version, reason }).then((answer) => answer.reopenCase)),
    assign: (caseId: string, version: number, staffId: string, reason: string) =>
      refusalOf(request(AssignCaseDocument, { caseId, version, staffId, reason }).then((answer) => answer.assignCase)),
    setFindings: (caseId: string, which: SubjectInput[] | 'undetermined', finding: string, reason: string) =>
      refusalOf(
        request(SetFindingsDocument, {
          caseId,
          subjects: which === 'undetermined' ? undefined : which,
          allUndetermined: which === 'undetermined',
          finding,
          reason,
        }).then((answer) => answer.setFindings),
      ),
    upload: async (caseId: string, file: File) => {
      await uploadToCase(caseId, file);
      await renew(client);
    },
  };
}
