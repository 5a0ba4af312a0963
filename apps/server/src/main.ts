#!/usr/bin/env node
import { adminCommand, adminHelp, unknownOption } from './command-options.js';
import type { Config } from './config.js';
import type { Database } from './db/connect.js';
import type { Role } from './server.js';
import { BootError } from './kernel/boot-error.js';
import { systemClock } from './kernel/clock.js';
import { nearestName } from './kernel/nearest.js';
import { printable, printableLines } from './kernel/printable.js';
import { VERSION } from './kernel/version.js';
import { readPassword } from './read-password.js';

const USAGE = `Usage: cadenza-server <command>
  start                     API and engine in one process
  api                       the API alone
  worker                    the engine alone; any number may run beside each other
  migrate                   bring the database to this version's schema
  doctor                    check configuration, data folder, database, migrations, port and mail [--json]
  admin team create         --name NAME
  admin user create         --email --role admin|user [--password-stdin]; without a password it prints a link to set one
  admin user update         --email [--time-zone] [--first-name] [--last-name] [--phone]
  admin user reset          --email: a link that sets a new password, once, within a day
  admin app create          --name --redirect-uri URI [--redirect-uri URI] [--confidential|--public] [--grants ...] [--user EMAIL]
  admin key create          --user EMAIL [--scopes ...]
  admin rotate-keys         encrypt stored mailbox secrets anew with SECRET_KEY (the one before in SECRET_KEY_PREVIOUS)
  admin demo create|status|remove  the demo: a sandbox team of its own with people, cadences and weeks of history
  backup --to FILE|-        everything of one moment, while servers run [--passphrase-stdin]; backup verify FILE
  restore --from FILE|-     into an empty database [--passphrase-stdin] [--revoke-access] [--resume-sending]
  sandbox advance 30d       move a sandbox team's clock and do what is due on the way [--until MOMENT] [--team ID] [--json]
  version                   the version of this build, as --version
  sandbox status|settings|on|off|cancel|reset-clock [--team ID] [--json]
admin COMMAND --help lists a command's options. Admin commands take --team ID (default: the first team) and print one JSON object on standard output (--json is understood and changes nothing).
Every environment variable is in docs/configuration.md.`;

const ROLES: Readonly<Record<string, Role>> = { start: 'all', api: 'api', worker: 'worker' };
const progress = (line: string) => void process.stderr.write(`${printableLines(line)}\n`);
// Most of a second goes by until everything is loaded: each command loads what it needs, and none that is refused anything.
const configuration = async () => (await import('./config.js')).loadConfig(process.env);
const withDatabase: typeof import('./database.js').withDatabase = async (...given) =>
  (await import('./database.js')).withDatabase(...given);

/** @returns the exit code. @throws BootError with one line for the operator */
async function main(args: string[]): Promise<number> {
  const [command = 'start', ...rest] = args;
  const role = ROLES[command];
  if (command === 'help' || command === '--help') {
    process.stdout.write(`${USAGE}\n`);
  } else if (command === 'version' || command === '--version') {
    process.stdout.write(`${VERSION}\n`);
  } else if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${await helpOf(command, rest)}\n`);
  } else if (role !== undefined) {
    refuseOptions(command, rest);
    await serve(role);
  } else if (command === 'migrate') {
    refuseOptions(command, rest);
    await withDatabase(await configuration(), progress, async () => undefined, { migrate: 'auto' });
  } else if (command === 'doctor') {
    refuseOptions(command, rest, ['json']);
    const { examine, report } = await import('./doctor.js');
    const checks = await examine(process.env);
    process.stdout.write(
      printableLines(rest.includes('--json') ? `${JSON.stringify(checks)}\n` : report(checks)),
    );
    return checks.every((check) => check.ok) ? 0 : 1;
  } else if (command === 'admin') {
    adminCommand(rest);
    const config = await configuration();
    await withDatabase(
      config,
      () => undefined,
      (database) => admin(rest, database, config),
    );
  } else if (command === 'backup' || command === 'restore') {
    await backup(command, rest);
  } else if (command === 'sandbox') {
    await sandbox(rest);
  } else {
    const near = nearestName(command, [
      ...Object.keys(ROLES),
      'migrate',
      'doctor',
      'admin',
      'sandbox',
      'backup',
      'restore',
      'help',
    ]);
    throw new BootError(
      `Unknown command ${command}: ${near === undefined ? '' : `did you mean ${near}? `}\`cadenza-server help\` lists them.`,
    );
  }
  return 0;
}

