import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { patchRows } from '../../data/listing';

/** How a field of a record is shown and sent. */
export interface Change<Row> {
  readonly label: string;
  /** The body that sets it, and the one that sets it back. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly back: Readonly<Record<string, unknown>>;
  /** The record with it, as the server will show it. */
  readonly shown: (row: Row) => Row;
  /** Where a refusal belongs: the field's own name. */
  readonly field: string;
}

type Errors = Readonly<Record<string, string>>;

/**
 * Saves one field at once, on screen and then on the server. A refusal puts the old value back and the server's words into
 * the field; undo sends the opposite.
 */
export function useSaveField<Row extends { readonly id: number }>(
  list: 'people' | 'accounts',
  id: number,
): { errors: Errors; save: (change: Change<Row>) => void } {
  const queries = useQueryClient();
  const [errors, setErrors] = useState<Errors>({});
  const key = [list, 'one', id];
  const show = (put: (row: Row) => Row) => {
    queries.setQueryData<Row>(key, (row) => row && put(row));
    patchRows<Row>(queries, list, (row) => (row.id === id ? put(row) : undefined));
  };
  const send = (change: Change<Row>, body: Change<Row>['body'], refused: () => void) =>
    write(
      { method: 'PUT', path: `/v2/${list}/${id}`, body, scope: `${list} ${id}`, label: change.label },
      {
        done: () => void queries.invalidateQueries({ queryKey: key }),
        refused: ({ fields, text }) => {
          refused();
          const words = Object.values(fields)[0]?.join(', ') ?? text;
          setErrors((before) => ({ ...before, [change.field]: words }));
        },
      },
    );
  const save = (change: Change<Row>) => {
    const before = queries.getQueryData<Row>(key);
    const putBack = () => before && show((row) => restored(row, before, change));
    setErrors(({ [change.field]: _, ...others }) => others);
    show(change.shown);
    send(change, change.body, putBack);
    say(`${change.label} saved`, {
      undo: () => {
        putBack();
        send(change, change.back, () => show(change.shown));
      },
    });
  };
  return { errors, save };
}

/** Only what the change touched is put back; what else came meanwhile stays. */
function restored<Row extends object>(row: Row, before: Row, { shown }: Change<Row>): Row {
  const after = shown(before);
  const touched = (Object.keys(after) as (keyof Row)[]).filter((name) => after[name] !== before[name]);
  return { ...row, ...Object.fromEntries(touched.map((name) => [name, before[name]])) };
}
