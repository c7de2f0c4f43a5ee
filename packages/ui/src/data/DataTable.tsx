// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and laid out as a grid; a table element cannot hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row (aria-activedescendant)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself listens to the keys
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId } from 'react';
import { useWidth } from '../charts/useWidth.js';
import { moveCursor } from './cursor.js';
import classes from './data.module.css';

export interface DataColumn<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** A CSS grid track: `6rem`, `minmax(12rem, 1fr)`. */
  readonly track: string;
  readonly align?: 'end';
  /** Left out when the table is narrower than this, in CSS pixels. */
  readonly hideBelow?: number;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly DataColumn<Row>[];
  /** A quiet second line under the facts; rows are then 52 px. */
  readonly secondLine?: (row: Row) => ReactNode;
  /** The column under which the second line begins, from 1; 2 when left out. */
  readonly secondFrom?: number;
  readonly cursor?: string | null;
  readonly onCursor?: (key: string) => void;
  readonly onOpen?: (row: Row) => void;
  /** Keys of the rows that are picked: a set, or a map of them. */
  readonly selected?: Pick<ReadonlySet<string>, 'has'>;
  /** Picks the row, or puts it back. */
  readonly onToggle?: (row: Row) => void;
  readonly total?: number;
  /** Called when the last rows come into view; the caller reads the next page. */
  readonly onEnd?: () => void;
  readonly loadingMore?: boolean;
  readonly hideHeader?: boolean;
  /** Height by content up to this many rows, for tables inside a page that scrolls. */
  readonly fit?: number;
}

const ROW = 36;
const TWO_LINES = 52;
const FIELDS =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"]';
const CONTROLS = 'button, a, input, label, summary';

/**
 * Rows of a list that may be huge: only what is seen is in the page. The cursor is the caller's, so that it can live
 * in the URL; j/k, arrows, Home, End, Enter and, where rows can be picked, x and Space work while the table has the
 * focus.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, rowKey } = props;
  const id = useId();
  const [scroller, width] = useWidth<HTMLDivElement>();
  const columns = props.columns.filter((column) => width === 0 || width >= (column.hideBelow ?? 0));
  const height = props.secondLine ? TWO_LINES : ROW;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => rowKey(rows[index] as Row),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { onEnd, loadingMore } = props;
  useEffect(() => {
    if (onEnd && !loadingMore && rows.length > 0 && last >= rows.length - 5) onEnd();
  }, [last, rows.length, onEnd, loadingMore]);

  const keys = rows.map(rowKey);
  const cursorIndex = props.cursor == null ? -1 : keys.indexOf(props.cursor);
  useEffect(() => {
    if (cursorIndex >= 0) virtual.scrollToIndex(cursorIndex, { align: 'auto' });
  }, [cursorIndex, virtual]);

  const template = columns.map((column) => column.track).join(' ');
  const fitted =
    props.fit === undefined
      ? undefined
      : Math.min(props.fit, Math.max(rows.length, 1)) * height + (props.hideHeader ? 0 : 30) + 1;
  const rowId = (key: string) => `${id}-${key}`;
  const shown = new Set(items.map((item) => keys[item.index]));

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={fitted === undefined ? undefined : { height: fitted }}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total ?? rows.length + 1}
      aria-multiselectable={props.selected ? true : undefined}
      aria-activedescendant={props.cursor != null && shown.has(props.cursor) ? rowId(props.cursor) : undefined}
      onKeyDown={(event) => {
        if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
        const inside = event.target !== event.currentTarget;
        if (inside && (event.target as Element).closest(FIELDS)) return;
        // Enter and Space belong to the button, link or box that has the focus.
        if (inside && (event.key === 'Enter' || event.key === ' ')) return;
        const row = rows[cursorIndex];
        if (event.key === 'Enter') {
          if (row !== undefined && props.onOpen) {
            event.preventDefault();
            props.onOpen(row);
          }
          return;
        }
        if (props.onToggle && (event.key === 'x' || event.key === ' ')) {
          // Even where there is no row: the page may know another x.
          event.preventDefault();
          if (row !== undefined && !event.repeat) props.onToggle(row);
          return;
        }
        const next = moveCursor(keys, props.cursor ?? null, event.key);
        if (next !== undefined && props.onCursor) {
          event.preventDefault();
          // What was clicked in another row is left, so that the keys mean the row under the cursor.
          if (inside) event.currentTarget.focus({ preventScroll: true });
          props.onCursor(next);
        }
      }}
    >
      {!props.hideHeader && (
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.headRow} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" data-align={column.align}>
                {column.header}
              </div>
            ))}
          </div>
        </div>
      )}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index] as Row;
          const key = keys[item.index] as string;
          return (
            <div
              key={key}
              id={rowId(key)}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={props.selected ? props.selected.has(key) : key === props.cursor}
              className={classes.row}
              data-cursor={key === props.cursor || undefined}
              data-selected={props.selected?.has(key) || undefined}
              style={{ gridTemplateColumns: template, height, transform: `translateY(${item.start}px)` }}
              // Down, not click: a link in the row then leads away from a page that remembers this row.
              onMouseDown={() => props.onCursor?.(key)}
              onDoubleClick={(event) => {
                if (!(event.target as Element).closest(CONTROLS)) props.onOpen?.(row);
              }}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={classes.cell} data-align={column.align}>
                  {column.cell(row)}
                </div>
              ))}
              {props.secondLine && (
                <div role="gridcell" className={classes.second} style={{ gridColumnStart: props.secondFrom ?? 2 }}>
                  {props.secondLine(row)}
                </div>
              )}
            </div>
          );
        })}
      </div>
      {props.loadingMore && (
        <div role="row" className={classes.more}>
          <div role="gridcell">Reading more…</div>
        </div>
      )}
    </div>
  );
}
