import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { checkEnvironment, type Config, loadConfig } from './config.js';
import { databaseTrouble } from './database.js';
import { connect } from './db/connect.js';
import { attachEmbedded } from './db/embedded.js';
import { checkServerVersion } from './db/migrate.js';
import {
  clockOf,
  connectionsOf,
  isMade,
  migrationsOf,
  type Senders,
  secretsOf,
  sendersOf,
  sendingOf,
  wallOf,
} from './doctor-database.js';
import { NO_PUBLIC_URL, publicUrlWarning } from './domain/mailboxes/index.js';
import { lookAtPort } from './http/port.js';
import { openFiles } from './file-parts.js';
import { BootError } from './kernel/boot-error.js';
import { systemClock } from './kernel/clock.js';
import { verifySmtp } from './mail/verify.js';

/** One thing looked at; `detail` says in one line what was found, and what to do when it is not well. */
export interface Check {
  check:
    | 'configuration'
    | 'data folder'
    | 'database'
    | 'migrations'
    | 'row security'
    | 'secrets'
    | 'sending'
    | 'clock'
    | 'connections'
    | 'files'
    | 'port'
    | 'mail'
    | 'links';
  ok: boolean;
  detail: string;
}

/** PostgreSQL stops when the disk is full: below this there is no room for its log of writes. */
const LEAST_FREE_BYTES = 500e6;

/**
 * `cadenza-server doctor`: looks at everything a start needs, while the server runs or not. Migrates nothing and makes
 * no database; what it needs from a step that failed is left out.
 */
