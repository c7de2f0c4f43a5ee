import { count, Note, plural } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import classes from '../casework/casework.module.css';
import { attributeWord } from '../casework/words.js';
import type { HubReach } from './lists.queries.js';

/** How far values reach that are to stop linking: by type, so that none hides among many of another, and the most common ones. */
export function HubReachNote(props: { reach: HubReach }) {
  const { shared, groups, widest } = props.reach;
  const isOdd = groups.some(({ seen }) => !seen);
  return (
    <Note tone={shared > 0 || widest.length > 0 || isOdd ? 'warning' : 'info'} live>
      <ul className={classes.facts}>
        {groups.map(({ type, values, known, shared: of, seen }) => (
          <li key={type}>
            <strong>
              {count(values)} of type {attributeWord(type)}
            </strong>
            {!seen
              ? ', a type that no alert has had so far'
              : known === 0
                ? ', none in an alert so far'
                : `, ${count(known)} in alerts, ${of === 0 ? 'none' : count(of)} shared by several subjects`}
          </li>
        ))}
      </ul>
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
