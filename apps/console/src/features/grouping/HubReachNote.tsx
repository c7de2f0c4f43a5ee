import { count, Note, plural } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import classes from '../casework/casework.module.css';
import { attributeWord } from '../casework/words.js';
import type { HubReach } from './lists.queries.js';

/** How far values reach that are to stop linking: the most common ones by name. */
export function HubReachNote(props: { values: number; reach: HubReach }) {
  const { known, shared, widest } = props.reach;
  return (
    <Note tone={shared > 0 ? 'warning' : 'info'} live>
      <p>
        {known === 0
          ? 'None of the values occurs in an alert so far. Alerts that come later are not linked by them.'
          : `${count(known)} of ${plural(props.values, 'value')} ${known === 1 ? 'occurs' : 'occur'} in alerts; ${
              shared === 0 ? 'none of them is' : `${count(shared)} ${shared === 1 ? 'is' : 'are'}`
            } shared by several subjects.`}
      </p>
      {widest.length > 0 && (
        <>
          <p>These link the most now. Cases that nobody has decided, and that hang on them alone, part:</p>
          <ul className={classes.facts}>
            {widest.map(({ type, value, subjects, cases }) => (
              <li key={`${type} ${value}`}>
                {attributeWord(type)}{' '}
                <Link to="/look-up" search={{ value, type }} className="pc-mono" target="_blank">
                  {value}
                </Link>{' '}
                {plural(subjects, 'subject')}, {plural(cases, 'case')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
