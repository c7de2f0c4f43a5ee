import { Button, Popover } from '@mantine/core';
import { type ReactNode, useId, useRef, useState } from 'react';
import classes from './charts.module.css';
import { type Cell, download, toCsv } from './csv.js';
import { chartPng } from './png.js';

export interface TwinCell {
  readonly text: string;
  readonly onOpen?: () => void;
}

export interface TableTwin {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (Cell | TwinCell)[])[];
}

const isTwinCell = (value: Cell | TwinCell): value is TwinCell => typeof value === 'object' && value !== null;

/**
 * Title, definition, unit and zone around a chart, with its table twin (every cell opens its list), CSV and PNG.
 */
export function ChartFrame(props: {
  title: string;
  /** Unit, zone and period, printed under the title: "alerts per day, days in UTC". */
  caption: string;
  definition?: string;
  twin: TableTwin;
  /** Numbers for CSV where the twin prints text. */
  csv?: TableTwin;
  fileName: string;
  children: ReactNode;
  level?: 2 | 3;
  /** `only`: it is a table already, and there is no picture of it. */
  table?: 'only';
}) {
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const Heading = props.level === 3 ? 'h3' : 'h2';

  function saveCsv() {
    const source = props.csv ?? props.twin;
    const rows = source.rows.map((row) => row.map((value) => (isTwinCell(value) ? value.text : value)));
    download(`${props.fileName}.csv`, toCsv(source.header, rows), 'text/csv;charset=utf-8');
  }

  async function savePng() {
    if (!body.current) return;
    const picture = await chartPng(body.current);
    if (picture) download(`${props.fileName}.png`, picture, 'image/png');
  }

  return (
    <section className={classes.frame} aria-labelledby={id}>
      <header className={classes.frameHead}>
        <div>
          <Heading id={id} className={classes.frameTitle}>
            {props.title}
            {props.definition && (
              <Popover width={320} withinPortal>
                <Popover.Target>
                  <button type="button" className={classes.info} aria-label={`How ${props.title} is defined`}>
                    i
                  </button>
                </Popover.Target>
                <Popover.Dropdown>{props.definition}</Popover.Dropdown>
              </Popover>
            )}
          </Heading>
          <p className={classes.caption}>{props.caption}</p>
        </div>
        <div className={classes.tools} data-chart-tools="">
          {props.table !== 'only' && (
            <Button variant="subtle" color="gray" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? 'Chart' : 'Table'}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={saveCsv}>
            CSV
          </Button>
          {!asTable && props.table !== 'only' && (
            <Button variant="subtle" color="gray" onClick={() => void savePng()}>
              PNG
            </Button>
          )}
        </div>
      </header>
      <div ref={body}>{asTable ? <TwinTable twin={props.twin} label={props.title} /> : props.children}</div>
    </section>
  );
}

function TwinTable(props: { twin: TableTwin; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.twin} tabIndex={0} aria-label={`${props.label}, table`}>
      <table>
        <thead>
          <tr>
            {props.twin.header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.twin.rows.map((row, rowIndex) => (
            <tr key={rowIndex}>
              {row.map((value, index) => {
                const content = isTwinCell(value) ? (
                  value.onOpen ? (
                    <button type="button" className={classes.cellButton} onClick={value.onOpen}>
                      {value.text}
                    </button>
                  ) : (
                    value.text
                  )
                ) : (
                  (value ?? '–')
                );
                return index === 0 ? (
                  <th key={props.twin.header[index]} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={props.twin.header[index]}>{content}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
