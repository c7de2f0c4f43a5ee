import { dayRange, plural } from '@portcullis/ui';
import { type CSSProperties, useId } from 'react';
import classes from './graph.module.css';
import type { TimeStep } from './graph-model.js';

const start = (day: string) => Date.parse(day);
const afterEnd = (day: string) => Date.parse(day) + 86_400_000;
const stepName = (step: TimeStep): string => dayRange(start(step.from), afterEnd(step.until), 'UTC');
const dayName = (day: string): string => dayRange(start(day), afterEnd(day), 'UTC');

/** Up to which day links are shown, by when each was first seen; above it, how many came when. */
export function TimeSlider(props: {
  steps: readonly TimeStep[];
  at: number;
  /** The last day that is shown; undefined for all. */
  onChange: (until: string | undefined) => void;
}) {
  const { steps, at } = props;
  const id = useId();
  const [first, last, here] = [steps[0], steps.at(-1), steps[at]];
  if (!first || !last || !here) return null;
  if (steps.length === 1)
    return <p className="pc-quiet" style={{ margin: 0 }}>{`All links were first seen ${stepName(first)} (UTC).`}</p>;
  const most = Math.max(...steps.map((step) => step.links));
  const upTo = steps.slice(0, at + 1).reduce((sum, step) => sum + step.links, 0);
  const told = `${plural(upTo, 'link')} first seen by ${dayName(here.until)}`;
  return (
    <div className={classes.time}>
      <label htmlFor={id}>
        <strong>{`Until ${dayName(here.until)}`}</strong>
        <span className="pc-quiet">
          {` · ${at === steps.length - 1 ? 'all links' : plural(upTo, 'link')}, by when each was first seen (days in UTC)`}
        </span>
      </label>
      <span className={classes.ends}>{dayName(first.from)}</span>
      <div className={classes.track} style={{ '--steps': steps.length } as CSSProperties}>
        <svg className={classes.bars} viewBox={`0 0 ${steps.length} 20`} preserveAspectRatio="none" aria-hidden="true">
          {steps.map((step, index) => {
            const height = step.links === 0 ? 0 : Math.max(1.5, (20 * step.links) / most);
            return (
              <rect
                key={step.from}
                x={index + 0.1}
                width={0.8}
                y={20 - height}
                height={height}
                data-later={index > at || undefined}
              />
            );
          })}
        </svg>
        <input
          id={id}
          type="range"
          min={0}
          max={steps.length - 1}
          step={1}
          value={at}
          aria-valuetext={told}
          onChange={(event) => {
            const next = Number(event.currentTarget.value);
            props.onChange(next === steps.length - 1 ? undefined : steps[next]?.until);
          }}
        />
      </div>
      <span className={classes.ends}>{dayName(last.until)}</span>
    </div>
  );
}
