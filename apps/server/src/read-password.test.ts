import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readPassword } from './read-password.js';

function terminal() {
  const modes: boolean[] = [];
  const shown: string[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => {
      modes.push(mode);
      return input as never;
    },
  });
  const ask = (text: string) => {
    shown.push(text);
    // Whoever is asked before the echo is off could be seen typing.
    if (text.startsWith('Password')) queueMicrotask(() => expect(modes).toEqual([true]));
  };
  return { input, modes, shown, password: readPassword(input, ask) };
}

it('at a terminal nothing that is typed is shown, corrections count, and the terminal is given back', async () => {
  const asked = terminal();
  for (const part of ['pä', 'x\u007f', 'ss\b', '\u{1f600}\u007fs wo', 'rd\r', 'more'])
    asked.input.write(part);
  expect(await asked.password).toBe('päss word');
  expect(asked.shown).toEqual(['Password: ', '\n']);
  expect(asked.modes).toEqual([true, false]);
});

it('gives the terminal back on Ctrl-C, too', async () => {
  const asked = terminal();
  asked.input.write('secret\u0003');
  await expect(asked.password).rejects.toThrow('Interrupted');
  expect(asked.modes).toEqual([true, false]);
});

it('reads one line of a pipe', async () => {
  const input = new PassThrough();
  input.end('pass word\r\nrest\n');
  expect(await readPassword(input, () => expect.unreachable())).toBe('pass word');
});
