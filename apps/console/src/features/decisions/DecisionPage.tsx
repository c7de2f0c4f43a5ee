import { EmptyState, ErrorState, SkeletonRows } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { kindNoun } from '../casework/words.js';
import { DecisionSteps } from './DecisionSteps.js';
import { DecisionView } from './DecisionView.js';
import { decisionOptions } from './decisions.queries.js';

const route = getRouteApi('/shell/decisions/$number');

export function DecisionPage() {
  const number = Number(route.useParams().number);
  const reading = useQuery({ ...decisionOptions(number), enabled: Number.isInteger(number) });
  if (reading.isPending) return <SkeletonRows rows={8} label="Reading the decision" />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The decision could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!reading.data)
    return (
      <EmptyState
        title={`There is no decision D-${number} for you`}
        because="because the number is wrong, or it lies outside what your role may read."
      />
    );
  const decision = reading.data;
  return (
    <article className="page-flow">
      <header className="page-head">
        <h1>
          <span className="pc-quiet">D-{decision.number}</span>{' '}
          {`${kindNoun(decision.kind)} on C-${decision.caseNumber}`}
        </h1>
        <div className="end">
          <DecisionSteps decision={decision} />
        </div>
      </header>
      <DecisionView decision={decision} />
    </article>
  );
}
