import { useQuery } from '@tanstack/react-query';
import { preference, setPreference, usePreference } from '../../app/preferences';
import { customFieldsQuery } from '../../data/vocabulary';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check } from '../../ui/field';
import { chosenColumns, type Column, moved, withColumn } from '../../ui/table/columns';
import type { ListSpec } from './spec';

const CUSTOM = 'custom ';
const nameOf = (list: string): string => `columns_${list}`;

/** What was kept, as far as it is a list of columns. */
const kept = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : undefined;

const NONE = <span className="muted">—</span>;
const custom = <Row,>(name: string): Column<Row> => {
  const of = (row: Row) =>
    (row as { custom_fields?: Readonly<Record<string, string>> }).custom_fields?.[name] ?? null;
  return { id: CUSTOM + name, title: name, width: 9, extra: true, cell: (row) => of(row) || NONE, text: of };
};

/** The columns of a list as this user chose them, fields of the team's own among them. */
export function useChosenColumns<Row>(list: string, all: readonly Column<Row>[]): readonly Column<Row>[] {
  const chosen = kept(usePreference(nameOf(list)));
  if (chosen === undefined) return chosenColumns(all, undefined);
  const own = chosen.filter((id) => id.startsWith(CUSTOM)).map((id) => custom<Row>(id.slice(CUSTOM.length)));
  return chosenColumns([...all, ...own], chosen);
}

/** Which columns, in which order; each change counts at once. */
export function ColumnsDialog<Row extends { readonly id: number }>({
  spec,
  all,
  onClose,
}: {
  spec: ListSpec<Row>;
  all: readonly Column<Row>[];
  onClose: () => void;
}) {
  const fields = useQuery(customFieldsQuery(spec.customFields)).data ?? [];
  const own = fields.flatMap(({ name }) => (name ? [custom<Row>(name)] : []));
  const [first, ...others] = [...all, ...own];
  const name = nameOf(spec.list);
  const usual = chosenColumns(all, undefined).flatMap(({ id }) => (id === first?.id ? [] : [id]));
  const chosen = kept(usePreference(name)) ?? usual;
  // Two presses may come before anything is drawn anew.
  const change = (next: (before: readonly string[]) => readonly string[]) =>
    setPreference(name, next(kept(preference(name)) ?? usual));
  const shown = chosen.flatMap((id) => others.find((each) => each.id === id) ?? []);
  const hidden = others.filter(({ id }) => !chosen.includes(id));
  return (
    <Dialog title={`Columns of ${spec.many}`} onClose={onClose}>
      <ul className="columns" aria-label="Columns, in their order">
        {shown.map(({ id, title }) => (
          <li key={id}>
            <Check label={title} on set={() => change((before) => withColumn(before, id))} />
            <span className="sp" />
            <Step
              words={`${title}: further left`}
              sign="↑"
              onPress={() => change((was) => moved(was, id, -1))}
            />
            <Step
              words={`${title}: further right`}
              sign="↓"
              onPress={() => change((was) => moved(was, id, 1))}
            />
          </li>
        ))}
        {hidden.map(({ id, title }) => (
          <li key={id}>
            <Check label={title} on={false} set={() => change((before) => withColumn(before, id))} />
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <Button onClick={() => setPreference(name, null)}>As usual</Button>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}

const Step = ({ words, sign, onPress }: { words: string; sign: string; onPress: () => void }) => (
  <Button small kind="quiet" aria-label={words} onClick={onPress}>
    {sign}
  </Button>
);
