import { Button } from '@mantine/core';
import { ErrorState, SkeletonRows } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { CorrectionRate } from './CorrectionRate.js';
import { OneRuleSet } from './OneRuleSet.js';
import { RuleDraftForm } from './RuleDraftForm.js';
import { type RuleSetRow, ruleSetsOptions } from './rules.queries.js';

/** What grouping believes: list, compare, try, put in force, take back. */
export function RuleSetsPage() {
  const sets = useQuery(ruleSetsOptions);
  const mayManage = useMay('grouping.rules.manage');
  const [drafting, setDrafting] = useState<RuleSetRow | null>(null);
  if (sets.isPending) return <SkeletonRows rows={6} label="Reading the rule sets" />;
  if (sets.isLoadingError)
    return (
      <ErrorState
        title="The rule sets could not be read"
        why={sets.error.message}
        onRetry={() => void sets.refetch()}
      />
    );
  const active = sets.data.find(({ state }) => state === 'active');
  return (
    <div className="page">
      <header className="page-head">
        <h1>Rules of grouping</h1>
        {mayManage && active && (
          <Button variant="default" onClick={() => setDrafting(active)}>
            New rule set…
          </Button>
        )}
        <Link to="/lists" style={{ marginLeft: 'auto' }}>
          Lists
        </Link>
      </header>
      <div className="page-body stack" style={{ padding: '0.75rem 1rem 1rem' }}>
        <CorrectionRate />
        {drafting && <RuleDraftForm key={drafting.id} base={drafting} onClose={() => setDrafting(null)} />}
        {sets.data.map((row) => (
          <OneRuleSet
            key={row.id}
            row={row}
            sets={sets.data}
            active={active}
            mayManage={mayManage}
            onDraft={() => setDrafting(row)}
          />
        ))}
      </div>
    </div>
  );
}
