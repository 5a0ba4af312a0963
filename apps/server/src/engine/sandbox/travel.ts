import { say } from '../../domain/said.js';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { EMAIL_COLUMNS } from '../../db/columns.js';
import { analyzeStale } from '../../db/statistics.js';
import { holdingLocks } from '../../db/session-lock.js';
import { write } from '../../db/write.js';
import {
  advancing,
  countHappened,
  earliest,
  ENGINE_LOCK,
  goesOn,
  type Happening,
  keysHappened,
  listHappened,
  nextDue,
  type NextDue,
  noCounts,
  readSandboxTeam,
  requireSandbox,
  type SandboxAdvance,
  type SandboxReport,
  type SandboxSettings,
  saveAdvance,
  targetOf,
  TRAVEL_LOCK,
} from '../../domain/sandbox/index.js';
import { beginAdvance, moveClock } from '../../domain/team/team-rows.js';
import { type Clock, teamNow } from '../../kernel/clock.js';
import { type Email, lockEmail, markEmailSent, settleUnknown } from '../../domain/activities/index.js';
import type { Engine } from '../engine.js';
import { workWaiting } from './rep.js';
import { drawNew, type Moment, reactUntil, type ReactionContext } from './reactions.js';

export interface TravelOptions extends ReactionContext {
  clock: Clock;
  log: Logger;
  /** Built around the mail sandbox alone: an advance has nothing that could open a connection. */
  engine: Pick<Engine, 'runTeam'>;
}

export interface AdvanceOptions {
  /** 30d, 2h, P30D; or a moment of the team's time. One of the two. */
  by?: string | null | undefined;
  until?: string | null | undefined;
  /** Ends the advance after what it is doing. */
  stop?: AbortSignal;
  /** Real time after which it stops on the way, milliseconds. */
  limitMs?: number;
  onProgress?: (advance: SandboxAdvance) => void;
  /** It may go where it wants, nobody else moves the clock, and that it is under way is stored. */
  onBegin?: (advance: SandboxAdvance) => void;
  /** It goes on by itself: ended by `stop`, it is left to another process (`goOn`). */
  background?: boolean;
}

/** Times that an advance is taken up without getting on: it ends the processes that carry it out. */
const MOST_TRIES = 5;
/** Names of what happened before that are kept for whoever takes an advance up. */
const MOST_KEPT = 2000;

/** Things that happened, listed in the report. */
const LISTED = 100;
/** How long work an engine had in hand at the beginning may take to end. */
const DRAIN_MS = 5_000;
const LOOK_MS = 20;
/** Rounds at one moment in which what is due cannot be done (its rows are held) before the clock moves on. */
const STUCK_ROUNDS = 25;
/** What an advance fills. */
const TABLES = [
  'actions',
  'cadence_memberships',
  'email_events',
  'email_history',
  'emails',
  'people',
  'received_messages',
  'sandbox_messages',
  'sandbox_reactions',
];
/** Rows worked on after which the statistics taken before hold roughly. */
const FILLED = 50_000;
/** How often progress is stored and told, milliseconds of real time. */
const TELL_MS = 500;

/**
 * Moves the clock of a sandbox team from one due moment to the next, up to a target, and does at each everything that
 * is due: reactions of made-up people, actions, e-mails. Engines leave the team alone meanwhile (engine/claim.ts). The
 * clock is stored before a moment's work begins, so after a crash another advance, or the engine, goes on from there.
 * @throws AppError conflict when the team is no sandbox or is being advanced, invalid for a target it cannot go to
 */
