import { Button } from '@mantine/core';
import { SkeletonBlock } from '@portcullis/ui';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { linksSearchOf, linksViewOf } from '../../search-params.js';
import { useMay } from '../../shell/session.js';
import { ProposalsNote } from '../grouping/ProposalsNote.js';
import { useCorrection } from '../grouping/useCorrection.js';
import type { FullCase } from './casework.queries.js';
import { SharedTable } from './SharedTable.js';

const route = getRouteApi('/shell/cases/$number');
const CaseLinks = lazy(() => import('../grouping/CaseLinks.js').then((module) => ({ default: module.CaseLinks })));

export function WhyColumn(props: { shown: FullCase }) {
  const { shown } = props;
  const search = route.useSearch();
  const { graph } = search;
  const navigate = route.useNavigate();
  const toggle = () =>
    void navigate({ search: (before) => ({ ...before, graph: graph ? undefined : true }), replace: true });
  const mayCorrect = useMay('grouping.correct');
  const link = shown.why && strongestLink(shown.why);
  const { dialog, open } = useCorrection({ id: shown.id, version: shown.row.version });
  useKeys('Case', [{ keys: 'v', does: 'Graph of links', run: toggle }]);
  return (
    <div className="stack">
      {dialog}
      <ProposalsNote shown={shown} />
      {shown.why ? (
        <p className="prose">{shown.why.sentence}</p>
      ) : (
        <p className="pc-quiet">One alert only: nothing had to be joined.</p>
      )}
      {graph ? (
        <Suspense fallback={<SkeletonBlock height={560} label="Drawing the links" />}>
          <CaseLinks
            number={shown.number}
            view={linksViewOf(search)}
            onView={(view) =>
              void navigate({ search: (before) => ({ ...before, ...linksSearchOf(view) }), replace: true })
            }
          />
        </Suspense>
      ) : (
        shown.shared.length > 0 && (
          <div>
            <div className="pc-quiet">Shared values today</div>
            <SharedTable
              shared={shown.shared}
              onUnlink={mayCorrect ? ({ type, value }) => open({ step: 'unlink', type, value }) : undefined}
            />
          </div>
        )
      )}
      <div className="row pc-quiet">
        {link && <span>{link}</span>}
        <Button variant="default" onClick={toggle} aria-pressed={graph ?? false}>
          {graph ? 'Close the graph' : 'Graph'}
        </Button>
      </div>
    </div>
  );
}

/** One link, weighed when it joined: not the sum of what is shared today. */
function strongestLink(why: NonNullable<FullCase['why']>): string | null {
  if (why.score === 0) return null;
  return `Strongest link when it joined: rule set ${why.ruleSet} · score ${why.score.toFixed(1)}, needed ${why.threshold.toFixed(0)}`;
}
