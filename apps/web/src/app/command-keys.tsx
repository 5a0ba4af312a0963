import { useHotkeys } from 'react-hotkeys-hook';
import { type Command, useAllCommands } from './commands';

/** Listens for the keys of everything that can be done now. By the letter that a key prints, so AZERTY works too. */
export function CommandKeys() {
  const commands = useAllCommands();
  return commands.map((command) =>
    command.keys === undefined ? null : (
      <Keys key={`${command.id} ${command.keys}`} command={command} keys={command.keys} />
    ),
  );
}

function Keys({ command, keys }: { command: Command; keys: string }) {
  // An open dialog has its own keys; what is behind it stands still.
  const acts = (event?: KeyboardEvent) =>
    (command.whileTyping === true || document.querySelector('dialog[open]') === null) &&
    !(event && isOfLink(event));
  useHotkeys(
    keys,
    (event) => {
      // A word that is being composed (Japanese, accents) is not a command.
      if (event.isComposing) return;
      command.run();
    },
    {
      useKey: true,
      // Asked before `enabled`: Escape belongs to the dialog that it closes.
      preventDefault: acts,
      enableOnFormTags: command.whileTyping === true,
      enableOnContentEditable: command.whileTyping === true,
      sequenceTimeoutMs: 1200,
      enabled: acts,
    },
    [command, keys],
  );
  return null;
}

/** Enter on a link follows it, whatever else Enter would do here. */
const isOfLink = ({ key, target, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  key === 'Enter' && !ctrlKey && !metaKey && target instanceof Element && target.closest('a[href]') !== null;
