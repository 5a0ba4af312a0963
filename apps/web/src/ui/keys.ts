const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Readonly<Record<string, string>> = {
  mod: MAC ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: MAC ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  backspace: '⌫',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  space: 'Space',
  slash: '/',
};

/** The first combination as it is printed on a key: `⌘ ↵`, `G T`. */
export function printedKeys(keys: string): string {
  const first = keys.split(',')[0] ?? '';
  return first
    .split(/[+>]/)
    .map((part) => NAMES[part] ?? part.toUpperCase())
    .join(' ');
}
