import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useState } from 'react';
import { searchQuery } from '../data/search';
import { Keys } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { Command } from './commands';

const MOST = 40;

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

/** One input for everything: what can be done here, places, and records by name. `>` asks for commands only. */
export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const choices = useChoices(commands, typed);
  const current = Math.min(at, choices.length - 1);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    choice.run();
  };
  return (
    <Dialog title="Search or run" onClose={onClose} bare>
      <input
        className="palette-input"
        role="combobox"
        aria-label="Search or run a command"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={choices[current] ? `${list} ${current}` : undefined}
        placeholder="Search people, accounts, cadences, or type a command"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (move) {
            event.preventDefault();
            setAt((current + move + choices.length) % Math.max(choices.length, 1));
          }
          if (event.key === 'Enter') take(choices[current]);
        }}
      />
      <div id={list} role="listbox" aria-label="Commands and records" className="palette-list">
        {choices.map((choice, index) => (
          // Keys are the input's, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={choice.id}
            id={`${list} ${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className="palette-choice"
            onMouseMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            <span>{choice.title}</span>
            <span className="muted">{choice.group}</span>
            {choice.keys && <Keys keys={choice.keys} />}
          </div>
        ))}
        {choices.length === 0 && <p className="muted palette-none">Nothing is called that.</p>}
      </div>
    </Dialog>
  );
}

/** What is offered for what was typed: commands that fit, then records. */
function useChoices(commands: readonly Command[], typed: string): Choice[] {
  const navigate = useNavigate();
  const onlyCommands = typed.startsWith('>');
  const words = (onlyCommands ? typed.slice(1) : typed).trim();
  const asked = useDeferredValue(words);
  const found = useQuery({ ...searchQuery(asked), enabled: !onlyCommands && asked.length > 0 });
  return [
    ...commands.filter((command) => !command.hidden && matches(command, words)),
    ...(onlyCommands || asked === ''
      ? []
      : (found.data ?? []).map(({ type, id, title, subtitle, to }) => ({
          id: `${type} ${id}`,
          title,
          group: subtitle,
          run: () => void navigate({ to }),
        }))),
  ].slice(0, MOST);
}

/** Every word begins some word of the command's title. */
export function matches({ title }: Pick<Command, 'title'>, words: string): boolean {
  const parts = title.toLowerCase().split(/\s/);
  return words
    .toLowerCase()
    .split(/\s/)
    .every((word) => parts.some((part) => part.startsWith(word)));
}