export async function advance(
  options: TravelOptions,
  teamId: number,
  wanted: AdvanceOptions,
): Promise<SandboxReport> {
  requireSandbox(await readSandboxTeam(options.database.kysely, teamId));
  const done = await holdingLocks(options.database, locksOf(teamId), async () => {
    const team = await readSandboxTeam(options.database.kysely, teamId);
    requireSandbox(team);
    const from = teamNow(options.clock.now(), team.clockOffsetMs);
    const target = targetOf(wanted, from);
    const run = new Advance(options, teamId, wanted, {
      state: 'running',
      from,
      target,
      now: from,
      moments: 0,
      counts: noCounts(),
      error: null,
      ...(wanted.background ? { background: { tries: 0, before: [] } } : {}),
    });
    return run.run(team.settings, team.drawnId);
  });
  if (!done) throw advancing();
  return done.result;
}

const locksOf = (teamId: number) => [
  { name: TRAVEL_LOCK, id: teamId, wait: false },
  // An engine holds it while it claims: a moment.
  { name: ENGINE_LOCK, id: teamId, wait: true },
];

/**
 * Takes up an advance whose process ended, from where the clock stands to the target it had; nothing where somebody was faster, or
 * it has ended. One that was cancelled meanwhile ends where it is.
 */
export async function goOn(
  options: TravelOptions,
  teamId: number,
  wanted: Pick<AdvanceOptions, 'stop'>,
): Promise<void> {
  const { kysely } = options.database;
  await holdingLocks(options.database, locksOf(teamId), async () => {
    const {
      enabled,
      advance: left,
      cancelled,
      clockOffsetMs,
      settings,
      drawnId,
    } = await readSandboxTeam(kysely, teamId);
    if (!enabled || !left?.background || !goesOn(left)) return;
    const { tries, before } = left.background;
    const end = async (state: 'cancelled' | 'failed', error: string | null) =>
      write(kysely, teamId, (tx) => saveAdvance(tx, teamId, { ...left, state, error }));
    if (cancelled) return end('cancelled', null);
    if (tries >= MOST_TRIES) return end('failed', 'It ended the processes that carried it out.');
    const now = teamNow(options.clock.now(), clockOffsetMs);
    const again = { ...left, now: now > left.now ? now : left.now, background: { tries: tries + 1, before } };
    const run = new Advance(
      options,
      teamId,
      { ...wanted, background: true, onBegin: () => undefined },
      again,
    );
    await run.run(settings, drawnId);
  });
}

class Advance {
  readonly #options: TravelOptions;
  readonly #teamId: number;
  readonly #wanted: AdvanceOptions;
  readonly #progress: SandboxAdvance;
  readonly #began: number;
  #told = 0;
  #tellMs = TELL_MS;
  #cancelled = false;
  #worked = 0;
  #statisticsAt = 0;
  #statistics: Promise<unknown> = Promise.resolve();
  /** Manual steps that could not be done: they are left waiting. */
  readonly #refused = new Set<number>();
  /** What had happened between its beginning and its end before it began: at its first moment, or before the clock was put back. */
  #before: string[] = [];

  constructor(options: TravelOptions, teamId: number, wanted: AdvanceOptions, progress: SandboxAdvance) {
    this.#options = options;
    this.#teamId = teamId;
    this.#wanted = wanted;
    this.#progress = progress;
    this.#began = options.clock.now().getTime();
  }

