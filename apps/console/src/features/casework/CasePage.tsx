import { useMediaQuery } from '@mantine/hooks';
import { EmptyState, ErrorState, SkeletonBlock } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { DecideColumn } from '../decisions/DecideColumn.js';
import { CaseBelow } from './CaseBelow.js';
import { CaseHead } from './CaseHead.js';
import classes from './casework.module.css';
import { caseOptions } from './casework.queries.js';
import { EvidenceColumn } from './EvidenceColumn.js';
import { startingEvidence } from './evidence-choice.js';
import { useLease } from './useLease.js';
import { WhyColumn } from './WhyColumn.js';

const route = getRouteApi('/shell/cases/$number');

/** One page per case: why it is one, what supports it, and what to do; the right column never scrolls away. */
export function CasePage() {
  const number = Number(route.useParams().number);
  const reading = useQuery({ ...caseOptions(number), enabled: Number.isInteger(number) });
  const shown = reading.data ?? undefined;
  const [chosen, setChosen] = useState<{ case: number; ids: ReadonlySet<string> } | null>(null);
  useLease(shown);
  const isOneColumn = useMediaQuery('(max-width: 52em)') ?? false;
  const evidence = chosen?.case === number ? chosen.ids : startingEvidence(shown);
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(evidence);
      if (!next.delete(id)) next.add(id);
      setChosen({ case: number, ids: next });
    },
    [evidence, number],
  );

  if (!Number.isInteger(number))
    return <EmptyState title="A case has a number" because="because the address holds something else." />;
  if (reading.isPending) return <CaseSkeleton />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The case could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!shown) {
    return (
      <EmptyState
        title={`There is no case C-${number} for you`}
        because="because the number is wrong, or the case lies outside what your role may read."
      />
    );
  }
  const decide = (
    <section key="decide" className={classes.decide} aria-labelledby="decide">
      <div className={classes.decideInner}>
        <h2 id="decide">Decide</h2>
        <DecideColumn shown={shown} evidence={evidence} />
      </div>
    </section>
  );
  // One below the other, what there is to do comes before what there is to read; what was done comes after it.
  const isFirst =
    isOneColumn &&
    (shown.allowed.includes('propose') || shown.decisions.some((decision) => decision.state === 'proposed'));
  return (
    <article aria-label={`Case C-${shown.number}`} key={shown.number}>
      <CaseHead shown={shown} />
      <div className={classes.columns} data-decide-first={isFirst || undefined}>
        {isFirst && decide}
        <section key="why" className={classes.why} aria-labelledby="why-one">
          <h2 id="why-one">Why one case</h2>
          <WhyColumn shown={shown} />
        </section>
        <section key="evidence" className={classes.evidence} aria-labelledby="evidence">
          <h2 id="evidence">Evidence</h2>
          <EvidenceColumn shown={shown} chosen={evidence} onToggle={toggle} />
        </section>
        {!isFirst && decide}
        <div key="below" className={classes.below}>
          <CaseBelow shown={shown} />
        </div>
      </div>
    </article>
  );
}

function CaseSkeleton() {
  return (
    <div>
      <div className={classes.caseHead}>
        <SkeletonBlock height={44} label="Reading the case" />
      </div>
      <div className={classes.columns}>
        <div className={classes.why}>
          <SkeletonBlock height={280} label="Reading why this is one case" />
        </div>
        <div className={classes.evidence}>
          <SkeletonBlock height={420} label="Reading the evidence" />
        </div>
        <div className={classes.decide}>
          <div className={classes.decideInner}>
            <SkeletonBlock height={420} label="Reading what can be decided" />
          </div>
        </div>
      </div>
    </div>
  );
}
