import { expect, it } from 'vitest';
import { printable, printableLines } from './printable.js';

it('shows what a terminal would obey, and leaves everything else', () => {
  expect(printable('\u001b[2J\u009b31m\r\u0007 a\nb \u202egpj\u2066')).toBe(
    '\\u001b[2J\\u009b31m\\u000d\\u0007 a\\u000ab \\u202egpj\\u2066',
  );
  expect(printable('Zoë 👩‍👩‍👧 שלום')).toBe('Zoë 👩‍👩‍👧 שלום');
  expect(printableLines('a\nb\u001b\n')).toBe('a\nb\\u001b\n');
  const value = { name: 'a\u001b\u0085\u202e"\n' };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});
