/** What a call of the demo came to, in the words of a new team's outcomes. */
export interface Outcome {
  readonly disposition: string;
  readonly sentiment: string | null;
  /** Seconds. */
  readonly duration: number;
  readonly notes: string | null;
  /** What follows. */
  readonly next?: 'meeting' | 'later' | 'refusal';
}

type Draw = (question: string) => number;

const one = <T>(draw: number, of: readonly T[]): T => of[Math.floor(draw * of.length)] as T;

const SAID: Readonly<Record<string, readonly string[]>> = {
  'Meeting scheduled': [
    'Wants to see how late orders show up. Brings her planner along.',
    'Agreed to half an hour. Asked for the integration with their ERP beforehand.',
  ],
  Interested: [
    'Asked for prices for twelve users. Sends me their process on one page.',
    'Likes the idea, has no budget before the new quarter. Keep in touch.',
    'Compares us with a spreadsheet. Wants a customer of about their size to talk to.',
  ],
  'Call back later': [
    'In the middle of stocktaking, asked me to call again next week.',
    'Just back from leave. Friendly, call back as agreed.',
  ],
  'Not interested': [
    'Has just signed with somebody else for two years.',
    'Builds it in-house, and says so kindly.',
  ],
  'Not the right person': ['Her colleague in operations decides that; I got the name.'],
};

/** Draws it: most calls reach nobody, as everywhere. */
export function outcomeOf(draw: Draw): Outcome {
  const n = draw('reached');
  if (n < 0.42) return { disposition: 'No answer', sentiment: null, duration: 20, notes: null };
  if (n < 0.62)
    return {
      disposition: 'Left voicemail',
      sentiment: null,
      duration: 25 + Math.floor(draw('duration') * 20),
      notes: 'Left word about the e-mail.',
    };
  if (n < 0.68)
    return {
      disposition: 'Gatekeeper',
      sentiment: null,
      duration: 60,
      notes: 'The office says mornings before ten are best.',
    };
  if (n < 0.71) return { disposition: 'Busy', sentiment: null, duration: 5, notes: null };
  return connected(draw);
}

function connected(draw: Draw): Outcome {
  const n = draw('sentiment');
  const [sentiment, next] =
    n < 0.16
      ? (['Meeting scheduled', 'meeting'] as const)
      : n < 0.42
        ? (['Interested', undefined] as const)
        : n < 0.68
          ? (['Call back later', 'later'] as const)
          : n < 0.9
            ? (['Not interested', 'refusal'] as const)
            : (['Not the right person', undefined] as const);
  return {
    disposition: 'Connected',
    sentiment,
    duration: 90 + Math.floor(draw('duration') * 420),
    notes: one(draw('said'), SAID[sentiment] ?? []),
    ...(next === undefined ? {} : { next }),
  };
}
