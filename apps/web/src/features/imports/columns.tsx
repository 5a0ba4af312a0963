import { useQuery, useQueryClient } from '@tanstack/react-query';
import { memo, useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { told } from '../../data/errors';
import { type ImportSheet, makeField } from '../../data/imports';
import { customFieldsQuery } from '../../data/vocabulary';
import { Check, Field } from '../../ui/field';
import { counted, number } from '../../ui/format';
import { type Choices, doubled, fieldGroups, fieldWords, type Group, withChosen } from './options';

const SAMPLES = 3;
/** From here on columns are looked for. */
const MANY = 20;
const NEW = { 'new person': 'person', 'new company': 'company' } as const;
const mayMake = boot.rights.admin || boot.rights.permissions.includes('manage_team');

interface Props {
  readonly sheet: ImportSheet;
  readonly choices: Choices;
  readonly set: (fields: Choices['fields']) => void;
}

/** Where each column goes: suggested by its name and cells, and said otherwise here. */
export function Columns({ sheet, choices, set }: Props) {
  const [words, setWords] = useState('');
  const [nowhere, setNowhere] = useState(false);
  const groups = useGroups(sheet.fields);
  const twice = doubled(choices.fields);
  const choose = useEvent((column: number, field: string) => set({ ...choices.fields, [column]: field }));
  const goes = sheet.columns.filter(({ column }) => choices.fields[column]).length;
  const wanted = words.trim().toLowerCase();
  const many = sheet.columns.length > MANY;
  const shown = sheet.columns.filter(
    ({ column, name }) =>
      name.toLowerCase().includes(wanted) && !(nowhere && choices.fields[column] && !twice.has(`${column}`)),
  );
  return (
    <>
      <p className="sub" role="status">
        {number(goes)} of {number(sheet.columns.length)} columns go somewhere.
        {twice.size > 0 &&
          ` ${counted(twice.size, 'goes', 'go')} where another one goes: one of the two would be lost.`}
      </p>
      {many && (
        <div className="two">
          <Field label="Find a column">
            {(id) => (
              <input id={id} type="search" value={words} onChange={({ target }) => setWords(target.value)} />
            )}
          </Field>
          <Check label="Only those that go nowhere, or twice" on={nowhere} set={setNowhere} />
        </div>
      )}
      <div className="scrolls columns-scroll">
        <table className="rows columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">For example</th>
              <th scope="col">Goes to</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((of) => (
              <Column
                key={of.column}
                of={of}
                groups={groups}
                late={many}
                chosen={choices.fields[of.column] ?? ''}
                twice={twice.has(`${of.column}`)}
                choose={choose}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="muted">No column is called that.</p>}
        <LeftOut sheet={sheet} />
      </div>
    </>
  );
}

function LeftOut({ sheet: { columns, columns_left_out: more } }: Pick<Props, 'sheet'>) {
  if (more === 0) return null;
  return (
    <p className="muted">
      {more} more columns to the right are not read: {columns.length} are the most.
    </p>
  );
}

/** Where columns may go. */
function useGroups(fields: readonly string[]): readonly Group[] {
  const person = useQuery(customFieldsQuery('person')).data;
  const company = useQuery(customFieldsQuery('company')).data;
  return useMemo(() => {
    const names = (own: typeof person) => (own ?? []).flatMap(({ name }) => name ?? []).toSorted();
    return fieldGroups(fields, { person: names(person), company: names(company) });
  }, [fields, person, company]);
}

interface ColumnProps {
  readonly of: ImportSheet['columns'][number];
  readonly groups: readonly Group[];
  /** Of very many, what can be chosen is drawn when somebody comes near. */
  readonly late: boolean;
  readonly chosen: string;
  readonly twice: boolean;
  readonly choose: (column: number, field: string) => void;
}

const Column = memo(function Column({ of, groups, late, chosen, twice, choose }: ColumnProps) {
  const { column, name, samples } = of;
  const [near, setNear] = useState(!late);
  const make = useMake(name, (field) => choose(column, field));
  const label = name || `Column ${column}`;
  const come = () => setNear(true);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="muted" title={samples.join(' · ')}>
        {samples.slice(0, SAMPLES).join(' · ')}
      </td>
      <td>
        <select
          aria-label={`${label} goes to`}
          aria-invalid={twice}
          value={chosen}
          onFocus={come}
          onPointerEnter={come}
          onChange={({ target: { value } }) =>
            value in NEW ? make(NEW[value as keyof typeof NEW]) : choose(column, value)
          }
        >
          {near ? (
            <Options groups={groups} chosen={chosen} label={label} />
          ) : (
            <option value={chosen}>{chosen === '' ? NOWHERE : fieldWords(chosen)}</option>
          )}
        </select>
        {twice && <span className="error-text">Another column goes there.</span>}
      </td>
    </tr>
  );
});

const NOWHERE = 'nowhere: it is left out';

function Options({ groups, chosen, label }: Pick<ColumnProps, 'groups' | 'chosen'> & { label: string }) {
  return (
    <>
      <option value="">{NOWHERE}</option>
      {withChosen(groups, chosen).map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.fields.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </optgroup>
      ))}
      {mayMake && (
        <optgroup label="A new own field">
          <option value="new person">{`of people: “${label}”`}</option>
          <option value="new company">{`of accounts: “${label}”`}</option>
        </optgroup>
      )}
    </>
  );
}

/** Makes a field of the column's name, and has the column go there. */
function useMake(name: string, set: (field: string) => void) {
  const queries = useQueryClient();
  return (of: 'person' | 'company') =>
    void makeField(name, of).then(
      async (made) => {
        await Promise.all([
          queries.invalidateQueries({ queryKey: ['custom_fields'] }),
          queries.invalidateQueries({ queryKey: ['settings', 'custom_fields'] }),
        ]);
        set(`${of === 'company' ? 'account.' : ''}custom_fields.${made.name ?? name}`);
        say(`There is a field “${made.name ?? name}” now.`);
      },
      (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
    );
}
