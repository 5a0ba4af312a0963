import { useId, useState } from 'react';
import { Dialog } from './dialog';

interface Item {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
}

const MOST = 100;

interface Props {
  readonly title: string;
  readonly items: readonly Item[];
  readonly onPick: (value: string) => void;
  readonly onClose: () => void;
  /** Words that are none of the items may be taken as they are. */
  readonly makeNew?: (words: string) => string;
}

/** One of many, found by typing: the arguments of a command. */
export function Pick({ title, items, onPick, onClose, makeNew }: Props) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const shown = fitting(items, typed, makeNew);
  const current = Math.min(at, shown.length - 1);
  const take = (item: Item | undefined) => {
    if (item) onPick(item.value);
  };
  return (
    <Dialog title={title} onClose={onClose} bare>
      <input
        className="palette-input"
        role="combobox"
        aria-label={title}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={shown[current] ? `${list} ${current}` : undefined}
        placeholder={title}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (move) setAt((current + move + shown.length) % Math.max(shown.length, 1));
          if (event.key === 'Enter') take(shown[current]);
          if (move || event.key === 'Enter') event.preventDefault();
        }}
      />
      <Options list={list} title={title} shown={shown} current={current} onPoint={setAt} onTake={take} />
    </Dialog>
  );
}

/** What was typed is somewhere in the name; else it may be a new one. */
function fitting(items: readonly Item[], typed: string, makeNew: Props['makeNew']): readonly Item[] {
  const words = typed.trim().toLowerCase();
  const found = items.filter(({ label }) => label.toLowerCase().includes(words)).slice(0, MOST);
  const isNew = makeNew && words !== '' && !items.some(({ label }) => label.toLowerCase() === words);
  return isNew ? [...found, { value: typed.trim(), label: makeNew(typed.trim()) }] : found;
}

function Options({
  list,
  title,
  shown,
  current,
  onPoint,
  onTake,
}: {
  list: string;
  title: string;
  shown: readonly Item[];
  current: number;
  onPoint: (at: number) => void;
  onTake: (item: Item) => void;
}) {
  return (
    <div id={list} role="listbox" aria-label={title} className="palette-list">
      {shown.map((item, index) => (
        // Keys are the input's, which keeps the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={item.value}
          id={`${list} ${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          className="palette-choice"
          onMouseMove={() => onPoint(index)}
          onClick={() => onTake(item)}
        >
          <span>{item.label}</span>
          {item.detail && <span className="muted">{item.detail}</span>}
        </div>
      ))}
      {shown.length === 0 && <p className="muted palette-none">Nothing is called that.</p>}
    </div>
  );
}
