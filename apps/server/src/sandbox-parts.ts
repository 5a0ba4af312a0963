import type { Logger } from 'pino';
import { type Config, linkKeysOf } from './config.js';
import type { Database } from './db/connect.js';
import { createEngine } from './engine/engine.js';
import { reactByHand } from './engine/sandbox/reactions.js';
import { advance } from './engine/sandbox/travel.js';
import type { SandboxTools } from './http/context.js';
import type { Clock } from './kernel/clock.js';
import { teamNow } from './kernel/clock.js';
import { trackingLinks, trackingTokens } from './kernel/tracking-token.js';
import { unsubscribeTokens } from './kernel/unsubscribe-token.js';
import { foreignReader } from './mail/foreign/reader.js';
import { sandboxMailer } from './mail/sandbox.js';
import { readSandboxTeam, requireSandbox } from './domain/sandbox/index.js';

/**
 * What moves the clock of sandbox teams. Its engine has the mail sandbox for its only transport: whatever a team's
 * mailboxes and SMTP_URL say, an advance cannot open a connection.
 */
export function buildSandboxTools({
  config,
  database,
  clock,
  log,
}: {
  config: Config;
  database: Database;
  clock: Clock;
  log: Logger;
}): SandboxTools {
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
  return {
    show: (raw) => foreignReader().show(raw),
    advance: (teamId, wanted) => advance({ database, clock, log, engine, tracking }, teamId, wanted),
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
