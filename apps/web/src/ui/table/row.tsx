import { memo } from 'react';
import type { Column } from './columns';

interface Props<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly selected: boolean;
  readonly current: boolean;
  readonly name: string;
  readonly onToggle: (id: number) => void;
  readonly onPoint: (index: number) => void;
}

function Plain<Row extends { readonly id: number }>(props: Props<Row>) {
  const { row, index, columns, selected, current, name, onToggle, onPoint } = props;
  return (
    <tr
      data-row={row.id}
      // The head is the first row.
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={[selected ? 'sel' : '', current ? 'cur' : ''].join(' ').trim() || undefined}
      onFocus={() => onPoint(index)}
    >
      <td className="check">
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={selected}
          onChange={() => onToggle(row.id)}
        />
      </td>
      {columns.map(({ id, cell, text, numeric }) => (
        <td key={id} className={numeric ? 'n' : undefined} title={text?.(row) ?? undefined}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A row that did not change is not drawn again while the list scrolls. */
export const TableRow = memo(Plain) as typeof Plain;

/** The place of a row that is read again while it is in sight. */
export const FoldedRow = ({ index, columns }: { index: number; columns: number }) => (
  <tr aria-rowindex={index + 2} className="folded">
    <td colSpan={columns + 1} aria-label="Loading" />
  </tr>
);
