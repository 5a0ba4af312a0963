import { hostname } from 'node:os';
import type pg from 'pg';
import { type Config, secretKeys } from './config.js';
import { sendingHeldSince } from './db/backup/hold.js';
import { refuseHalfRestored } from './db/backup/mark.js';
import { changedAdvice, migrationState, tooNew } from './db/migrate.js';
import { wallAdvice, wallState } from './db/wall.js';
import { openDkimKey, openSecret } from './domain/mailboxes/index.js';
import { checkLinkKeys } from './link-keys.js';
import { BootError } from './kernel/boot-error.js';
import type { Clock } from './kernel/clock.js';
import { createSealer, SealError } from './kernel/sealed.js';

/** Mailboxes whose secrets are opened, the newest first. */
const MOST_MAILBOXES = 1_000;
/** Clocks that differ by more make leases and moments doubtful. */
const MOST_SKEW_MS = 5_000;
/** Connections of a process beside its pool: LISTEN, and one for locks. */
const OWN_CONNECTIONS = 2;

/** How the schema stands to this build. @throws BootError */
export async function migrationsOf(pool: pg.Pool, mode: Config['migrate']): Promise<string> {
  await refuseHalfRestored(pool);
  const state = await migrationState(pool);
  const problem = tooNew(state);
  if (problem) throw new BootError(problem);
  if (state.changed.length > 0) throw new BootError(changedAdvice(state.changed));
  if (state.pending > 0 && mode === 'require')
    throw new BootError(`${state.pending} are missing (MIGRATE=require): run \`cadenza-server migrate\`.`);
  if (state.pending > 0) return `${state.pending} to be applied by the next start`;
  return state.unknown > 0
    ? `up to date; a newer version was here (${state.applied}), this one goes on beside it`
    : `up to date (${state.applied})`;
}

/** Whether there are tables to look at: the first start makes them. */
export async function isMade(pool: pg.Pool): Promise<boolean> {
  return (await migrationState(pool)).applied > 0;
}

/** Whether the second wall is whole. @throws BootError with what to do */
export async function wallOf(pool: pg.Pool): Promise<string> {
  const client = await pool.connect();
  try {
    const { problem } = await wallState(client);
    if (problem !== undefined) throw new BootError(wallAdvice(problem));
    return 'commands run behind it';
  } finally {
    client.release();
  }
}

/** Whether e-mails may go. */
export async function sendingOf(pool: pg.Pool): Promise<string> {
  const since = await sendingHeldSince(pool);
  return since === undefined
    ? 'nothing holds it'
    : `Warning: nothing is sent since the restore of ${since}; \`cadenza-server restore --resume-sending\` lets e-mails go`;
}

/** Whether SECRET_KEY opens what is stored. @throws BootError naming what it does not open */
export async function secretsOf(pool: pg.Pool, config: Config): Promise<string> {
  const keys = await pool.query<{ sealed: Buffer }>(`SELECT sealed FROM server_keys WHERE purpose = 'links'`);
  for (const { sealed } of keys.rows) checkLinkKeys(config, sealed);
  const sealer = createSealer('mailboxes', secretKeys(config));
  const { rows } = await pool.query<{
    team_id: number;
    id: number;
    credentials: Buffer | null;
    dkim_key: Buffer | null;
  }>(
    `SELECT team_id, id, credentials, dkim_key FROM mailboxes
     WHERE deleted_at IS NULL AND (credentials IS NOT NULL OR dkim_key IS NOT NULL) ORDER BY id DESC LIMIT $1`,
    [MOST_MAILBOXES],
  );
  const shut = rows.filter(({ team_id: team, id, credentials, dkim_key: dkim }) => {
    try {
      if (credentials) openSecret(sealer, [team, id], credentials);
      if (dkim) openDkimKey(sealer, [team, id], dkim);
      return false;
    } catch (error) {
      if (error instanceof SealError) return true;
      throw error;
    }
  });
  if (shut.length > 0)
    throw new BootError(
      `SECRET_KEY does not open the secrets of ${shut.length} of ${rows.length} mailboxes: set the key they were stored with (or name it in SECRET_KEY_PREVIOUS), or connect them again.`,
    );
  return rows.length === 0
    ? keys.rows.length === 0
      ? 'none are stored'
      : 'SECRET_KEY opens the keys of links; no mailbox secrets are stored'
    : `SECRET_KEY opens those of ${rows.length} mailboxes`;
}

/** Whether this machine and the database agree about the time. @throws BootError */
export async function clockOf(pool: pg.Pool, clock: Clock): Promise<string> {
  const before = clock.now().getTime();
  const { rows } = await pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const after = clock.now().getTime();
  const at = rows[0]?.at.getTime() ?? before;
  // Somewhere between the two the answer was made.
  const skew = at < before ? before - at : Math.max(0, at - after);
  const said = `${(skew / 1000).toFixed(1)} s`;
  if (skew > MOST_SKEW_MS)
    throw new BootError(
      `The clocks of ${hostname()} and the database differ by ${said}: let both follow a time server (NTP).`,
    );
  return skew < 1000 ? 'agrees with the database' : `differs from the database by ${said}`;
}

/**
 * Whether the connections suffice for the processes that are there and one more, as during an upgrade. Processes are told
 * apart by their application_name. @throws BootError with the figures
 */
export async function connectionsOf(pool: pg.Pool, config: Config): Promise<string> {
  const { rows } = await pool.query<{ most: number; role: number; base: number; processes: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
       (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS role,
       (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS base,
       (SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE datname = current_database()
         AND application_name ~ '^cadenza (all|api|worker) ')::int AS processes`,
  );
  const { most, role, base, processes } = rows[0] as (typeof rows)[number];
  const allowed = Math.min(...[most, role, base].filter((limit) => limit >= 0));
  const each = config.databasePoolMax + OWN_CONNECTIONS;
  const wanted = each * (processes + 1);
  const figures = `${processes} running and one more take up to ${wanted} (${each} each, DATABASE_POOL_MAX), ${allowed} are allowed`;
  if (wanted > allowed)
    throw new BootError(
      `${figures}: lower DATABASE_POOL_MAX, or raise max_connections or the limit of the role or database.`,
    );
  return figures;
}

/** By whom e-mails leave without SMTP_URL. */
export interface Senders {
  /** Teams that are no sandboxes. */
  liveTeams: number;
  /** Connected in these. */
  mailboxes: number;
}

/** Counts live teams and their mailboxes. */
export async function sendersOf(pool: pg.Pool): Promise<Senders> {
  const { rows } = await pool.query<Senders>(
    `SELECT (SELECT count(*)::int FROM teams t WHERE NOT t.sandbox AND NOT t.deactivated) AS "liveTeams",
       (SELECT count(*)::int FROM mailboxes m JOIN teams t ON t.id = m.team_id
        WHERE m.deleted_at IS NULL AND NOT t.sandbox AND NOT t.deactivated) AS mailboxes`,
  );
  return rows[0] ?? { liveTeams: 0, mailboxes: 0 };
}
