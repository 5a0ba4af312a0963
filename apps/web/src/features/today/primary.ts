import type { Command } from '../../app/commands';
import { isHidden } from './done';
import { stayed } from './selected';

/** The one thing to do with an item, by two keys: go on to the next, or stay with who it was about. */
export function primary(
  key: string,
  { id, title, keys = [], run }: Pick<Command, 'id' | 'title' | 'run'> & { keys?: readonly string[] },
): Command[] {
  const shared = { group: 'Run', whileTyping: true };
  return [
    { ...shared, id, title: `${title} and go on`, keys: ['mod+enter', ...keys].join(','), run },
    {
      ...shared,
      id: `${id} and stay`,
      title: `${title} and stay`,
      keys: 'mod+shift+enter',
      run: () => {
        run();
        // What was refused is in hand still.
        if (isHidden(key)) stayed.set(key);
      },
    },
  ];
}
