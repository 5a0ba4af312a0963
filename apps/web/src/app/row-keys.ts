import { type RefObject, useMemo } from 'react';
import { useCommands } from './commands';

/** `J` and `K` walk the rows of a table: each has one button that opens it, of the class `row-open`. */
export function useRowKeys(owner: string, container: RefObject<HTMLElement | null>): void {
  const commands = useMemo(() => {
    const move = (by: number) => () => {
      const rows = [...(container.current?.querySelectorAll<HTMLElement>('.row-open') ?? [])];
      const at = rows.findIndex((row) => row === document.activeElement);
      const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    };
    const list = { group: 'In a list', hidden: true };
    return [
      { ...list, id: `${owner} down`, title: 'Next row', keys: 'j,down', run: move(1) },
      { ...list, id: `${owner} up`, title: 'Row before', keys: 'k,up', run: move(-1) },
    ];
  }, [owner, container]);
  useCommands(`${owner} rows`, commands);
}
