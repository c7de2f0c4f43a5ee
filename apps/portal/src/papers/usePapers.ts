import type { AppealEvidenceKind } from '@portcullis/contracts/portal/evidence';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { sendPaper } from '../door/send-paper.js';
import type { Trouble } from '../door/trouble.js';
import { newKey } from '../parts/new-key.js';
import { sortPapers } from './check-paper.js';
import { dropPaper, keepPaper, keptPapers } from './kept-papers.js';
import { paperTrouble } from './paper-trouble.js';
import { nextPapers, type Paper, toSend } from './papers.js';
import { shrinkPhoto } from './shrink-photo.js';

export interface Papers {
  readonly list: readonly Paper[];
  /** Why some of what was chosen last could not be taken. */
  readonly problems: readonly string[];
  readonly sending: boolean;
  add(files: readonly File[], purpose: AppealEvidenceKind, alreadyThere: number): Promise<void>;
  rename(key: string, purpose: AppealEvidenceKind): void;
  remove(key: string): void;
  /** Sends one after the other what is not there yet; `stopped` is why it did not go on to the end. */
  send(appealId: string): Promise<Sending>;
  clearSent(): void;
}

export interface Sending {
  readonly sent: number;
  readonly failed: number;
  readonly stopped: Trouble | null;
}

/** The files that a customer has chosen for one notice; they outlive a reload until they are sent. */
export function usePapers(matter: string): Papers {
  const [list, step] = useReducer(nextPapers, []);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const current = useRef(list);
  current.current = list;
  const underWay = useRef(false);

  useEffect(() => {
    let wanted = true;
    void keptPapers(matter).then((papers) => {
      if (wanted && papers.length > 0) step({ type: 'add', papers });
    });
    return () => {
      wanted = false;
    };
  }, [matter]);

  const add = useCallback(
    async (files: readonly File[], purpose: AppealEvidenceKind, alreadyThere: number) => {
      const held = current.current.filter(({ state }) => state !== 'sent').map(({ file }) => file);
      const { taken, problems: refused } = sortPapers(files, held, alreadyThere);
      setProblems(refused);
      for (const chosen of taken) {
        // The store gives them back in the order of their keys.
        const paper = { key: `${Date.now()}-${newKey()}`, matter, file: await shrinkPhoto(chosen), purpose };
        step({ type: 'add', papers: [paper] });
        await keepPaper(paper);
      }
    },
    [matter],
  );
  const rename = useCallback(
    (key: string, purpose: AppealEvidenceKind) => {
      step({ type: 'purpose', key, purpose });
      const paper = current.current.find((one) => one.key === key);
      if (paper) void keepPaper({ key, matter, file: paper.file, purpose });
    },
    [matter],
  );
  const remove = useCallback((key: string) => {
    step({ type: 'remove', key });
    void dropPaper(key);
  }, []);

  const send = useCallback(async (appealId: string): Promise<Sending> => {
    let sent = 0;
    let failed = 0;
    let stopped: Trouble | null = null;
    if (underWay.current) return { sent, failed, stopped };
    underWay.current = true;
    setSending(true);
    try {
      for (const { key, file, purpose } of toSend(current.current)) {
        step({ type: 'sending', key, share: 0 });
        const answer = await sendPaper(appealId, { file, name: file.name, purpose }, (share) =>
          step({ type: 'sending', key, share }),
        );
        if (answer.ok) {
          sent += 1;
          step({ type: 'sent', key });
          await dropPaper(key);
          continue;
        }
        failed += 1;
        step({ type: 'failed', key, ...paperTrouble(answer.trouble, file) });
        if (['offline', 'signed_out', 'busy'].includes(answer.trouble.kind)) {
          stopped = answer.trouble; // the next one would fare no better
          break;
        }
      }
    } finally {
      underWay.current = false;
      setSending(false);
    }
    return { sent, failed, stopped };
  }, []);
  const clearSent = useCallback(() => step({ type: 'clear_sent' }), []);
  return { list, problems, sending, add, rename, remove, send, clearSent };
}
