import type { ReactNode } from 'react';
import type { Shape } from './state-marks.js';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;

const SHAPES: Record<Shape, ReactNode> = {
  ring: <circle cx="6" cy="6" r="4.25" {...line} />,
  quarter: (
    <>
      <circle cx="6" cy="6" r="4.25" {...line} />
      <path d="M6 6V1.75A4.25 4.25 0 0 1 10.25 6Z" fill="currentColor" />
    </>
  ),
  half: (
    <>
      <circle cx="6" cy="6" r="4.25" {...line} />
      <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5Z" fill="currentColor" />
    </>
  ),
  disc: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  pause: <path d="M3 2h2.25v8H3zM6.75 2H9v8H6.75z" fill="currentColor" />,
  diamond: <path d="M6 1.25 10.75 6 6 10.75 1.25 6Z" {...line} />,
  'diamond-filled': <path d="M6 .5 11.5 6 6 11.5.5 6Z" fill="currentColor" />,
  arrow: <path d="M1.5 6h8M6.5 2.5 10 6 6.5 9.5" {...line} />,
  back: <path d="M10.5 9.5V7A2.5 2.5 0 0 0 8 4.5H2M4.75 1.5 1.75 4.5l3 3" {...line} />,
  check: <path d="M1.5 6.5 4.5 9.5 10.5 2.5" {...line} strokeWidth={1.9} />,
  cross: <path d="M2.25 2.25l7.5 7.5M9.75 2.25l-7.5 7.5" {...line} strokeWidth={1.9} />,
  dash: <path d="M1.75 6h8.5" {...line} strokeWidth={2} />,
  eye: (
    <>
      <path d="M.75 6S2.5 2.5 6 2.5 11.25 6 11.25 6 9.5 9.5 6 9.5.75 6 .75 6Z" {...line} strokeWidth={1.25} />
      <circle cx="6" cy="6" r="1.5" fill="currentColor" />
    </>
  ),
  bang: (
    <>
      <path d="M6 .9 11.6 11H.4Z" {...line} strokeLinejoin="round" />
      <path d="M6 4.3v3.1M6 8.4v1.2" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  fork: <path d="M2.5 1v3.5L6 7.5 9.5 4.5V1M6 7.5V11" {...line} />,
};

/** A shape of 12 units that carries the state beside its word. Decorative for a screen reader: the word is read. */
export function Glyph(props: { shape: Shape; size?: number }) {
  const size = props.size ?? 12;
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      {SHAPES[props.shape]}
    </svg>
  );
}
