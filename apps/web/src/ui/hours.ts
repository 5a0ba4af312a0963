/** Hours of some days of the week, Monday is 1; a night over midnight is two of them. */
export interface Block {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export const USUAL: Block = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** The end of a day is midnight in a field for times, and 24:00 for the server. */
export const endOf = (typed: string): string => (typed === '00:00' ? '24:00' : typed);
export const endTyped = (to: string): string => (to === '24:00' ? '00:00' : to);

export function withDay(block: Block, day: number): Block {
  const days = block.days.includes(day) ? block.days.filter((each) => each !== day) : [...block.days, day];
  return { ...block, days: days.toSorted((a, b) => a - b) };
}

/** Whether they say the same: the order in which times stand does not count. */
export const sameHours = (a: readonly Block[], b: readonly Block[]): boolean => inWords(a) === inWords(b);

const inWords = (blocks: readonly Block[]): string =>
  blocks
    .map(({ days, from, to }) => `${days.join()} ${from} ${to}`)
    .toSorted()
    .join(';');

/** What is wrong with hours before the server is asked; undefined: nothing. */
export function wrongWith(blocks: readonly Block[]): string | undefined {
  if (blocks.length === 0) return 'Say at least one time.';
  if (blocks.some(({ days }) => days.length === 0)) return 'Choose a day for each time.';
  if (blocks.some(({ from, to }) => from === '' || to === '')) return 'Say from when until when.';
  // HH:MM sorts as it reads.
  if (blocks.some(({ from, to }) => from >= to)) return 'A time ends after it begins, on the same day.';
  return undefined;
}
