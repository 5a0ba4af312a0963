import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Keys } from '../../ui/button';
import { CloseIcon } from '../../ui/icons';
import type { ListSpec } from './spec';

const PAUSE_MS = 150;

/** A row beside the list, without leaving it: the one under the cursor, once that rests. */
export function Peek<Row extends { readonly id: number }>({
  spec,
  row,
  onClose,
}: {
  spec: ListSpec<Row>;
  row: Row;
  onClose: () => void;
}) {
  const shown = useRested(row.id);
  return (
    <aside className="peek" aria-label={`A look at ${spec.nameOf(row)}`}>
      <header>
        <h2>{spec.nameOf(row)}</h2>
        <span className="sp" />
        <Link className="btn sm" to={`${spec.place}/$id`} params={{ id: String(row.id) }}>
          Open <Keys keys="enter" />
        </Link>
        <Button
          small
          kind="quiet"
          aria-label="Close the look"
          icon={<CloseIcon size={14} aria-hidden />}
          onClick={onClose}
        />
      </header>
      {shown === row.id && (
        <div className="peek-body" key={row.id}>
          {spec.peek(row)}
        </div>
      )}
    </aside>
  );
}

/** The value once it has not changed for a moment: what is passed by asks for nothing. */
function useRested(value: number): number {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Names and what stands for them. */
export function Values({ children }: { children: ReactNode }) {
  return <dl className="kv">{children}</dl>;
}

export function Value({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children || <span className="muted">—</span>}</dd>
    </>
  );
}
