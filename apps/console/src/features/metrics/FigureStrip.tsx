import { figureText } from './figure-text.js';
import classes from './metrics.module.css';
import type { Figure } from './metrics.queries.js';

/** Quantiles of one time stand in one place: the first of them large, the others under it. */
const FAMILIES = ['time_to_first_review', 'time_to_decision'];
const familyOf = (figure: Figure): string => FAMILIES.find((family) => figure.key.startsWith(family)) ?? figure.key;

/** The figures that are found in one second, each with what it rests on; each opens its list. */
export function FigureStrip(props: { figures: readonly Figure[]; onOpen: (token: string) => void }) {
  const tiles = new Map<string, Figure[]>();
  for (const figure of props.figures) tiles.set(familyOf(figure), [...(tiles.get(familyOf(figure)) ?? []), figure]);
  return (
    <section className={classes.figures} aria-label="Figures">
      {[...tiles].map(
        ([key, [first, ...others]]) => first && <Tile key={key} figure={first} others={others} {...props} />,
      )}
    </section>
  );
}

function Tile(props: { figure: Figure; others: readonly Figure[]; onOpen: (token: string) => void }) {
  const { figure, others } = props;
  const text = figureText(figure);
  const lines = [
    ...others.map((other) => `${rest(other.label)}: ${figureText(other).value}`),
    text.interval,
    text.change,
    figure.note,
  ];
  const content = (
    <>
      <div className={classes.figureLabel}>{figure.label}</div>
      <div className={classes.figureValue}>
        {text.value}
        {text.unit && <small>{text.unit}</small>}
      </div>
      <div className={classes.figureMore}>
        {lines.filter(Boolean).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    </>
  );
  const { drill } = figure;
  return drill ? (
    <button type="button" className={classes.figure} title={figure.definition} onClick={() => props.onOpen(drill)}>
      {content}
    </button>
  ) : (
    <div className={classes.figure} title={figure.definition}>
      {content}
    </div>
  );
}

/** `Decision, nine in ten within` under "Decision": "nine in ten". */
const rest = (label: string): string => (label.split(', ').slice(1).join(', ') || label).replace(/ within$/, '');
