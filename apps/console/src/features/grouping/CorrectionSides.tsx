import { ErrorState, plural, SkeletonBlock, StateBadge } from '@portcullis/ui';
import classes from './grouping.module.css';
import type { CaseSide } from './grouping.queries.js';

interface Preview {
  readonly before: readonly CaseSide[];
  readonly after: readonly CaseSide[];
  /** How many there are, of which the first are here. */
  readonly beforeTotal: number;
  readonly afterTotal: number;
}

/** Cases before and after, side by side. */
export function Sides(props: {
  loading: boolean;
  preview: Preview | undefined;
  error: Error | null;
  onRetry?: () => void;
  /** What to say where no case changes. */
  nothing?: string;
}) {
  if (props.error)
    return (
      <ErrorState title="The consequence could not be worked out" why={props.error.message} onRetry={props.onRetry} />
    );
  if (props.loading) return <SkeletonBlock height={120} label="Working out what it would do" />;
  const { preview } = props;
  if (!preview || preview.before.length + preview.after.length === 0)
    return props.nothing && preview ? <p className="pc-quiet">{props.nothing}</p> : null;
  const more = [preview.beforeTotal - preview.before.length, preview.afterTotal - preview.after.length] as const;
  const same = Math.max(...more) === 0 && JSON.stringify(preview.before) === JSON.stringify(preview.after);
  return (
    <div className={classes.sides}>
      <section aria-label="Before">
        <h3>Before</h3>
        {preview.before.map((side) => (
          <Side key={side.id} side={side} />
        ))}
        <More cases={more[0]} />
      </section>
      <section aria-label="After">
        <h3>{same ? 'After: no case changes' : 'After'}</h3>
        {preview.after.map((side) => (
          <Side key={side.id} side={side} />
        ))}
        <More cases={more[1]} />
      </section>
    </div>
  );
}

const More = (props: { cases: number }) =>
  props.cases > 0 ? <p className="pc-quiet">and {plural(props.cases, 'more case')}</p> : null;

function Side(props: { side: CaseSide }) {
  const { side } = props;
  const more = side.subjectCount - side.subjects.length;
  return (
    <div className={classes.side}>
      <div className="row">
        <strong>{side.number === null ? 'New case' : `C-${side.number}`}</strong>
        <StateBadge kind="case" state={side.state} />
        {side.heldBy && <span className="pc-quiet">held by {side.heldBy}</span>}
      </div>
      {side.mergedInto ? (
        <p>goes into C-{side.mergedInto}; its history stays under its number</p>
      ) : (
        <>
          <p>
            {plural(side.subjectCount, 'subject')}, {plural(side.alertCount, 'alert')}
          </p>
          <p className="pc-quiet">
            {side.subjects.map(({ id, alerts }) => `${id} (${alerts})`).join(', ')}
            {more > 0 && ` and ${more} more`}
          </p>
        </>
      )}
    </div>
  );
}
