import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { markEmailsSent } from '../../domain/activities/index.js';
import type { Beginnings } from './begin.js';
import type { ClaimedEmail } from './claim-emails.js';

/** Most that is settled in one transaction: few enough that nobody waits long for its locks. */
const BATCH = 100;
/** What is settled at once when it is there; for less we wait this many milliseconds: a transaction costs as much for one. */
const ENOUGH = 48;
const GATHER_MS = 10;
/** So often when a crash leaves no doubt: it is written that all of them were taken (engine/sending/begin.ts). At 300 a second that is ENOUGH. */
const ROUNDS = 16;

interface Sent {
  claim: ClaimedEmail;
  now: Date;
  answer: Answer;
  settled(done: boolean): void;
}

/** What the mail server said. */
interface Answer {
  reply: string;
  wireId?: string;
}

/** @returns whether it is settled; otherwise the caller settles it alone. */
export type SettleSent = (claim: ClaimedEmail, now: Date, answer: Answer) => Promise<boolean>;

/**
 * Settles what was sent in groups, as a database groups its commits: what the mail servers take while one transaction
 * runs gathers for the next. An answer waits for a few milliseconds and one transaction, so a crash leaves no more in
 * doubt than the messages of that moment. Where others follow, what was taken is noted with the beginning of the next:
 * then there is time to gather. Without `beginnings` nothing follows, and what is answered in one turn is settled together.
 * long: its functions share the group that gathers and the one that is being written.
 */
export function groupSettling(
  database: Database,
  log: Logger,
  beginnings?: Pick<Beginnings, 'isNoted' | 'note'>,
): SettleSent {
  /** Never changed in place. */
  let waiting: readonly Sent[] = [];
  let running: Promise<void> | undefined;

  /** Waits until there is enough, or some of it has waited long enough. @returns what may be settled */
  async function gathered(): Promise<readonly Sent[]> {
    if (!beginnings) {
      await setImmediate();
      return waiting;
    }
    const isNoted = ({ claim }: Sent) => beginnings.isNoted(claim);
    for (let round = 0; ; round += 1) {
      const noted = waiting.filter(isNoted);
      if (noted.length >= ENOUGH || round === ROUNDS) return noted;
      const before = waiting;
      await setTimeout(GATHER_MS);
      if (before.every(isNoted)) continue;
      // Nothing began meanwhile. Not with their rows held: the next to begin would wait for the whole settlement.
      await beginnings.note();
      return waiting.filter((each) => isNoted(each) || before.includes(each));
    }
  }

  async function drain(): Promise<void> {
    try {
      while (waiting.length > 0) {
        const ready = await gathered();
        const team = ready[0]?.claim.email.team_id ?? 0;
        const batch = ready.filter(({ claim }) => claim.email.team_id === team).slice(0, BATCH);
        waiting = waiting.filter((each) => !batch.includes(each));
        const done = await together(team, batch);
        for (const each of batch) each.settled(done.has(each.claim.email.id));
      }
    } finally {
      // Here and not in a later turn: what comes next must start a new round.
      running = undefined;
    }
  }

  async function together(teamId: number, batch: readonly Sent[]): Promise<ReadonlySet<number>> {
    const now = new Date(Math.max(...batch.map((each) => each.now.getTime())));
    try {
      return await write(database.kysely, teamId, (tx) =>
        markEmailsSent(
          tx,
          teamId,
          now,
          batch.map(({ claim: { email, token }, answer }) => ({
            email,
            token,
            reply: answer.reply,
            wireId: answer.wireId ?? null,
          })),
        ),
      );
    } catch (error) {
      // One by one they are tried, and reported, again.
      log.debug({ err: error, teamId }, 'e-mails could not be settled together');
      return new Set();
    }
  }

  return (claim, now, answer) =>
    new Promise((resolve) => {
      waiting = [...waiting, { claim, now, answer, settled: resolve }];
      running ??= drain();
    });
}
