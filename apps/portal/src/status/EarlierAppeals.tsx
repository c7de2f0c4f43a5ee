import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { say, sayKnown } from '../words/say.js';
import { AppealRecord } from './AppealRecord.js';
import { Messages } from './Messages.js';
import { Outcome } from './Outcome.js';

/** Appeals before the newest one, folded. */
export function EarlierAppeals(props: { appeals: readonly PortalMatterAppeal[] }) {
  if (props.appeals.length === 0) return null;
  return (
    <section aria-labelledby="earlier" className="no-print">
      <h2 id="earlier">{say('more.earlier')}</h2>
      {props.appeals.map((appeal) => (
        <details key={appeal.id} className="fold">
          <summary>
            A-{appeal.number} <span className="quiet">{sayKnown(`state.${appeal.state}`, appeal.state)}</span>
          </summary>
          <Outcome appeal={appeal} />
          <Messages appeal={appeal} />
          <AppealRecord appeal={appeal} />
        </details>
      ))}
    </section>
  );
}
