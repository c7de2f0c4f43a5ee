import { ErrorState, SkeletonRows, SlaClock, StateBadge } from '@portcullis/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AppealRowFieldsFragment } from '../../generated/graphql.js';

/** Appeals as short lines, for a case or a customer. */
export function AppealLines(props: { reading: UseQueryResult<AppealRowFieldsFragment[]> }) {
  const { reading } = props;
  if (reading.isPending) return <SkeletonRows rows={1} label="Reading the appeals" />;
  if (reading.isLoadingError) {
    return (
      <ErrorState
        title="The appeals could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  }
  if (reading.data.length === 0) return <p className="pc-quiet">No appeal.</p>;
  return reading.data.map((appeal) => (
    <div key={appeal.id} className="row">
      <Link to="/appeals/$number" params={{ number: String(appeal.number) }}>
        Appeal A-{appeal.number}
      </Link>
      <StateBadge kind="appeal" state={appeal.state} />
      {appeal.dueAt && !appeal.result && <SlaClock dueAt={appeal.dueAt} pausedAt={appeal.pausedAt} label="Answer" />}
    </div>
  ));
}
