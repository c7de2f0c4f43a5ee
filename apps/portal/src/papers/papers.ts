import type { AppealEvidenceKind } from '@portcullis/contracts/portal/evidence';

/** A file that the customer has chosen, and how far it is. */
export interface Paper {
  readonly key: string;
  readonly file: File;
  readonly purpose: AppealEvidenceKind;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** From 0 to 1. */
  readonly share: number;
  readonly problem: string | null;
  /** A failure that sending again can't mend: the file itself is refused. */
  readonly final: boolean;
}

export type PaperStep =
  | { readonly type: 'add'; readonly papers: readonly { key: string; file: File; purpose: AppealEvidenceKind }[] }
  | { readonly type: 'purpose'; readonly key: string; readonly purpose: AppealEvidenceKind }
  | { readonly type: 'remove'; readonly key: string }
  | { readonly type: 'sending'; readonly key: string; readonly share: number }
  | { readonly type: 'sent'; readonly key: string }
  | { readonly type: 'failed'; readonly key: string; readonly problem: string; readonly final: boolean }
  | { readonly type: 'clear_sent' }
  | { readonly type: 'clear' };

/** The list of papers after a step. A paper that is on its way can't be removed or renamed. */
export function nextPapers(papers: readonly Paper[], step: PaperStep): readonly Paper[] {
  switch (step.type) {
    case 'add': {
      const known = new Set(papers.map(({ key }) => key));
      const added = step.papers.filter(({ key }) => !known.has(key));
      return [
        ...papers,
        ...added.map((paper) => ({ ...paper, state: 'waiting' as const, share: 0, problem: null, final: false })),
      ];
    }
    case 'remove':
      return papers.filter((paper) => paper.key !== step.key || paper.state === 'sending');
    case 'clear_sent':
      return papers.filter(({ state }) => state !== 'sent');
    case 'clear':
      return [];
    default:
      return papers.map((paper) => (paper.key === step.key ? changed(paper, step) : paper));
  }
}

function changed(paper: Paper, step: Extract<PaperStep, { type: 'purpose' | 'sending' | 'sent' | 'failed' }>): Paper {
  switch (step.type) {
    case 'purpose':
      return paper.state === 'sending' || paper.state === 'sent' ? paper : { ...paper, purpose: step.purpose };
    case 'sending':
      return { ...paper, state: 'sending', share: step.share, problem: null, final: false };
    case 'sent':
      return { ...paper, state: 'sent', share: 1 };
    case 'failed':
      return { ...paper, state: 'failed', share: 0, problem: step.problem, final: step.final };
  }
}

/** What the next sending takes: everything that is neither there nor on its way nor refused for good. */
export function toSend(papers: readonly Paper[]): readonly Paper[] {
  return papers.filter(({ state, final }) => (state === 'waiting' || state === 'failed') && !final);
}
