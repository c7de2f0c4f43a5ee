import { figureText } from './figure-text.js';
import classes from './metrics.module.css';
import type { Figure } from './metrics.queries.js';

/** The figures that are found in one second, each with what it rests on; each opens its list. */
export function FigureStrip(props: { figures: readonly Figure[]; onOpen: (token: string) => void }) {
  return (
    <section className={classes.figures} aria-label="Figures">
      {props.figures.map((figure) => {
        const text = figureText(figure);
        const content = (
          <>
            <div className={classes.figureLabel}>{figure.label}</div>
            <div className={classes.figureValue}>
              {text.value}
              {text.unit && <small>{text.unit}</small>}
            </div>
            <div className={classes.figureMore}>
              {[text.interval, text.change, figure.note].filter(Boolean).map((line) => (
                <div key={line}>{line}</div>
              ))}
            </div>
          </>
        );
        return figure.drill ? (
          <button
            key={figure.key}
            type="button"
            className={classes.figure}
            title={figure.definition}
            onClick={() => figure.drill && props.onOpen(figure.drill)}
          >
            {content}
          </button>
        ) : (
          <div key={figure.key} className={classes.figure} title={figure.definition}>
            {content}
          </div>
        );
      })}
    </section>
  );
}
