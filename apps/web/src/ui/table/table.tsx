import './table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { type Column, nextSort, type Sort } from './columns';
import { useLatest } from '../use-latest';
import { FoldedRow, TableRow } from './row';
import { isSelected, type Selection, toggled, without, withRows } from './selection';

const ROW = 36;
const ROW_NARROW = 56;
const OVERSCAN = 12;
/** rem of the column of checkboxes. */
const CHECK = 2.5;
const narrow = window.matchMedia('(max-width: 639px)');
const watchNarrow = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

interface Folded {
  readonly id: number;
  readonly folded: true;
}

interface Props<Row> {
  /** What is listed, for whoever cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Of one that is folded its number alone is there: it keeps the row's place until it is read again. */
  readonly rows: readonly (Row | Folded)[];
  /** All that match, loaded or not; undefined: not known. */
  readonly total: number | undefined;
  readonly selection: Selection;
  readonly onSelection: (next: Selection) => void;
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly sort: Sort;
  readonly onSort: (next: Sort) => void;
  /** The last rows are near: more are wanted. */
  readonly onEnd: () => void;
  /** Which rows are drawn now, by their places. */
  readonly onSight?: (first: number, last: number) => void;
  /** What a row is called: of its checkbox. */
  readonly nameOf: (row: Row) => string;
}

/** A real table of which only what is in sight is there. Its first column is a link and stays in sight. */
export function Table<Row extends { readonly id: number }>(props: Props<Row>) {
  const { columns, rows, total, selection, onSelection, cursor, onCursor, onEnd, onSight, nameOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow.matches);
  // Its answers change without a new object: nothing here may be remembered by it, and nothing is.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? ROW_NARROW : ROW),
    overscan: OVERSCAN,
  });
  useEffect(() => virtual.measure(), [virtual, isNarrow]);
  useFocusedCursor(scroller, cursor, rows, (index) => virtual.scrollToIndex(index, { align: 'auto' }));
  const shown = virtual.getVirtualItems();
  useSight(shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0, { rows, onEnd, onSight });
  const { toggle, point } = useRowEvents({ selection, onSelection, onCursor });
  const count = total === undefined ? -1 : total + 1;
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div className="table-scroll" ref={scroller}>
      <table aria-label={props.label} aria-rowcount={count} style={widthOf(columns)}>
        <Columns columns={columns} />
        <Head
          columns={columns}
          rows={rows}
          selection={selection}
          onSelection={onSelection}
          sort={props.sort}
          onSort={props.onSort}
        />
        <tbody>
          {before > 0 && <Gap height={before} />}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            if ('folded' in row) return <FoldedRow key={row.id} index={index} columns={columns.length} />;
            return (
              <TableRow
                key={row.id}
                row={row}
                index={index}
                columns={columns}
                selected={isSelected(selection, row.id)}
                current={index === cursor}
                name={nameOf(row)}
                onToggle={toggle}
                onPoint={point}
              />
            );
          })}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </div>
  );
}

/** Tells which rows are drawn, and that more are wanted when the last are near. */
function useSight(
  first: number,
  last: number,
  { rows, onEnd, onSight }: Pick<Props<unknown>, 'rows' | 'onEnd' | 'onSight'>,
): void {
  useEffect(() => {
    if (last >= rows.length - OVERSCAN * 2) onEnd();
  }, [last, rows.length, onEnd]);
  useEffect(() => onSight?.(first, last), [first, last, onSight]);
}

/** Functions that stay the same, so that rows that did not change are not drawn again. */
function useRowEvents(on: Pick<Props<unknown>, 'selection' | 'onSelection' | 'onCursor'>) {
  const latest = useLatest(on);
  const toggle = useCallback(
    (id: number) => latest.current.onSelection(toggled(latest.current.selection, id)),
    [latest],
  );
  const point = useCallback((index: number) => latest.current.onCursor(index), [latest]);
  return { toggle, point };
}

/** All columns beside each other; narrower than that it scrolls. */
const widthOf = (columns: readonly { readonly width: number }[]) =>
  ({ '--wide': `${columns.reduce((sum, { width }) => sum + width, CHECK)}rem` }) as React.CSSProperties;

const Gap = ({ height }: { height: number }) => <tr aria-hidden="true" className="gap" style={{ height }} />;

/** The cursor is the focus on the row's link: whoever cannot see it hears it, and Enter opens it. */
function useFocusedCursor(
  scroller: React.RefObject<HTMLDivElement | null>,
  cursor: number,
  rows: readonly { readonly id: number }[],
  scrollTo: (index: number) => void,
) {
  const moved = useRef(cursor);
  const scroll = useLatest(scrollTo);
  const id = rows[cursor]?.id;
  useEffect(() => {
    if (moved.current === cursor || id === undefined) return undefined;
    moved.current = cursor;
    scroll.current(cursor);
    const frame = requestAnimationFrame(() => {
      const row = scroller.current?.querySelector(`tr[data-row="${id}"]`);
      if (row?.contains(document.activeElement)) return;
      row?.querySelector<HTMLElement>('td:nth-child(2) a')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller, scroll, cursor, id]);
}

function Columns<Row>({ columns }: Pick<Props<Row>, 'columns'>) {
  return (
    <colgroup>
      <col className="col-check" />
      {columns.map(({ id, width }) => (
        <col key={id} style={{ width: `${width}rem` }} />
      ))}
    </colgroup>
  );
}

interface HeadProps<Row>
  extends Pick<Props<Row>, 'columns' | 'selection' | 'onSelection' | 'sort' | 'onSort'> {
  readonly rows: readonly { readonly id: number }[];
}

function PlainHead<Row>({ columns, rows, selection, onSelection, sort, onSort }: HeadProps<Row>) {
  const ids = rows.map(({ id }) => id);
  const every = ids.length > 0 && ids.every((id) => isSelected(selection, id));
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th className="check" scope="col">
          <input
            type="checkbox"
            aria-label="Select all loaded rows"
            checked={every}
            onChange={() => onSelection(every ? without(selection, ids) : withRows(selection, ids))}
          />
        </th>
        {columns.map(({ id, title, sort: by, numeric }) => (
          <th
            key={id}
            scope="col"
            className={numeric ? 'n' : undefined}
            aria-sort={by === sort.by ? (sort.direction === 'ASC' ? 'ascending' : 'descending') : undefined}
          >
            {by === undefined ? (
              title
            ) : (
              <button type="button" className="head" onClick={() => onSort(nextSort(sort, by))}>
                {title}
                <span aria-hidden="true">
                  {by === sort.by ? (sort.direction === 'ASC' ? ' ↑' : ' ↓') : ''}
                </span>
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Scrolling draws other rows; the head, which looks at all that are loaded, only changes with them. */
const Head = memo(PlainHead) as typeof PlainHead;
