/** Every sequence begins with it: `G I` goes to the inbox. */
const FIRST = 'g';
/** So long the second letter is waited for. */
export const SEQUENCE_MS = 1200;

/** A key that is pressed: without Ctrl, Alt and Meta `plain`, at a moment in milliseconds. */
interface Pressed {
  readonly letter: string;
  readonly plain: boolean;
  readonly typing: boolean;
  readonly at: number;
}

/** @returns what says of each key as it comes whether it ends a sequence: then it does nothing that it does alone */
export function createSequence(): (pressed: Pressed) => boolean {
  let begun = Number.NEGATIVE_INFINITY;
  return ({ letter, plain, typing, at }) => {
    const ends = plain && !typing && at - begun < SEQUENCE_MS;
    begun = !ends && plain && !typing && letter.toLowerCase() === FIRST ? at : Number.NEGATIVE_INFINITY;
    return ends;
  };
}