  async run(settings: SandboxSettings, drawnId: number): Promise<SandboxReport> {
    const progress = this.#progress;
    try {
      // Used as one, it is a sandbox from now on whatever gets connected. (Of one that is taken up, a wish to stop is meant.)
      if (!progress.background?.tries) await beginAdvance(this.#options.database.kysely, this.#teamId);
      this.#cancelled = false;
      if (this.#wanted.onBegin) {
        await this.#tell(true);
        this.#wanted.onBegin({ ...progress });
      }
      await this.#drain();
      await this.#lookBack();
      progress.state = await this.#go(settings, drawnId);
      if (progress.state === 'done') await this.#moveTo(progress.target);
    } catch (error) {
      progress.state = 'failed';
      progress.error = error instanceof Error ? error.message : String(error);
      await this.#tell(true).catch(() => undefined); // the first error says what happened
      throw error;
    }
    await this.#statistics;
    await this.#tell(true);
    const { database } = this.#options;
    const touches = await listHappened(database.kysely, this.#during(), LISTED + 1);
    return { ...progress, touches: touches.slice(0, LISTED), more: touches.length > LISTED };
  }

  /** What had happened in its time before it began: at the beginning, or as whoever began it saw it. */
  async #lookBack(): Promise<void> {
    const progress = this.#progress;
    const { background } = progress;
    if (background && background.tries > 0) {
      this.#before = [...background.before];
      return;
    }
    const time = { teamId: this.#teamId, from: progress.from, to: progress.target };
    this.#before = await keysHappened(this.#options.database.kysely, time);
    if (background) progress.background = { tries: 0, before: this.#before.slice(0, MOST_KEPT) };
  }

  async #go(settings: SandboxSettings, drawnId: number): Promise<SandboxAdvance['state']> {
    const { database } = this.#options;
    const progress = this.#progress;
    let drawn = await drawNew(database, this.#teamId, drawnId, settings);
    let stuck = 0;
    // What was due by then and could not be done: whoever comes next finds it due still.
    let left: Date | null = null;
    for (;;) {
      const ended = await this.#endedEarly();
      if (ended) return ended;
      const due = await nextDue(database.kysely, this.#teamId, left);
      const next = earliest(due);
      const rep = settings.complete_manual_steps && (await this.#repWorks());
      if (rep) continue;
      if (next === null || next > progress.target) return 'done';
      const worked = await this.#work(due, next);
      if (worked.sent) drawn = await drawNew(database, this.#teamId, drawn, settings);
      stuck = worked.rows > 0 ? 0 : stuck + 1;
      if (stuck > 0) await pause(LOOK_MS);
      if (stuck > STUCK_ROUNDS) {
        left = progress.now;
        this.#options.log.warn({ teamId: this.#teamId, at: left }, 'due work of a sandbox could not be done');
      }
      await this.#tell(false);
    }
  }

  /** What is due next: answers first, for they may stop what would be sent. */
  async #work(due: NextDue, next: Date): Promise<{ rows: number; sent: boolean }> {
    const { engine } = this.#options;
    if (due.reactions !== null && due.reactions <= next) {
      const other = earliest({ ...due, reactions: null }) ?? this.#progress.target;
      const until = other < this.#progress.target ? other : this.#progress.target;
      const rows = await reactUntil(
        this.#options,
        this.#teamId,
        // What was left behind is due earlier: that must not keep this from being done.
        until > next ? until : next,
        async (at) => {
          const moment = await this.#moveTo(at);
          return this.#cancelled || this.#wanted.stop?.aborted ? undefined : moment;
        },
      );
      return { rows: this.#cancelled ? 1 : rows, sent: false };
    }
    await this.#takeStatistics();
    const { now } = await this.#moveTo(next);
    const rows = await engine.runTeam(this.#teamId, now);
    this.#worked += rows;
    return { rows, sent: true };
  }

  /**
   * Weeks in seconds are faster than autovacuum, and plans for tables that were empty a moment ago are worthless
   * (measured: 100 e-mails looked at once more in 6 s instead of 10 ms).
   */
  async #takeStatistics(): Promise<void> {
    if (this.#worked < this.#statisticsAt) return;
    this.#statisticsAt = Math.max(100, this.#worked * 2);
    await this.#statistics;
    this.#statistics = analyzeStale(this.#options.database, TABLES);
    // Awaited by whoever comes next; until then it is nobody's.
    this.#statistics.catch(() => undefined);
    // Later ones only make good plans a little better: nobody waits for them.
    if (this.#worked < FILLED) await this.#statistics;
  }

  async #repWorks(): Promise<boolean> {
    const { now } = this.#progress;
    return (await workWaiting(this.#options.database, this.#teamId, now, this.#refused)) > 0;
  }

  /** Moves the team's clock forward, never back. @returns the moment it shows */
  async #moveTo(at: Date): Promise<Moment> {
    const wall = this.#options.clock.now();
    const progress = this.#progress;
    const now = at > progress.now ? at : progress.now;
    if (now > progress.now || progress.moments === 0) progress.moments += 1;
    // It gets on.
    if (now > progress.now && progress.background) progress.background = { ...progress.background, tries: 0 };
    progress.now = now;
    const offset = now.getTime() - wall.getTime();
    this.#cancelled = await moveClock(this.#options.database.kysely, this.#teamId, offset);
    return { now, wall };
  }

  async #endedEarly(): Promise<'running' | 'cancelled' | 'time_limit' | undefined> {
    // What goes on by itself is left to another process.
    if (this.#wanted.stop?.aborted) return this.#wanted.background ? 'running' : 'cancelled';
    const spent = this.#options.clock.now().getTime() - this.#began;
    if (this.#wanted.limitMs !== undefined && spent >= this.#wanted.limitMs) return 'time_limit';
    const { rows } = await sql<{ stop: boolean }>`
      SELECT sandbox_cancel AS stop FROM teams WHERE id = ${this.#teamId}`.execute(
      this.#options.database.kysely,
    );
    return rows[0]?.stop ? 'cancelled' : undefined;
  }

  #during(): Happening {
    const { from, now: to } = this.#progress;
    return { teamId: this.#teamId, from, to, before: this.#before };
  }

  /** Stores and tells how far it is, now and then. */
  async #tell(always: boolean): Promise<void> {
    const at = this.#options.clock.now().getTime();
    if (!always && at - this.#told < this.#tellMs) return;
    const { database } = this.#options;
    const progress = this.#progress;
    progress.counts = await countHappened(database.kysely, this.#during());
    await write(database.kysely, this.#teamId, (tx) => saveAdvance(tx, this.#teamId, progress));
    this.#wanted.onProgress?.({ ...progress });
    this.#told = this.#options.clock.now().getTime();
    // Counting what happened in a large team takes a while: a tenth of the time at most.
    this.#tellMs = Math.max(TELL_MS, 10 * (this.#told - at));
  }

  /**
   * Lets engines end what they had in hand. What is still being sent after that was lost in a crash: the mail sandbox
   * itself tells whether it got the message. Without evidence it is uncertain, as everywhere.
   */
  async #drain(): Promise<void> {
    const { database, clock } = this.#options;
    const until = clock.now().getTime() + DRAIN_MS;
    for (let rounds = 0; rounds < DRAIN_MS / LOOK_MS; rounds += 1) {
      const sending = await this.#sending();
      if (sending.length === 0) return;
      if (clock.now().getTime() >= until) break;
      await pause(LOOK_MS);
    }
    for (const email of await this.#sending()) {
      await write(database.kysely, this.#teamId, async (tx) => {
        const locked = await lockEmail(tx, email);
        if (locked.email.state !== 'sending') return;
        const { rows } = await sql<{ at: Date }>`
          SELECT delivered_at AS at FROM sandbox_messages WHERE message_id = ${locked.email.message_id} AND team_id = ${this.#teamId}`.execute(
          tx,
        );
        const [got] = rows;
        const now = this.#progress.now;
        if (got)
          await markEmailSent(tx, locked, now, {
            reply: '250 2.0.0 kept in the mail sandbox',
            reason: say('evidence', { what: 'sandbox' }),
            byUserId: null,
          });
        else await settleUnknown(tx, locked, now, say('email_lost', { where: 'sandbox' }));
      });
    }
  }

  async #sending(): Promise<Email[]> {
    return this.#options.database.kysely
      .selectFrom('emails')
      .select(EMAIL_COLUMNS)
      .where('team_id', '=', this.#teamId)
      .where('state', '=', 'sending')
      .orderBy('id')
      .execute();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
