import type { Logger } from 'pino';
import { type Config, linkKeysOf } from './config.js';
import type { Database } from './db/connect.js';
import { createEngine } from './engine/engine.js';
import { reactByHand } from './engine/sandbox/reactions.js';
import { advance, goOn, type TravelOptions } from './engine/sandbox/travel.js';
import type { SandboxTools } from './http/context.js';
import type { Loop } from './jobs/runner.js';
import type { Clock } from './kernel/clock.js';
import { teamNow } from './kernel/clock.js';
import { trackingLinks, trackingTokens } from './kernel/tracking-token.js';
import { unsubscribeTokens } from './kernel/unsubscribe-token.js';
import { foreignReader } from './mail/foreign/reader.js';
import { sandboxMailer } from './mail/sandbox.js';
import {
  readSandboxTeam,
  requireSandbox,
  type SandboxAdvance,
  type SandboxReport,
  teamsLeftBehind,
} from './domain/sandbox/index.js';
import { AppError } from './kernel/errors.js';

/**
 * What moves the clock of sandbox teams. Its engine has the mail sandbox for its only transport: whatever a team's
 * mailboxes and SMTP_URL say, an advance cannot open a connection.
 */
export function buildSandboxTools(given: Given): SandboxTools {
  const { database, clock, log } = given;
  const parts = travelParts(given);
  const { tracking } = parts;
  const background = createBackground(log);
  return {
    begin: (teamId, wanted) =>
      background.begin((more) =>
        advance(parts, teamId, { by: wanted.by, until: wanted.until, background: true, ...more }),
      ),
    stop: background.stop,
    show: (raw) => foreignReader().show(raw),
    advance: (teamId, wanted) => advance(parts, teamId, wanted),
    react: async (teamId, messageId, wanted) => {
      const team = await readSandboxTeam(database.kysely, teamId);
      requireSandbox(team);
      const wall = clock.now();
      return reactByHand({ database, tracking }, teamId, messageId, wanted, {
        now: teamNow(wall, team.clockOffsetMs),
        wall,
      });
    },
  };
}

interface Given {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

function travelParts({ config, database, clock, log }: Given): TravelOptions {
  const tokens = unsubscribeTokens(linkKeysOf(config));
  const tracking = trackingTokens(linkKeysOf(config));
  const engine = createEngine({
    database,
    mailer: sandboxMailer(database),
    clock,
    log,
    tickMs: config.tickMs,
    publicUrl: config.publicUrl,
    unsubscribeUrl: (teamId, emailId) => `${config.publicUrl}/unsubscribe/${tokens.make(teamId, emailId)}`,
    tracking: trackingLinks(config.publicUrl, tracking),
  });
  return { database, clock, log, engine, tracking };
}

/** How often it is looked for advances whose process has ended, milliseconds. */
const LOOK_MS = 5_000;

/** Takes up what goes on by itself and was left behind by a process that ended; four teams at a time. */
export function advancesLoop(given: Given): Loop {
  const parts = travelParts(given);
  const ending = new AbortController();
  const running = new Map<number, Promise<void>>();
  return {
    name: 'sandbox_advances',
    restMs: LOOK_MS,
    round: async () => {
      const left = await teamsLeftBehind(given.database.kysely, MOST_AT_ONCE - running.size);
      for (const teamId of left) {
        const run = goOn(parts, teamId, { stop: ending.signal })
          .catch((error: unknown) =>
            given.log.error({ err: error, teamId }, 'an advance of a sandbox failed'),
          )
          .finally(() => running.delete(teamId));
        running.set(teamId, run);
      }
      return 0;
    },
    stop: async () => ending.abort(),
    drain: async () => {
      await Promise.all(running.values());
    },
  };
}

/** Advances that one process carries out beside what it answers: each works as hard as an engine. */
const MOST_AT_ONCE = 4;

/** Work that goes on by itself and is ended with the process. */
function createBackground(log: Logger) {
  const running = new Set<Promise<unknown>>();
  const ending = new AbortController();
  return {
    begin: (
      work: (more: {
        stop: AbortSignal;
        onBegin: (advance: SandboxAdvance) => void;
      }) => Promise<SandboxReport>,
    ): Promise<SandboxAdvance> => {
      if (running.size >= MOST_AT_ONCE || ending.signal.aborted)
        throw new AppError('unavailable', 'This server moves as many clocks as it can: try again in a while');
      return new Promise((resolve, reject) => {
        const run = work({ stop: ending.signal, onBegin: resolve })
          .then(
            // (Nothing was to be done, or it was refused before it began.)
            (report) => resolve(report),
            (error: unknown) => {
              reject(error as Error);
              if (!(error instanceof AppError)) log.error({ err: error }, 'an advance of a sandbox failed');
            },
          )
          .finally(() => running.delete(run));
        running.add(run);
      });
    },
    stop: async () => {
      ending.abort();
      await Promise.all(running);
    },
  };
}
