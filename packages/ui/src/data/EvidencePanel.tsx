import type { ReactNode } from 'react';
import { Glyph } from '../marks/Glyph.js';
import classes from './data.module.css';

/** Evidence of one family: what supports it, from which sources, what it goes wrong on, and whether all rests on it. */
export function EvidencePanel(props: {
  family: string;
  summary: ReactNode;
  /** Removing this family would sink the decision. */
  loadBearing?: boolean;
  goesWrongOn?: string | null;
  children?: ReactNode;
  level?: 2 | 3;
}) {
  const Heading = props.level === 2 ? 'h2' : 'h3';
  return (
    <section className={classes.panel}>
      <Heading className={classes.panelHead}>
        {props.family}
        <small>{props.summary}</small>
        {props.loadBearing && (
          <span className={classes.bearing} title="Without this the decision would not stand.">
            <Glyph shape="diamond-filled" size={10} />
            load-bearing
          </span>
        )}
      </Heading>
      {props.children}
      {props.goesWrongOn && (
        <p className={classes.wrongOn}>
          <strong>Goes wrong on:</strong> {props.goesWrongOn}
        </p>
      )}
    </section>
  );
}

/** Names and values in two columns. Values that are missing are said to be missing. */
export function FactList(props: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {props.facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="pc-quiet">unknown</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Chip(props: { children: ReactNode; title?: string }) {
  return (
    <span className={classes.chip} title={props.title}>
      {props.children}
    </span>
  );
}
