import { EmptyState, ErrorState, SkeletonBlock } from '@portcullis/ui';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { campaignGraphOptions, caseGraphOptions, type LinkGraphData } from './graph.queries.js';
import type { Whole } from './graph-scope.js';
import { type GraphView, LinkGraph } from './LinkGraph.js';

interface LinksProps {
  readonly number: number;
  readonly view: GraphView;
  readonly onView: (view: GraphView) => void;
}

export function CaseLinks(props: LinksProps) {
  return <ReadLinks {...props} kind="case" graph={useQuery(caseGraphOptions(props.number))} />;
}

export function CampaignLinks(props: LinksProps) {
  return <ReadLinks {...props} kind="campaign" graph={useQuery(campaignGraphOptions(props.number))} />;
}

function ReadLinks(props: LinksProps & { kind: Whole['kind']; graph: UseQueryResult<LinkGraphData | null> }) {
  const { graph, kind, number } = props;
  if (graph.isPending) return <SkeletonBlock height={560} label="Reading the links" />;
  if (graph.isLoadingError)
    return (
      <ErrorState title="The links could not be read" why={graph.error.message} onRetry={() => void graph.refetch()} />
    );
  if (!graph.data) return <EmptyState title="Nothing to draw" because="because it is not there any more." />;
  return <LinkGraph data={graph.data} view={props.view} onView={props.onView} of={{ kind, number }} />;
}
