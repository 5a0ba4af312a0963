import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { told } from '../../data/errors';
import { type Named, peopleFoundQuery, peopleOfAddresses } from '../../data/forecast';
import { Button } from '../../ui/button';
import { counted, number } from '../../ui/format';
import * as Icon from '../../ui/icons';
import { addressesIn } from './rehearsal-model';

interface Props {
  readonly chosen: readonly Named[];
  readonly onChange: (chosen: readonly Named[]) => void;
}

const SHOWN = 30;

/** People one by one: found by name, or by addresses that were pasted. */
export function ChoosePeople({ chosen, onChange }: Props) {
  const add = (more: readonly Named[]) => {
    const there = new Set(chosen.map(({ id }) => id));
    onChange([...chosen, ...more.filter(({ id }) => !there.has(id))]);
  };
  return (
    <div className="choose">
      <Search onPick={(person) => add([person])} />
      <Paste onFound={add} />
      {chosen.length > 0 && (
        <div className="chosen-people" role="group" aria-label="Chosen people">
          {chosen.slice(0, SHOWN).map((person) => (
            <span key={person.id} className="pill" title={person.detail}>
              <b>{person.name}</b>
              <button
                type="button"
                className="x"
                aria-label={`Leave ${person.name} out`}
                onClick={() => onChange(chosen.filter(({ id }) => id !== person.id))}
              >
                <Icon.CloseIcon size={12} aria-hidden />
              </button>
            </span>
          ))}
          {chosen.length > SHOWN && <span className="muted">and {number(chosen.length - SHOWN)} more</span>}
          <Button small kind="quiet" onClick={() => onChange([])}>
            Nobody
          </Button>
        </div>
      )}
    </div>
  );
}

function Search({ onPick }: { onPick: (person: Named) => void }) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = useQuery(peopleFoundQuery(words));
  const shown = words.trim().length > 1 ? (found.data ?? []) : [];
  const list = useId();
  const take = (person: Named | undefined) => {
    if (!person) return;
    onPick(person);
    setWords('');
    setAt(0);
  };
  return (
    <div className="field search-people">
      <label htmlFor={`${list} words`}>Find people</label>
      <input
        id={`${list} words`}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={list}
        aria-activedescendant={shown[at] ? `${list} ${at}` : undefined}
        placeholder="Name or address"
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (move) setAt((at + move + shown.length) % Math.max(shown.length, 1));
          if (event.key === 'Enter') take(shown[at]);
          if (event.key === 'Escape') setWords('');
          if (move || event.key === 'Enter') event.preventDefault();
        }}
      />
      <div id={list} role="listbox" aria-label="People found" className="found-people">
        {shown.map((person, index) => (
          // Keys are the input's, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={person.id}
            id={`${list} ${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="palette-choice"
            onMouseMove={() => setAt(index)}
            onClick={() => take(person)}
          >
            <span>{person.name}</span>
            <span className="muted">{person.detail}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Addresses from a table or a mail; whose are nobody's here is said at once. */
function Paste({ onFound }: { onFound: (people: readonly Named[]) => void }) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const addresses = addressesIn(text);
  const id = useId();
  const look = () => {
    setBusy(true);
    peopleOfAddresses(addresses)
      .then(
        ({ found, unknown }) => {
          onFound(found);
          setText(unknown.join('\n'));
          setSaid(
            `${counted(found.length, 'person', 'people')} found.` +
              (unknown.length > 0
                ? ` ${counted(unknown.length, 'address', 'addresses')} left over: nobody here has such an address.`
                : ''),
          );
        },
        (failure: unknown) => setSaid(told(failure).text),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className="field">
      <label htmlFor={id}>Or paste addresses</label>
      <textarea id={id} rows={2} value={text} onChange={({ target }) => setText(target.value)} />
      <div className="actions">
        <Button small disabled={busy || addresses.length === 0} onClick={look}>
          {addresses.length === 0
            ? 'Look them up'
            : `Look up ${counted(addresses.length, 'address', 'addresses')}`}
        </Button>
        {said && (
          <span className="muted" role="status">
            {said}
          </span>
        )}
      </div>
    </div>
  );
}
