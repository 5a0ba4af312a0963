import './record.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { type Command, useCommands } from '../../app/commands';
import { useStore } from '../../app/store';
import { neighbours, readOn, walk } from '../../app/walk';
import { Button } from '../../ui/button';
import { initials, number } from '../../ui/format';

interface Props {
  readonly place: '/people' | '/accounts';
  readonly list: string;
  readonly id: number;
  readonly name: string;
  readonly detail: string;
  readonly children?: ReactNode;
}

/** The head of a record: back to the list it came from, and the records before and after in it. */
export function RecordBar({ place, list, id, name, detail, children }: Props) {
  const from = useStore(walk);
  const around = useMemo(() => neighbours(from, place, id), [from, place, id]);
  const to = useWalk(place, list, around);
  const more = around?.more;
  useEffect(() => {
    if (from && more) void readOn(from);
  }, [from, more]);
  return (
    <header className="bar record-bar">
      <Link to={place} search={{ ...around?.back }} className="muted">
        ‹ {list}
      </Link>
      <span className="ava" aria-hidden="true">
        {initials(name)}
      </span>
      <h1>{name}</h1>
      <span className="sub">{detail}</span>
      <span className="sp" />
      {around && (
        <span className="walk">
          <Button
            small
            aria-label="Record before ([)"
            disabled={around.before === undefined}
            onClick={() => to(around.before)}
          >
            ↑
          </Button>
          <span className="muted num">
            {number(around.number)} of {number(around.total)}
          </span>
          <Button
            small
            aria-label="Record after (])"
            disabled={around.after === undefined}
            onClick={() => to(around.after)}
          >
            ↓
          </Button>
        </span>
      )}
      {children}
    </header>
  );
}

/** `[` and `]`, and Escape back to the list. @returns what goes to another record */
function useWalk(place: Props['place'], list: string, around: ReturnType<typeof neighbours>) {
  const navigate = useNavigate();
  const to = useCallback(
    (id: number | undefined) => {
      if (id !== undefined) void navigate({ to: `${place}/$id`, params: { id: String(id) } });
    },
    [navigate, place],
  );
  const commands = useMemo((): Command[] => {
    const group = 'Record';
    return [
      { id: 'before', title: 'Record before', keys: '[', group, hidden: true, run: () => to(around?.before) },
      { id: 'after', title: 'Record after', keys: ']', group, hidden: true, run: () => to(around?.after) },
      {
        id: 'back',
        title: `Back to ${list}`,
        keys: 'escape',
        group,
        run: () => void navigate({ to: place, search: { ...around?.back } }),
      },
    ];
  }, [navigate, to, place, list, around]);
  useCommands('record', commands);
  return to;
}
