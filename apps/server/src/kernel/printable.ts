/**
 * What a terminal obeys instead of showing (ESC and its like, of both halves), and what turns the order of letters round
 * (UAX 9): from a name, an address or a server's answer they could hide or fake what is printed.
 */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A line for a terminal, whatever it quotes: what is obeyed is written as JSON does. JSON stays the same JSON. */
export function printable(line: string): string {
  return line.replace(OBEYED, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** The same for a text of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
