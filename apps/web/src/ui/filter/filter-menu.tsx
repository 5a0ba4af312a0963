import './filter.css';
import { useState } from 'react';
import { Button } from '../button';
import { Dialog } from '../dialog';
import { Pick } from '../pick';
import {
  type Asked,
  type Choice,
  choicesOf,
  type Field,
  type Filters,
  makeValue,
  readValue,
  type Value,
  type Way,
  WORDS,
  waysOf,
} from './model';

/** First which field, then how and for what. */
export function FilterMenu({
  fields,
  filters,
  start,
  onSet,
  onClose,
}: {
  fields: readonly Field[];
  filters: Filters;
  start: Field | undefined;
  onSet: (name: string, value: Value) => void;
  onClose: () => void;
}) {
  const [field, setField] = useState(start);
  if (!field)
    return (
      <Pick
        title="Filter by"
        items={fields.map(({ name, label }) => ({ value: name, label }))}
        onPick={(name) => setField(fields.find((each) => each.name === name))}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={field.label} onClose={onClose} key={field.name}>
      <Editor
        field={field}
        before={readValue(field, filters[field.name])}
        onSet={(value) => {
          onSet(field.name, value);
          onClose();
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Editor({
  field,
  before,
  onSet,
  onClose,
}: {
  field: Field;
  before: Asked | undefined;
  onSet: (value: Value) => void;
  onClose: () => void;
}) {
  const ways = waysOf(field);
  const [asked, setAsked] = useState<Asked>(before ?? { way: ways[0] ?? 'is', values: [] });
  const value = makeValue(field, asked);
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== undefined) onSet(value);
      }}
    >
      {ways.length > 1 && (
        <select
          aria-label="How"
          value={asked.way}
          onChange={(event) => setAsked({ way: event.target.value as Way, values: [] })}
        >
          {ways.map((way) => (
            <option key={way} value={way}>
              {WORDS[way]}
            </option>
          ))}
        </select>
      )}
      <Values field={field} asked={asked} onValues={(values) => setAsked({ ...asked, values })} />
      <div className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={value === undefined}>
          Apply
        </Button>
      </div>
    </form>
  );
}

const TYPES: Partial<Record<Way, string>> = {
  older: 'number',
  newer: 'number',
  after: 'date',
  before: 'date',
};
const HELP: Partial<Record<Way, string>> = { starts: 'Three letters or more', older: 'Days', newer: 'Days' };

interface ValuesProps {
  readonly field: Field;
  readonly asked: Asked;
  readonly onValues: (values: readonly string[]) => void;
}

function Values(props: ValuesProps) {
  const {
    field,
    asked: { way, values },
    onValues,
  } = props;
  if (way === 'empty' || way === 'filled') return null;
  const choices = way === 'is' ? choicesOf(field) : undefined;
  if (choices) return <Choices {...props} choices={choices} />;
  const day = way === 'after' || way === 'before';
  return (
    <label className="field">
      <span className="label">{HELP[way] ?? 'Value'}</span>
      <input
        type={TYPES[way] ?? 'text'}
        min={0}
        value={values[0]?.slice(0, day ? 10 : undefined) ?? ''}
        onChange={(event) => onValues([event.target.value])}
      />
    </label>
  );
}

/** More than so many are found by typing. */
const FEW = 8;

function Choices({
  field,
  asked: { values },
  onValues,
  choices,
}: ValuesProps & { choices: readonly Choice[] }) {
  const [part, setPart] = useState('');
  const one = field.kind.kind === 'bool';
  const wanted = choices.filter(({ label }) => label.toLowerCase().includes(part.toLowerCase()));
  const toggle = (value: string) =>
    values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return (
    <>
      {choices.length > FEW && (
        <input
          aria-label="Find"
          placeholder="Find"
          value={part}
          onChange={(event) => setPart(event.target.value)}
        />
      )}
      <fieldset className="choices">
        <legend className="hidden">{field.label}</legend>
        {wanted.map(({ value, label }) => (
          <label key={value}>
            <input
              type={one ? 'radio' : 'checkbox'}
              name={field.name}
              checked={values.includes(value)}
              onChange={() => onValues(one ? [value] : toggle(value))}
            />
            {label}
          </label>
        ))}
        {wanted.length === 0 && <p className="muted">There is none.</p>}
      </fieldset>
    </>
  );
}
