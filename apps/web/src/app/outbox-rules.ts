/** One write that waits or is under way. Plain data: it is stored, and sent again by another tab or after a restart. */
export interface Entry {
  /** Idempotency-Key: the server keeps it 24 hours, so that the same entry counts once however often it is sent. */
  readonly key: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly body?: unknown;
  /** The version that was read: somebody else's change in between is refused, never overwritten. */
  readonly ifMatch?: string | undefined;
  /** Entries of one record go out in their order. */
  readonly scope: string;
  /** What it is in words: "Call to Sofia Keller". */
  readonly label: string;
  /** Epoch milliseconds: when it was made, and until when it can still be taken back here. */
  readonly at: number;
  readonly holdUntil: number;
  /** A field that is left out when the server refuses it: a moment until which it should wait, that has gone by. */
  readonly without?: string | undefined;
  /** What somebody wrote for it, kept until the server has it. */
  readonly draft?: string | undefined;
}

/** The server forgets keys after 24 hours; an older entry could count twice, so a person is asked. */
const OLD_MS = 23 * 3_600_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Which entries may be sent now: the first of each scope, when its hold is over and nothing of that scope is under way. */
export function ready(entries: readonly Entry[], underWay: ReadonlySet<string>, now: number): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const first = !seen.has(entry.scope);
    seen.add(entry.scope);
    return first && !underWay.has(entry.scope) && entry.holdUntil <= now && !isOld(entry, now);
  });
}

/**
 * What leaves with the page: of each record the first only, for requests that leave at once may overtake each other. The
 * others wait for the next page.
 */
export function leaving(entries: readonly Entry[], underWay: ReadonlySet<string>, now: number): Entry[] {
  const held = entries.map((entry) => ({ ...entry, holdUntil: Math.min(entry.holdUntil, now) }));
  return ready(held, underWay, now);
}

/** The same without a field that was refused, as another request; undefined: it was refused for something else. */
export function lessOf(
  entry: Entry,
  refused: Readonly<Record<string, unknown>>,
  key: string,
): Entry | undefined {
  const { without, body, ...rest } = entry;
  if (without === undefined || !(without in refused) || typeof body !== 'object' || body === null)
    return undefined;
  const { [without]: _, ...less } = body as Record<string, unknown>;
  return { ...rest, body: less, key };
}

export const isOld = (entry: Entry, now: number): boolean => now - entry.at > OLD_MS;

/** Milliseconds until the next hold ends; undefined: none waits. */
export function untilNext(entries: readonly Entry[], now: number): number | undefined {
  const waits = entries.map(({ holdUntil }) => holdUntil - now).filter((ms) => ms > 0);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/** The pause after so many failures in a row, milliseconds. */
export const pauseAfter = (failures: number): number =>
  failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
