import { ExactTime } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ACT_WORDS } from '../grouping/history-acts.js';
import type { ExplainedAlert } from './casework.queries.js';
import { sumLine } from './link-sum.js';
import { SharedTable } from './SharedTable.js';

/** Why an alert is in its case: as it was explained when it joined, then what people and merges made of it since. */
export function WhyHere(props: { alert: ExplainedAlert }) {
  const { link, place } = props.alert;
  if (!link || !place) return null;
  const remarks: [string, ReactNode][] = [];
  if (place.cameFrom !== null)
    remarks.push([
      'came',
      <>
        It was put into <CaseLink number={place.cameFrom} /> first
        {place.isMerged ? ', which was merged into this case' : ', and came here from it'}.
      </>,
    ]);
  if (place.linkedIn !== null)
    remarks.push([
      'linked',
      <>
        Whom it was linked with is in <CaseLink number={place.linkedIn} />.
      </>,
    ]);
  for (const one of place.corrections)
    remarks.push([
      one.at,
      <>
        {one.by} {ACT_WORDS[one.act] ?? one.act} (<CaseLink number={one.caseNumber} />
        {one.otherNumber !== null && (
          <>
            {' '}
            and <CaseLink number={one.otherNumber} />
          </>
        )}
        ), <ExactTime at={one.at} />: {one.reason}
      </>,
    ]);
  return (
    <section className="stack" aria-label="Why the alert is here">
      <p className="prose" role="status">
        <strong>Why it is here:</strong> {link.sentence}
        {place.firstSentence && ` Of the first of them: ${place.firstSentence}`}
      </p>
      {/* Nothing was weighed for the first alert of a case, and for a later one on the same subject. */}
      {link.indicators.length > 0 && (
        <div style={{ maxWidth: '34rem' }}>
          <SharedTable shared={link.indicators} />
          <p className="pc-quiet">{sumLine(link)}</p>
        </div>
      )}
      <p className="pc-quiet">
        As it was when it joined, <ExactTime at={place.since} />
        {link.indicators.length === 0 && `, by rule set ${link.ruleSet}`}.
      </p>
      {remarks.length > 0 && (
        <ul className="prose">
          {remarks.map(([key, remark]) => (
            <li key={key}>{remark}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const CaseLink = (props: { number: number }) => (
  <Link to="/cases/$number" params={{ number: String(props.number) }}>
    C-{props.number}
  </Link>
);
