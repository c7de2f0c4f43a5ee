import { Checkbox } from '@mantine/core';
import { EmptyState, EvidencePanel, FactList, Interval, plural, SeverityMark, words } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import classes from './casework.module.css';
import type { CaseAlert, FullCase } from './casework.queries.js';
import { evidenceFacts } from './evidence-facts.js';
import { familyWord } from './words.js';

/** Evidence by family of signal. What is ticked goes into the proposal. */
export function EvidenceColumn(props: {
  shown: FullCase;
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
}) {
  const { shown } = props;
  // Only who may propose picks; for others the column is for reading.
  const picks = shown.allowed.includes('propose');
  const bearing = new Set(shown.independence.loadBearing);
  if (shown.evidence.length === 0) {
    return <EmptyState title="No evidence yet" because="because no alert of this case carries any." />;
  }
  return (
    <div>
      {shown.evidence.map((group) => {
        const wrongOn = [...new Set(group.detectors.map((detector) => detector.goesWrongOn).filter(Boolean))].join(
          '; ',
        );
        return (
          <EvidencePanel
            key={group.family}
            family={familyWord(group.family)}
            summary={`${plural(group.alerts, 'alert')} on ${plural(group.subjects, 'account')} · ${group.sources.length === 0 ? 'source unknown' : plural(group.sources.length, 'source')}`}
            loadBearing={group.sample.some((alert) => bearing.has(alert.id))}
            goesWrongOn={wrongOn || null}
          >
            <ul className={classes.facts}>
              {group.detectors.map((detector) => (
                <li key={`${detector.id} ${detector.version ?? ''}`} className="row">
                  <Link
                    to="/detectors/$id"
                    params={{ id: detector.id }}
                    search={{ version: detector.version ?? undefined }}
                  >
                    {detector.name}
                    {detector.version ? ` ${detector.version}` : ''}
                  </Link>
                  <Interval rate={detector.precision} />
                  {detector.state === 'shadow' && <span className="pc-quiet">in shadow, supports nothing</span>}
                  {detector.lawfulUse !== 'decisive' && (
                    <span className="pc-quiet">
                      {detector.lawfulUse === 'triage' ? 'for triage only' : 'only corroborates'}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {group.sample.map((alert) => (
              <AlertPick
                key={alert.id}
                alert={alert}
                chosen={props.chosen.has(alert.id)}
                open={group.sample.find((one) => one.detector === alert.detector)?.id === alert.id}
                onToggle={picks ? () => props.onToggle(alert.id) : undefined}
              />
            ))}
          </EvidencePanel>
        );
      })}
    </div>
  );
}

function AlertPick(props: { alert: CaseAlert; chosen: boolean; open: boolean; onToggle?: () => void }) {
  const { alert } = props;
  const title = alert.title ?? words(alert.kind ?? alert.detector);
  return (
    <div className={classes.pick}>
      {props.onToggle ? (
        <Checkbox
          checked={props.chosen}
          disabled={alert.shadow}
          onChange={props.onToggle}
          aria-label={`Rest the decision on: ${title}, ${alert.subject.name ?? alert.subject.id}`}
          mt={1}
        />
      ) : (
        <span />
      )}
      <div>
        <p>
          <SeverityMark severity={alert.severity} compact /> {title}{' '}
          <span className="pc-quiet">
            {alert.subject.name ?? alert.subject.id}
            {alert.count > 1 ? ` · ${plural(alert.count, 'time')}` : ''}
            {alert.confidence == null ? '' : ` · confidence\u00a0${alert.confidence}`}
          </span>
        </p>
        {props.open ? (
          <Pieces alert={alert} />
        ) : (
          <details>
            <summary className="pc-quiet" style={{ cursor: 'pointer' }}>
              Facts
            </summary>
            <Pieces alert={alert} />
          </details>
        )}
      </div>
    </div>
  );
}

function Pieces(props: { alert: CaseAlert }) {
  const { alert } = props;
  return (
    <>
      {alert.evidence.map((piece, index) => {
        const facts = evidenceFacts(piece.data);
        if (facts.length === 0) return null;
        return (
          <div key={index}>
            {alert.evidence.length > 1 && <span className="pc-quiet">{words(piece.type)}</span>}
            <FactList facts={facts} />
          </div>
        );
      })}
    </>
  );
}