export async function examine(environment: NodeJS.ProcessEnv): Promise<Check[]> {
  const checks: Check[] = [];
  const look = async (check: Check['check'], work: () => Promise<string>): Promise<boolean> => {
    try {
      checks.push({ check, ok: true, detail: await work() });
      return true;
    } catch (error) {
      checks.push({ check, ok: false, detail: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };
  const valid = await look('configuration', async () => {
    checkEnvironment(environment);
    return 'every variable is valid';
  });
  if (!valid) return checks;
  let config: Config | undefined;
  const load = async () => {
    config = loadConfig(environment);
    return config;
  };
  // With a database and a key of its own a server never looks into the data folder.
  if (environment['DATABASE_URL'] && environment['SECRET_KEY']) await load();
  else await look('data folder', async () => dataFolder(await load()));
  if (config === undefined) return checks;
  const { port, host, smtpUrl } = config;
  const senders = await database(config, look);
  const files = openFiles(config, systemClock);
  await look('files', () => files.check());
  await look('port', () => portOf(port, host));
  await look('mail', () => mail(smtpUrl, senders));
  await look('links', async () => links(config as Config));
  return checks;
}

/** For people: a line for each check. */
export function report(checks: readonly Check[]): string {
  const lines = checks.map(
    ({ check, ok, detail }) => `${ok ? 'ok    ' : 'WRONG '} ${check.padEnd(14)} ${detail}`,
  );
  const wrong = checks.filter((check) => !check.ok).length;
  const end = wrong === 0 ? 'Everything is well.' : `${wrong} of ${checks.length} checks failed.`;
  return `${lines.join('\n')}\n\n${end}\n`;
}

async function dataFolder({ dataDir }: Config): Promise<string> {
  await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).catch(() => {
    throw new BootError(`The data folder ${dataDir} cannot be written: change its owner, or set DATA_DIR.`);
  });
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const space = `${(free / 1e9).toFixed(1)} GB free`;
  if (free < LEAST_FREE_BYTES)
    throw new BootError(`${dataDir}: only ${space}, make room or set DATA_DIR to another disk.`);
  return `${dataDir}, ${space}`;
}

async function database(
  config: Config,
  look: (check: Check['check'], work: () => Promise<string>) => Promise<boolean>,
): Promise<Senders | undefined> {
  const url = config.databaseUrl;
  if (url === undefined && !existsSync(join(config.dataDir, 'postgres', 'PG_VERSION'))) {
    await look('database', async () => 'embedded, not made yet: the first start does that');
    return { liveTeams: 0, mailboxes: 0 };
  }
  let stop = async () => undefined as void;
  let pool: pg.Pool | undefined;
  let senders: Senders | undefined;
  try {
    await look('database', async () => {
      const embedded = url === undefined ? await attachEmbedded(config.dataDir) : undefined;
      const opened = connect({
        connection: embedded ? { ...embedded.connection } : { connectionString: url },
        onError: () => undefined,
      });
      stop = async () => {
        await opened.close();
        await embedded?.stop();
      };
      const version = await checkServerVersion(opened.pool).catch((error: unknown) => {
        throw error instanceof BootError ? error : new BootError(databaseTrouble(config, error));
      });
      pool = opened.pool;
      return `PostgreSQL ${version}, ${embedded ? 'embedded' : 'of DATABASE_URL'}`;
    });
    const reachable = pool;
    if (reachable) {
      const migrated = await look('migrations', () => migrationsOf(reachable, config.migrate));
      if (migrated && (await isMade(reachable))) {
        await look('row security', () => wallOf(reachable));
        await look('secrets', () => secretsOf(reachable, config));
        await look('sending', () => sendingOf(reachable).catch(() => 'of an older schema: not looked at'));
        senders = await sendersOf(reachable).catch(() => undefined); // of an older schema: nothing is claimed
      }
      await look('clock', () => clockOf(reachable, systemClock));
      await look('connections', () => connectionsOf(reachable, config));
    }
  } finally {
    await stop();
  }
  return senders;
}

async function portOf(port: number, host: string): Promise<string> {
  const state = await lookAtPort(port, host);
  if (state.kind === 'free') return `${port} on ${host} is free`;
  if (state.kind === 'cadenza') return `${port} on ${host}: a Cadenza server is running`;
  throw new BootError(
    state.code === 'EADDRINUSE'
      ? `Port ${port} is in use by another program: stop it or set PORT.`
      : state.code === 'EACCES'
        ? `Port ${port} may not be opened by this user: set PORT to 1024 or more.`
        : `Port ${port} on ${host} cannot be opened (${state.code}): check PORT and HOST.`,
  );
}

/** Where links in e-mails lead: a live team sends nothing by itself while that is a guess. */
function links({ publicUrl, publicUrlGiven, smtpUrl }: Config): string {
  if (publicUrlGiven) {
    const warning = publicUrlWarning(publicUrl);
    return warning === '' ? `e-mails link to ${publicUrl}` : `Warning: ${warning}`;
  }
  if (smtpUrl !== undefined) throw new BootError(NO_PUBLIC_URL.text);
  return `PUBLIC_URL is not set: ${publicUrl} is used, and live teams hold their automatic e-mails`;
}

async function mail(smtpUrl: string | undefined, senders: Senders | undefined): Promise<string> {
  if (smtpUrl === undefined) return withoutSmtpUrl(senders);
  const { hostname, port } = new URL(smtpUrl);
  const server = port === '' ? hostname : `${hostname}:${port}`;
  await verifySmtp(smtpUrl).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EAUTH' ? `it refuses the user name or password: ${message}` : message;
    throw new BootError(`The mail server ${server} cannot be used: ${reason} (check SMTP_URL).`);
  });
  return `${server} accepts us`;
}

/** Mail leaves without SMTP_URL, too: through mailboxes that users of live teams connected. */
function withoutSmtpUrl(senders: Senders | undefined): string {
  if (senders === undefined) return 'SMTP_URL is not set: e-mails leave through connected mailboxes only';
  const { liveTeams, mailboxes } = senders;
  if (mailboxes > 0)
    return `SMTP_URL is not set: e-mails leave through ${counted(mailboxes, 'connected mailbox', 'es')} of live teams; those of users without one wait`;
  return liveTeams > 0
    ? `SMTP_URL is not set and no live team has a mailbox: e-mails of ${counted(liveTeams, 'live team', 's')} wait`
    : 'the built-in mail sandbox: nothing leaves this machine';
}

const counted = (count: number, one: string, plural: string) => `${count} ${one}${count === 1 ? '' : plural}`;