/** What a command takes: nothing is started for it. */
async function helpOf(command: string, rest: readonly string[]): Promise<string> {
  if (command === 'admin') return adminHelp(rest);
  if (command === 'backup' || command === 'restore')
    return (await import('./backup-options.js')).BACKUP_USAGE;
  if (command === 'sandbox') return (await import('./sandbox-cli.js')).SANDBOX_USAGE;
  return USAGE;
}

/** Settings are environment variables: an option nobody reads would be taken for one that works. @throws BootError */
function refuseOptions(command: string, rest: readonly string[], known: readonly string[] = []): void {
  const surplus = rest.find((word) => !known.includes(word.replace(/^--/, '')));
  if (surplus === undefined) return;
  if (known.length > 0) throw unknownOption(command, surplus, known);
  throw new BootError(
    `${command} takes no ${surplus.slice(0, 100)}: settings are environment variables (docs/configuration.md).`,
  );
}

/** Runs until a signal, or until the embedded database ends by itself. */
async function serve(role: Role): Promise<void> {
  const { requested, hurry } = stopRequested();
  const config = await configuration();
  const { createLog } = await import('./kernel/log.js');
  const log = createLog(config.logLevel, role);
  if (config.mail.allowedHosts.allPrivate)
    log.warn(
      'MAIL_ALLOW_PRIVATE_HOSTS=true: every user may have this server connect into its private networks; list hosts or networks instead',
    );
  const onError = (error: Error) => log.error({ err: error }, 'database connection lost');
  const { openDatabase } = await import('./database.js');
  // The database starts while the rest is loaded.
  const [open, { start }] = await Promise.all([
    openDatabase(config, { progress, role, owner: role === 'all', onError }),
    import('./server.js'),
  ]);
  const terminal = process.stdout.isTTY;
  const running = await start({ config, open, clock: systemClock, log, progress, role, terminal });
  process.stdout.write(printableLines(running.welcome));
  try {
    await Promise.race([requested, running.lost.then(endedByItself)]);
  } finally {
    await running.stop(hurry);
  }
}

async function admin(args: string[], database: Database, config: Config): Promise<void> {
  const print = (json: unknown) => void process.stdout.write(`${printable(JSON.stringify(json))}\n`);
  const { runAdmin } = await import('./admin.js');
  await runAdmin(args, {
    database,
    config,
    clock: systemClock,
    print,
    readPassword: () => readPassword(process.stdin, (text) => void process.stderr.write(text)),
    warn: progress,
  });
}

/** The first Ctrl-C stops an advance after what it is doing, and what was done is printed. */
async function sandbox(args: string[]): Promise<void> {
  const { runSandbox } = await import('./sandbox-cli.js');
  const config = await configuration();
  const stop = new AbortController();
  void stopRequested().requested.then(() => stop.abort());
  const print = (line: string) => void process.stdout.write(`${printable(line)}\n`);
  await withDatabase(
    config,
    () => undefined,
    (database) =>
      runSandbox(args, { database, config, clock: systemClock, print, progress, stop: stop.signal }),
  );
}

/** The first Ctrl-C ends a backup, of which nothing is left; a restore is broken off as by a crash. */
async function backup(command: 'backup' | 'restore', args: string[]): Promise<void> {
  const { runBackup } = await import('./backup.js');
  const stop = new AbortController();
  if (command === 'backup') void stopRequested().requested.then(() => stop.abort());
  await runBackup(command, args, {
    environment: process.env,
    clock: systemClock,
    print: (json) => void process.stdout.write(`${printable(JSON.stringify(json))}\n`),
    progress,
    readPassphrase: () => readPassword(process.stdin, (text) => void process.stderr.write(text)),
    stdin: process.stdin,
    stdout: process.stdout,
    signal: stop.signal,
  });
}

function endedByItself(line: string): never {
  throw new BootError(line);
}

/** A signal so soon after the one before is the same, forwarded by npm. Milliseconds. */
const ECHO_MS = 500;

/** At the first signal it ends, at the second without waiting for mail servers; a third one leaves everything behind. */
function stopRequested(): { requested: Promise<void>; hurry: AbortSignal } {
  const hurry = new AbortController();
  let signals = 0;
  let echo = false;
  const requested = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (echo) return;
        echo = true;
        setTimeout(() => {
          echo = false;
        }, ECHO_MS).unref();
        signals += 1;
        if (signals === 2) hurry.abort();
        if (signals > 2) process.exit(130);
        resolve();
      });
    }
  });
  return { requested, hurry: hurry.signal };
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  const foreseen = error instanceof BootError;
  progress(
    foreseen || !(error instanceof Error)
      ? String(foreseen ? error.message : error)
      : (error.stack ?? error.message),
  );
  process.exit(1);
}
