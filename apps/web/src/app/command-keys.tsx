import { memo } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { browserMs } from './clock';
import { boundKeys, type Command, useAllCommands } from './commands';
import { createSequence, SEQUENCE_MS } from './sequence';

const endsSequence = createSequence();
let ending = false;
// Before anything else hears of the key.
window.addEventListener(
  'keydown',
  ({ key, ctrlKey, metaKey, altKey, target }) => {
    if (key === 'Shift') return;
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input, textarea, select'));
    ending = endsSequence({ letter: key, plain: !ctrlKey && !metaKey && !altKey, typing, at: browserMs() });
  },
  true,
);

/** Listens for the keys of everything that can be done now. By the letter that a key prints, so AZERTY works too. */
export function CommandKeys() {
  const commands = useAllCommands();
  return commands.flatMap((command) =>
    boundKeys(command.keys).map(({ keys, byPlace }) => (
      <Keys key={`${command.id} ${keys}`} command={command} keys={keys} byPlace={byPlace} />
    )),
  );
}

interface KeysProps {
  readonly command: Command;
  readonly keys: string;
  readonly byPlace: boolean;
}

/** Of some fifty commands a few change with what is in hand: only those are bound anew. */
const Keys = memo(function Keys({ command, keys, byPlace }: KeysProps) {
  // An open dialog has its own keys; what is behind it stands still.
  const acts = (event?: KeyboardEvent) =>
    (command.whileTyping === true || document.querySelector('dialog[open]') === null) &&
    (!ending || keys.includes('>')) &&
    !(event && isOfFocus(event));
  useHotkeys(
    keys,
    (event) => {
      // A word that is being composed (Japanese, accents) is not a command.
      if (event.isComposing) return;
      command.run();
    },
    {
      useKey: !byPlace,
      // Asked before `enabled`: Escape belongs to the dialog that it closes.
      preventDefault: acts,
      enableOnFormTags: command.whileTyping === true,
      enableOnContentEditable: command.whileTyping === true,
      sequenceTimeoutMs: SEQUENCE_MS,
      enabled: acts,
    },
    [command, keys, byPlace],
  );
  return null;
});

/** What has the focus keeps its own keys: Enter follows a link, Space presses a button, whatever else they would do here. */
const isOfFocus = ({ key, target, ctrlKey, metaKey }: KeyboardEvent): boolean => {
  const own = { Enter: 'a[href]', ' ': 'button,summary,[role="button"]' }[key];
  return (
    own !== undefined && !ctrlKey && !metaKey && target instanceof Element && target.closest(own) !== null
  );
};
