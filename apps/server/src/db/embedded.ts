import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BootError } from '../kernel/boot-error.js';
import { type Binaries, findBinaries } from './embedded/binaries.js';
import {
  ensureCluster,
  launch,
  type Place,
  placeIn,
  removeSocketDir,
  shutDown,
  SUPERUSER,
} from './embedded/cluster.js';
import { type Connection, Guard } from './embedded/guard.js';
import { chooseIdentity, reachableBinaries } from './embedded/identity.js';
import {
  disarmPostmasterFile,
  isPostmasterOf,
  readPostmasterFile,
  takesSignals,
} from './embedded/postmaster-file.js';
import { isConnectionError } from './pg-errors.js';

export type { Connection } from './embedded/guard.js';
import { keepSmall } from './embedded/server-log.js';

export interface EmbeddedOptions {
  dataDir: string;
  /** Called with one line before each part that a person would notice waiting for. */
  progress: (line: string) => void;
  /** PostgreSQL settings for this start, such as `fsync=off` in tests. */
  settings?: Record<string, string>;
}

export interface Embedded {
  connection: Connection;
  /** To be called when a stop begins that may take a while: a server started meanwhile waits for its end. */
  announceStop(): Promise<void>;
  /** Fast shutdown, unless another process uses the database. May be called more than once. */
  stop(): Promise<void>;
  /** Resolves, with a line to print, if the database ends without `stop` having been called. */
  lost: Promise<string>;
}

/** The engine lets a mail server finish its answer, for two minutes at most (mail/smtp.ts). */
const LONGEST_STOP_MS = 150_000;
const APPLICATION = { user: 'cadenza', database: 'cadenza' };

/**
 * Starts the PostgreSQL that comes with npm under DATA_DIR, or takes over the one that a killed process left running,
 * and owns it until `stop`. Who else uses it then keeps it; the last one stops it.
 *
 * @throws BootError when another server owns it, or with any other reason that the operator can act on.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  return open(options, true);
}

/**
 * For commands that work while the server runs and while it does not: connects to the running database, or starts it
 * for as long as commands use it.
 */
export async function attachEmbedded(
  dataDir: string,
  progress: (line: string) => void = () => undefined,
): Promise<Embedded> {
  return open({ dataDir, progress }, false);
}

interface Running {
  pid: number;
  /** Undefined when this process did not start it. */
  child: ChildProcess | undefined;
  socketDir: string;
  port: number;
}

async function open(options: EmbeddedOptions, owner: boolean): Promise<Embedded> {
  const place = placeIn(resolve(options.dataDir));
  try {
    makeFolder(place.dataDir);
    accessSync(place.dataDir, constants.W_OK | constants.X_OK);
    const binaries = findBinaries();
    for (let attempt = 1; ; attempt += 1) {
      const session = new Session(place, binaries, options, owner);
      try {
        if (await session.begin()) return session;
      } catch (error) {
        // Its previous user stopped it under our hands.
        if (!isConnectionLost(error) || attempt >= 20) throw error;
      }
      if (attempt >= 500)
        throw new BootError(`The database in ${place.cluster} does not settle: see ${place.log}`);
      await delay(20);
    }
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (error instanceof BootError || syscall === undefined || syscall === 'connect') throw error;
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'ENOENT'].includes(code ?? '')) {
      throw new BootError(
        `Cannot use the data folder ${place.dataDir}: ${message} (set DATA_DIR to a writable one)`,
      );
    }
    throw error;
  }
}

/** Waits until this process has heard of its end: until then its number takes signals. */
async function reaped(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await once(child, 'exit');
}

function isConnectionLost(error: unknown): boolean {
  return !(error instanceof BootError) && isConnectionError(error);
}

// Not mkdir's `recursive`, which never returns below /proc (Node 20).
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const lostRace = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(folder).isDirectory();
    if (!lostRace) throw error;
  }
}

class Session implements Embedded {
  connection!: Connection;
  readonly lost: Promise<string>;
  private announceLoss!: (line: string) => void;
  private running!: Running;
  private guard!: Guard;
  private stopping: Promise<void> | undefined;
  private leaveLog: () => void = () => undefined;
  private readonly onExit = () => this.abandon();

  constructor(
    private readonly place: Place,
    private binaries: Binaries,
    private readonly options: EmbeddedOptions,
    private readonly owner: boolean,
  ) {
    this.lost = new Promise((tell) => {
      this.announceLoss = tell;
    });
  }

  /** False when somebody else is just starting or stopping it: try again. */
  async begin(): Promise<boolean> {
    const running = (await this.adopt()) ?? (await this.start());
    if (running === undefined) return false;
    this.running = running;
    const host = running.socketDir === '' ? '127.0.0.1' : running.socketDir;
    this.connection = { host, port: running.port, ...APPLICATION, ...this.password() };
    if (!(await this.takeHold())) return false;
    if (running.child === undefined)
      this.options.progress(
        (await this.guard.others())
          ? 'Using the database that another process of this data folder runs; the last of them stops it'
          : 'Found the database still running, took it over',
      );
    await this.guard.provision(APPLICATION.user, APPLICATION.database);
    if (this.connection.password !== undefined) {
      await this.guard.setPassword(APPLICATION.user, this.connection.password);
    }
    if (this.owner) process.once('exit', this.onExit);
    this.leaveLog = keepSmall(this.place.log);
    return true;
  }

  async announceStop(): Promise<void> {
    await this.guard.announceStop().catch(() => undefined); // no connection: nobody can be told
  }

