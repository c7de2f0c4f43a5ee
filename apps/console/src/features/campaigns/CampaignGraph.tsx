import { Button } from '@mantine/core';
import { SkeletonBlock } from '@portcullis/ui';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { linksSearchOf, linksViewOf } from '../../search-params.js';

const route = getRouteApi('/shell/campaigns/$number');
const CampaignLinks = lazy(() =>
  import('../grouping/CaseLinks.js').then((module) => ({ default: module.CampaignLinks })),
);

/** The campaign's cases or its graph of links; which one is in the address. */
export function GraphToggle() {
  const { graph } = route.useSearch();
  const navigate = route.useNavigate();
  const toggle = () =>
    void navigate({ search: (before) => ({ ...before, graph: graph ? undefined : true }), replace: true });
  useKeys('Campaign', [{ keys: 'v', does: 'Graph of links', run: toggle }]);
  return (
    <Button variant="default" style={{ marginLeft: 'auto' }} aria-pressed={graph ?? false} onClick={toggle}>
      {graph ? 'Close the graph' : 'Graph'}
    </Button>
  );
}

export function CampaignGraph(props: { number: number }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <section
      aria-label="Graph of links"
      style={{ padding: '0.75rem 1rem 1.5rem', borderTop: '1px solid var(--pc-line)' }}
    >
      <Suspense fallback={<SkeletonBlock height={560} label="Drawing the links" />}>
        <CampaignLinks
          number={props.number}
          view={linksViewOf(search)}
          onView={(view) =>
            void navigate({ search: (before) => ({ ...before, ...linksSearchOf(view) }), replace: true })
          }
        />
      </Suspense>
    </section>
  );
}
