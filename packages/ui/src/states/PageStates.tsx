import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../marks/route-marks.js';
import classes from './states.module.css';

/** Nothing here, because …, and what to do. */
export function EmptyState(props: { title: string; because: ReactNode; children?: ReactNode }) {
  return (
    <div className={classes.state} role="status">
      <h2>{props.title}</h2>
      <p>{props.because}</p>
      {props.children && <div className={classes.actions}>{props.children}</div>}
    </div>
  );
}

/** What could not be read, why, and what now. Stays in the place of what it replaces. */
export function ErrorState(props: { title: string; why: string; requestId?: string | null; onRetry?: () => void }) {
  return (
    <div className={classes.state} role="alert">
      <h2>{props.title}</h2>
      <p>{props.why}</p>
      {props.requestId && <p className="pc-mono">Request {props.requestId}</p>}
      {props.onRetry && (
        <div className={classes.actions}>
          <Button variant="default" onClick={props.onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

/** The role lacks the right; says which role has it. */
export function ForbiddenState(props: { what: string; roles: readonly string[] }) {
  const roles = props.roles.map((role) => words(role).toLowerCase());
  const who = roles.length < 2 ? roles.join('') : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
  return (
    <div className={classes.state} role="status">
      <h2>{`Your role does not include ${props.what}`}</h2>
      <p>{who === '' ? 'No staff role includes it.' : `It belongs to: ${who}. An administrator can change roles.`}</p>
    </div>
  );
}

const WIDTHS = ['34%', '52%', '41%', '60%', '47%', '38%'];

/** Rows in the real height of the list that is coming. */
export function SkeletonRows(props: { rows: number; label?: string; height?: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={props.label ?? 'Reading'}>
      {Array.from({ length: props.rows }, (_, index) => (
        <div key={index} className={classes.skeletonRow} style={props.height ? { height: props.height } : undefined}>
          <span className={classes.bone} style={{ width: '4rem' }} />
          <span className={classes.bone} style={{ width: WIDTHS[index % WIDTHS.length] }} />
          <span className={classes.bone} style={{ width: '5rem', marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}

/** A block of the given height, for charts and panels. */
export function SkeletonBlock(props: { height: number | string; label?: string }) {
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={props.label ?? 'Reading'}
      className={classes.block}
      style={{ height: props.height }}
    />
  );
}