  async stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    process.removeListener('exit', this.onExit);
    this.leaveLog();
    // Whoever goes leaves the database to those who still use it (decision 44).
    const last = await this.guard.leave().catch(() => true); // no connection: nothing to be polite to
    if (!last && this.owner)
      this.options.progress('Left the database running: another process of this data folder uses it');
    await Promise.all([
      this.guard.close(),
      last ? shutDown(this.place, this.running.pid, this.binaries) : undefined,
    ]);
    if (!last) return;
    await reaped(this.running.child);
    removeSocketDir(this.place, this.running.socketDir);
  }

  // `process.exit` without `stop`: there is no time to wait, but a signal can still be sent.
  private abandon(): void {
    if (process.platform === 'win32' || !isPostmasterOf(this.place.cluster, this.running.pid)) return;
    process.kill(this.running.pid, 'SIGINT');
  }

  /** The postmaster that is running already, once it answers; undefined when there is none. */
  private async adopt(): Promise<Running | undefined> {
    let silent = 0;
    let told = false;
    for (;;) {
      const file = existsSync(this.place.cluster) ? readPostmasterFile(this.place.cluster) : undefined;
      if (file === undefined) return undefined;
      if (!isPostmasterOf(this.place.cluster, file.pid)) {
        // Dead; PostgreSQL clears that up itself, unless the number still takes signals.
        if (takesSignals(file.pid)) disarmPostmasterFile(this.place.cluster);
        return undefined;
      }
      const running = { pid: file.pid, child: undefined, socketDir: file.socketDir, port: file.port };
      const answer = file.port === 0 ? 'busy' : await this.knock(running);
      if (answer === 'answers') return running;
      // Starting and stopping take as long as they take; a postmaster that says nothing at all (its socket's folder
      // was cleaned away) is asked to stop.
      if (answer === 'busy' && !told)
        this.options.progress('Waiting for the database, which is starting or stopping');
      told ||= answer === 'busy';
      silent = answer === 'silent' && file.status !== 'starting' ? silent + 1 : 0;
      if (silent > 100) await shutDown(this.place, file.pid, this.binaries);
      else await delay(20);
    }
  }

  private async knock(running: Running): Promise<'answers' | 'busy' | 'silent'> {
    try {
      const guard = await Guard.open(this.superuser(running), () => undefined);
      await guard.close();
      return 'answers';
    } catch (error) {
      // cannot_connect_now: starting up, recovering or shutting down.
      return (error as { code?: string }).code === '57P03' ? 'busy' : 'silent';
    }
  }

  private async start(): Promise<Running | undefined> {
    const { place, options } = this;
    const identity = chooseIdentity(place.cluster, this.binaries);
    this.binaries = reachableBinaries(identity, this.binaries, options.progress);
    await ensureCluster(place, identity, this.binaries, options.progress);
    options.progress(`Starting PostgreSQL ${this.binaries.version.split('.').slice(0, 2).join('.')}`);
    const launched = await launch(place, identity, this.binaries, options.settings ?? {}, options.progress);
    if (launched.kind === 'lost') return undefined;
    launched.child.unref();
    const port = readPostmasterFile(place.cluster)?.port ?? 0;
    return { pid: launched.child.pid ?? 0, child: launched.child, socketDir: launched.socketDir, port };
  }

  /** Connects and takes the locks of a user of this database. False when it is going away. */
  private async takeHold(): Promise<boolean> {
    let waited = 0;
    for (let attempt = 0; ; attempt += 1) {
      let guard: Guard;
      try {
        guard = await Guard.open(this.superuser(this.running), () => void this.onGuardEnded());
      } catch (error) {
        if (isPostmasterOf(this.place.cluster, this.running.pid) && attempt < 250) {
          await delay(20);
          continue;
        }
        if (attempt < 250) return false;
        throw error;
      }
      const claim = await guard.claim(this.owner);
      if (claim === 'granted') {
        this.guard = guard;
        return true;
      }
      await guard.close();
      if (claim === 'leaving') return false;
      if (claim === 'stopping' && waited < LONGEST_STOP_MS) {
        if (waited === 0) this.options.progress('Waiting for the previous server, which is stopping');
        await delay(50);
        waited += 50;
        attempt = 0;
        continue;
      }
      const owned = claim === 'stopping' ? 'it does not come to its end' : claim.owned;
      if (owned !== '' || attempt > 100) {
        const who = owned === '' ? '' : ` (${owned})`;
        throw new BootError(
          `Another Cadenza server${who} is running with the data folder ${this.place.dataDir}: stop it, or set DATA_DIR`,
        );
      }
      await delay(20);
    }
  }

  // When one of its processes crashes PostgreSQL closes every connection and recovers by itself; only its end is ours.
  private async onGuardEnded(): Promise<void> {
    if (this.stopping !== undefined || this.guard === undefined) return;
    try {
      if (await this.takeHold()) return;
      this.announceLoss(`The database ended unexpectedly: see ${this.place.log}`);
    } catch (error) {
      this.announceLoss(`The database was lost: ${(error as Error).message}`);
    }
  }

  private superuser(running: Running): Connection {
    const host = running.socketDir === '' ? '127.0.0.1' : running.socketDir;
    return { host, port: running.port, user: SUPERUSER, database: 'postgres', ...this.password() };
  }

  private password(): { password?: string } {
    const file = this.place.passwordFile;
    return existsSync(file) ? { password: readFileSync(file, 'utf8').trim() } : {};
  }
}
