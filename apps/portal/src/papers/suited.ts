import {
  APPEAL_EVIDENCE_KINDS,
  APPEAL_GROUNDS,
  type AppealEvidenceKind,
  type AppealGround,
  EVIDENCE_FOR_GROUND,
} from '@portcullis/contracts/portal/evidence';

/** The kinds of paper that would settle what is said to be wrong, without the catch-all. */
export function suitedPapers(grounds: readonly string[]): AppealEvidenceKind[] {
  const chosen = APPEAL_GROUNDS.filter(
    (ground): ground is AppealGround => grounds.includes(ground) && ground !== 'other',
  );
  const wanted = new Set(chosen.flatMap((ground): readonly AppealEvidenceKind[] => EVIDENCE_FOR_GROUND[ground]));
  return APPEAL_EVIDENCE_KINDS.filter((kind) => kind !== 'other' && wanted.has(kind));
}
