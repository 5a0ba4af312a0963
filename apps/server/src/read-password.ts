import type { ReadStream } from 'node:tty';
import { BootError } from './kernel/boot-error.js';

/** More is no password. */
const LONGEST = 5000;
const [END_OF_TEXT, END_OF_INPUT, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\b', '\u007f'];

type Input = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;

/**
 * The first line of standard input: it is in no list of processes and in no log. At a terminal it is asked for, and what is
 * typed is not shown. @throws BootError for Ctrl-C
 */
export async function readPassword(input: Input, ask: (text: string) => void): Promise<string> {
  if (input.isTTY !== true) return firstLine(input);
  ask('Password: ');
  // The terminal itself writes what is typed, unless it is told to leave that to the program.
  input.setRawMode?.(true);
  try {
    return await typed(input);
  } finally {
    input.setRawMode?.(false);
    ask('\n');
  }
}

async function firstLine(input: Input): Promise<string> {
  let text = '';
  for await (const part of input) {
    text += String(part);
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function typed(input: Input): Promise<string> {
  input.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let characters: string[] = [];
    const over = (end: () => void) => {
      input.removeListener('data', read).removeListener('end', ended).pause();
      end();
    };
    const ended = () => over(() => resolve(characters.join('')));
    const read = (part: string | Buffer) => {
      for (const character of String(part)) {
        if (character === END_OF_TEXT)
          return over(() => reject(new BootError('Interrupted: nothing was changed.')));
        if (character === '\r' || character === '\n' || character === END_OF_INPUT) return ended();
        if (character === BACKSPACE || character === DELETE) characters = characters.slice(0, -1);
        else if (characters.length < LONGEST) characters.push(character);
      }
    };
    input.on('data', read).on('end', ended).resume();
  });
}
