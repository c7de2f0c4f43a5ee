import { Glyph, plural, words } from '@portcullis/ui';
import classes from '../casework/casework.module.css';
import { familyWord, scopeNoun } from '../casework/words.js';
import type { Preview } from './decisions.queries.js';

/** Whom it hits, in words, for whom it waits, and whom it leaves out and why. */
export function ReachView(props: { reach: Preview['reach']; scope?: string; withoutFinding?: number }) {
  const { reach, scope = 'account', withoutFinding = 0 } = props;
  return (
    <div className={classes.reach}>
      {(reach.subjects > 0 || withoutFinding === 0) && <p className={classes.reachBig}>{reach.sentence}</p>}
      {withoutFinding > 0 && (
        <p className={reach.subjects === 0 ? classes.reachBig : undefined}>{waiting(withoutFinding, scope)}</p>
      )}
      {reach.unknownSubjects > 0 && (
        <p>{`Reach unknown for ${plural(reach.unknownSubjects, 'subject')}: not in the directory, so nothing there can be suspended.`}</p>
      )}
      {reach.leftOut.map((one) => (
        <p key={one.finding}>
          <Glyph shape="eye" size={11} />{' '}
          {`Leaves out ${plural(one.subjects, one.finding === 'undetermined' ? 'undetermined subject' : words(one.finding).toLowerCase())}: ${one.why}`}
        </p>
      ))}
    </div>
  );
}

/** "2 accounts wait for a finding". */
function waiting(subjects: number, scope: string): string {
  return `${plural(subjects, scopeNoun(scope))} ${subjects === 1 ? 'waits' : 'wait'} for a finding`;
}

/** Families of signal and original sources: two of each, or what is missing. */
export function FamiliesView(props: {
  independence: Preview['independence'];
  /** What a refusal beside it says already. */
  said?: readonly string[];
}) {
  const { independence, said = [] } = props;
  return (
    <div>
      <div className={classes.families}>
        <strong>{independence.headline}</strong>
        {independence.families.map((family) => (
          <span key={family} className="row" style={{ gap: '0.25rem' }}>
            <Glyph shape="check" size={10} /> {familyWord(family)}
          </span>
        ))}
        <span className="pc-quiet">{`${Math.min(independence.families.length, 2)} of 2 families, ${Math.min(independence.sources.length, 2)} of 2 sources`}</span>
      </div>
      {independence.sentences
        .filter((sentence) => !said.includes(sentence))
        .map((sentence) => (
          <p key={sentence} className="pc-quiet" style={{ margin: 0 }}>
            {sentence}
          </p>
        ))}
    </div>
  );
}

type Needed = Preview['needed'];

/** Who has to say yes besides the proposer, and because of what. */
export function NeededView(props: { needed: Needed }) {
  if (props.needed.length === 0)
    return (
      <p className="pc-quiet" style={{ margin: 0 }}>
        Takes effect without another approval.
      </p>
    );
  return (
    <div className="pc-quiet">
      {props.needed.map((slot) => (
        <p key={`${slot.because} ${slot.anyOf.join()}`} style={{ margin: 0 }}>
          {`Needs ${someone(slot.anyOf)} to approve: ${slot.because}.`}
        </p>
      ))}
    </div>
  );
}

function someone(roles: readonly string[]): string {
  const named = roles.map((role) => words(role).toLowerCase());
  const list = named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
  return `another person (${list})`;
}
