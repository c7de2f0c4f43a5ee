import { useState } from 'react';
import { say, sayCount, sayKnown } from '../words/say.js';
import { Dates } from './Dates.js';
import { isMild } from './lead.js';
import { useMatterDoor } from './matter-door.js';

const FIRST = 5;

/** Each account or key that it is about, with its dates. */
export function Affected() {
  const { actions, actionCount } = useMatterDoor().matter;
  const [all, setAll] = useState(false);
  if (actions.length === 0) return null;
  const shown = all ? actions : actions.slice(0, FIRST);
  const hidden = actions.length - shown.length;
  return (
    <section aria-labelledby="affected">
      <h2 id="affected">{say('affected.title')}</h2>
      <ul className="affected">
        {shown.map((action) => (
          <li key={action.id}>
            <p>
              {sayKnown(`subject.${action.subject.kind}`, action.subject.kind)}{' '}
              <strong className="name">{action.subject.id}</strong>
            </p>
            {!isMild(action.kind) && (
              <p className="quiet">
                <Dates action={action} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="button" data-kind="text" onClick={() => setAll(true)}>
          {sayCount('affected.more', hidden)}
        </button>
      )}
      {all && actionCount > actions.length && (
        <p className="quiet">{say('affected.rest', { count: actionCount - actions.length })}</p>
      )}
    </section>
  );
}
