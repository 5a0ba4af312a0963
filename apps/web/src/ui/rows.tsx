import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect } from 'react';

const ROW = 36;
const AROUND = 12;

/** A real table of which only the rows on the screen are there. `onEnd`: the last one that was loaded came near. */
export function Rows({
  label,
  head,
  columns,
  count,
  total,
  row,
  scroll,
  onEnd,
}: {
  label: string;
  head: ReactNode;
  columns: number;
  count: number;
  /** How many there are in all; unknown while more follow. */
  total?: number | undefined;
  row: (index: number) => ReactNode;
  /** Of what scrolls, for whoever walks the rows. */
  scroll: RefObject<HTMLDivElement | null>;
  onEnd?: (() => void) | undefined;
}) {
  // The React compiler is not used: nothing is memoised behind its back.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: AROUND,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (count > 0 && last >= count - 1) onEnd?.();
  }, [count, last, onEnd]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="scroll" ref={scroll}>
      <table className="rows" aria-label={label} aria-rowcount={total ?? -1}>
        <thead>{head}</thead>
        <tbody>
          {before > 0 && <Spacer columns={columns} height={before} />}
          {items.map(({ index }) => row(index))}
          {after > 0 && <Spacer columns={columns} height={after} />}
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not there. */
const Spacer = ({ columns, height }: { columns: number; height: number }) => (
  <tr aria-hidden="true">
    <td colSpan={columns} style={{ height, padding: 0, border: 0 }}>
      {' '}
    </td>
  </tr>
);
