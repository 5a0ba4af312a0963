/** Free text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export const isSound = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Blanks of any kind, controls, and characters that show nothing. */
const SHOWS_NOTHING = /^[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** Nothing, or a text that shows nothing: blanks of any kind, zero-width characters. Spreadsheets are full of them. */
export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && SHOWS_NOTHING.test(value));
}

/** Tabs and whatever ends a line (UAX 14): one blank in a text of one line. */
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;
/**
 * What is obeyed instead of shown: controls, marks that turn the order of letters round (UAX 9), byte order marks, marks of
 * annotations. Joiners stay (emoji, Persian), and so do the marks of a direction that turn nothing round.
 */
const OBEYED = /[\p{Cc}\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
/** The same for a text of several lines, whose own order its writer may set. */
// oxlint-disable-next-line no-control-regex -- control characters are what must go
const OBEYED_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g;
const ASCII_LINE = /^[\x20-\x7e]*$/;
/** UAX 15 section 13: no language writes so many marks on one letter, and their sorting costs the square of their number. */
const MOST_MARKS = 30;
const MARK = /\p{M}/u;

/**
 * The one normal form of texts that are compared or shown (NFC): an é of one character and an é of two are the same text.
 * What carries more marks on a letter than any language stays as it is.
 */
export function nfc(text: string): string {
  if (ASCII_LINE.test(text)) return text;
  let marks = 0;
  for (const character of text) {
    marks = MARK.test(character) ? marks + 1 : 0;
    if (marks > MOST_MARKS) return text;
  }
  return text.normalize('NFC');
}

/** A text of one line: NFC, a blank for each break within it, without what is obeyed instead of shown. */
export function oneLine(text: string): string {
  if (ASCII_LINE.test(text)) return text;
  const line = text.replace(BREAKS, (breaks: string, at: number) =>
    at === 0 || at + breaks.length === text.length ? '' : ' ',
  );
  return nfc(line.replace(OBEYED, ''));
}

/** A text of several lines: NFC, breaks and tabs as they are, without other controls. */
export function severalLines(text: string): string {
  return nfc(text.replace(OBEYED_IN_LINES, ''));
}

/** A name that came by another door than the contract's: one line of at most `max` characters, without blanks around it. */
export function shortLine(text: string, max: number): string {
  return oneLine(text.slice(0, max * 4))
    .trim()
    .slice(0, max)
    .toWellFormed();
}
