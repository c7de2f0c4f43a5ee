import { EmptyState, ErrorState, moveCursor, RelativeTime, SkeletonRows } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useKeys } from '../../keys/useKeys.js';
import { kindNoun } from '../casework/words.js';
import { ListsWaitingLink } from '../grouping/ListsWaitingLink.js';
import { DecisionSteps } from './DecisionSteps.js';
import { DecisionView } from './DecisionView.js';
import classes from './decisions.module.css';
import { approvalsOptions } from './decisions.queries.js';

const route = getRouteApi('/shell/approvals');

/** What waits for my yes, and what would it do? */
export function ApprovalsPage() {
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const waiting = useQuery(approvalsOptions);
  const list = waiting.data ?? [];
  const shown = list.find((decision) => decision.number === at) ?? list[0];
  const go = (number: number) => void navigate({ search: { at: number }, replace: true });
  const step = (key: string) => {
    const next = moveCursor(
      list.map((one) => String(one.number)),
      shown ? String(shown.number) : null,
      key,
    );
    if (next !== undefined) go(Number(next));
  };
  useKeys('Approvals', [
    { keys: 'j', does: 'Next', run: () => step('j') },
    { keys: 'k', does: 'Before', run: () => step('k') },
  ]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Approvals</h1>
        <span className="pc-quiet">Two-person approval: proposals of others that wait for a second person.</span>
        <ListsWaitingLink />
      </header>
      <div className="page-body">
        {waiting.isPending ? (
          <SkeletonRows rows={6} height="3.25rem" label="Reading the approvals" />
        ) : waiting.isLoadingError ? (
          <ErrorState
            title="The approvals could not be read"
            why={waiting.error.message}
            onRetry={() => void waiting.refetch()}
          />
        ) : !shown ? (
          <EmptyState
            title="Nothing waits for your yes"
            because="because no proposal of somebody else is open that your role may approve."
          />
        ) : (
          <div className={classes.split}>
            <ul className={classes.list} aria-label="Waiting proposals">
              {list.map((decision) => (
                <li key={decision.id}>
                  <button
                    type="button"
                    className={classes.item}
                    aria-current={decision.number === shown.number}
                    onClick={() => go(decision.number)}
                  >
                    <p>
                      <span className="pc-quiet">C-{decision.caseNumber}</span>{' '}
                      <strong>{sentence(kindNoun(decision.kind))}</strong> {decision.caseTitle}
                    </p>
                    <p>{decision.reach.sentence}</p>
                    <p className="pc-quiet">
                      {decision.proposer?.name ?? 'automatic'} · <RelativeTime at={decision.proposedAt} />
                      {decision.changedSince.length > 0 && ' · changed since'}
                    </p>
                  </button>
                </li>
              ))}
            </ul>
            <article className={classes.reader} key={shown.id} aria-label={`Proposal on C-${shown.caseNumber}`}>
              <h1>{`${shown.proposer?.name ?? 'The system'} proposes ${kindNoun(shown.kind)} on C-${shown.caseNumber}`}</h1>
              <p className="pc-quiet" style={{ margin: '0 0 0.4rem' }}>
                {shown.caseTitle}
              </p>
              <DecisionView decision={shown} />
              <div className={classes.steps}>
                <DecisionSteps decision={shown} />
              </div>
            </article>
          </div>
        )}
      </div>
    </div>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
