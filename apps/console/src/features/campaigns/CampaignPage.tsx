import {
  count,
  EmptyState,
  ErrorState,
  exactInstant,
  FactList,
  RelativeTime,
  RouteTag,
  SeverityMark,
  SkeletonRows,
} from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CaseTable } from '../casework/CaseTable.js';
import { casesOptions } from '../casework/casework.queries.js';
import { CampaignGraph, GraphToggle } from './CampaignGraph.js';
import { Attribution, Recidivism, Shares } from './CampaignParts.js';
import { factLines } from './campaign-facts.js';
import classes from './campaigns.module.css';
import { campaignOptions } from './campaigns.queries.js';
import { MoreFailed } from './MoreFailed.js';

const route = getRouteApi('/shell/campaigns/$number');

export function CampaignPage() {
  const number = Number(route.useParams().number);
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const reading = useQuery({ ...campaignOptions(number), enabled: Number.isInteger(number) });
  const campaign = reading.data;
  const cases = useInfiniteQuery({
    ...casesOptions({ campaignId: campaign?.id }, 'SEVERITY'),
    enabled: campaign != null,
  });
  if (reading.isPending && Number.isInteger(number)) return <SkeletonRows rows={8} label="Reading the campaign" />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The campaign could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!campaign)
    return (
      <EmptyState
        title={`There is no campaign K-${number}`}
        because="because the number is wrong, or its cases were merged into another."
      />
    );
  const rows = cases.data?.pages.flatMap((page) => page.nodes) ?? [];
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <span className="pc-quiet">K-{campaign.number}</span> {campaign.title}
        </h1>
        <SeverityMark severity={campaign.severity} />
        <RouteTag route={campaign.route} />
        <GraphToggle />
      </header>
      <div className={classes.parts}>
        <FactList
          facts={[
            [
              'Size',
              `${count(campaign.subjectCount)} accounts, ${count(campaign.caseCount)} cases, ${count(campaign.alertCount)} alerts`,
            ],
            [
              'Seen',
              campaign.firstAlertAt ? (
                <span key="seen">
                  first {exactInstant(Date.parse(campaign.firstAlertAt))}, last{' '}
                  <RelativeTime at={campaign.lastAlertAt} />
                </span>
              ) : null,
            ],
            ...factLines(campaign),
          ]}
        />
        {campaign.facts && <Shares facts={campaign.facts} />}
        <Attribution campaign={campaign} />
        <Recidivism campaign={campaign} />
      </div>
      {search.graph ? (
        <CampaignGraph number={campaign.number} />
      ) : (
        <div className={`page-body ${classes.cases}`}>
          {cases.isPending ? (
            <SkeletonRows rows={8} height="3.25rem" label="Reading its cases" />
          ) : cases.isLoadingError ? (
            <ErrorState
              title="Its cases could not be read"
              why={cases.error.message}
              onRetry={() => void cases.refetch()}
            />
          ) : (
            <CaseTable
              label="Cases of the campaign"
              rows={rows}
              withState
              cursor={search.at}
              onCursor={(at) => void setSearch({ search: (before) => ({ ...before, at }), replace: true })}
              onEnd={cases.hasNextPage && !cases.isFetchNextPageError ? () => void cases.fetchNextPage() : undefined}
              loadingMore={cases.isFetchingNextPage}
            />
          )}
        </div>
      )}
      {!search.graph && cases.isFetchNextPageError && (
        <MoreFailed
          what="cases"
          why={cases.error.message}
          busy={cases.isFetchingNextPage}
          onRetry={() => void cases.fetchNextPage()}
        />
      )}
    </div>
  );
}
