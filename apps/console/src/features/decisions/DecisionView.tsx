import { Note, RelativeTime, RouteTag, StateBadge, Timeline, words } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import { familyWord, kindNoun } from '../casework/words.js';
import type { Decision } from './decisions.queries.js';
import { FamiliesView, NeededView, ReachView } from './ReachView.js';

/** A proposal as a reader sees it: facts, families, reach, what was set aside, what changed since. */
export function DecisionView(props: { decision: Decision; headingLevel?: 2 | 3 }) {
  const { decision } = props;
  return (
    <div>
      <div className="row">
        <StateBadge kind="decision" state={decision.state} />
        <RouteTag route={decision.route} />
        {decision.scope && <span>{`scope: ${words(decision.scope).toLowerCase()}`}</span>}
        {decision.ground && <span>{decision.ground === 'legal' ? 'legal ground' : 'contractual ground'}</span>}
        {decision.until && (
          <span>
            until <RelativeTime at={decision.until} />
          </span>
        )}
        {decision.endedReason && <span>{decision.endedReason}</span>}
        {decision.emergency && <strong>emergency, lapses after 72 h</strong>}
        <span className="pc-quiet">
          {decision.automatic ? 'automatic' : (decision.proposer?.name ?? 'somebody')},{' '}
          <RelativeTime at={decision.proposedAt} />
          {decision.expiresAt && decision.state === 'proposed' && (
            <>
              {' '}
              · lapses <RelativeTime at={decision.expiresAt} />
            </>
          )}
        </span>
      </div>
      {decision.changedSince.length > 0 && (
        <div style={{ marginTop: '0.75rem' }}>
          <Note tone="warning" title="Changed since it was proposed">
            <ul>
              {decision.changedSince.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Note>
        </div>
      )}
      <section className="section">
        <h2>Whom it hits</h2>
        <ReachView reach={decision.reach} />
      </section>
      <section className="section">
        <h2>Facts, as the customer will read them</h2>
        <p className="prose">{decision.facts || 'No facts for the customer: nobody is hit.'}</p>
      </section>
      <section className="section">
        <h2>What it rests on</h2>
        <FamiliesView independence={decision.independence} />
        <ul style={{ margin: '0.5rem 0 0', paddingLeft: '1.1rem' }}>
          {decision.evidence.map((alert) => (
            <li key={alert.alertId}>
              {alert.title ?? alert.detectorName}{' '}
              <span className="pc-quiet">
                {`${familyWord(alert.family ?? 'report')} · ${alert.detectorName}${alert.detectorVersion ? ` ${alert.detectorVersion}` : ''} · ${alert.sources.join(', ') || 'source unknown'} · ${alert.subject.name ?? alert.subject.id}`}
              </span>
              {alert.loadBearing && <strong> · load-bearing</strong>}
            </li>
          ))}
        </ul>
      </section>
      <section className="section">
        <h2>Clause and reasons</h2>
        {decision.clause && (
          <p className="prose">
            <strong>{decision.clause.title}</strong> {decision.clause.body}{' '}
            <span className="pc-quiet">{`policy version ${decision.clause.policyVersion}`}</span>
          </p>
        )}
        <p className="prose" style={{ marginTop: '0.5rem' }}>
          {decision.reasons}
        </p>
      </section>
      <section className="section">
        <h2>Considered and set aside</h2>
        {decision.considered.length === 0 ? (
          <p className="pc-quiet">Nothing else was considered.</p>
        ) : (
          <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
            {decision.considered.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </section>
      <section className="section">
        <h2>{`Approvals, ${decision.approvals.filter((one) => one.answer === 'approved').length} of ${decision.needed.length}`}</h2>
        <NeededView needed={decision.needed} />
        <Timeline
          label="Approvals"
          entries={[
            {
              id: 'proposed',
              at: decision.proposedAt,
              shape: 'diamond',
              what: `${decision.proposer?.name ?? 'The system'} proposed ${kindNoun(decision.kind)}`,
              automatic: decision.automatic,
            },
            ...decision.approvals.map((approval) => ({
              id: `${approval.by.id} ${approval.at}`,
              at: approval.at,
              shape: approval.answer === 'approved' ? ('check' as const) : ('back' as const),
              what: `${approval.by.name} ${words(approval.answer).toLowerCase()}`,
              why: approval.reason,
            })),
          ]}
        />
        <p>
          <Link to="/cases/$number" params={{ number: String(decision.caseNumber) }}>
            Open case C-{decision.caseNumber}
          </Link>
        </p>
      </section>
    </div>
  );
}
