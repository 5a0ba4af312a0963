import pg from 'pg';
import { isAlive } from './postmaster-file.js';

/** How to reach the database; `host` is a socket directory, or 127.0.0.1 where there are no Unix sockets. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
}

/**
 * `owned`: another server holds this database. `stopping`: that server has been told to end. `leaving`: the database's
 * last user is stopping it right now.
 */
export type Claim = 'granted' | { owned: string } | 'stopping' | 'leaving';

// Advisory locks in the database `postgres`, which nothing else uses. A lock file would survive `kill -9`; these end
// with the connection, that is with the process.
const FAMILY = 0x6361;
const OWNER = `${FAMILY}, 1`;
const IN_USE = `${FAMILY}, 2`;

/**
 * One connection held for as long as this process uses the embedded database. It carries two locks: the owner's (one
 * server per data folder) and a shared one that says "in use", so that the last of several admin commands stops what
 * the first one started.
 */
export class Guard {
  private constructor(private readonly client: pg.Client) {}

  /** Rejects with the driver's error when the database does not answer (yet). `ended` is called once. */
  static async open(connection: Connection, ended: () => void): Promise<Guard> {
    const client = new pg.Client({
      ...connection,
      application_name: `cadenza ${process.pid}`,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined); // 'end' follows
    await client.connect();
    client.once('end', ended);
    return new Guard(client);
  }

  async claim(owner: boolean): Promise<Claim> {
    if (owner && !(await this.try(`pg_try_advisory_lock(${OWNER})`))) {
      const holder = await this.holder();
      // Killed a moment ago: PostgreSQL is about to notice.
      if (holder === undefined || !isAlive(holder.pid)) return { owned: '' };
      return holder.stopping ? 'stopping' : { owned: `process ${holder.pid}` };
    }
    if (await this.try(`pg_try_advisory_lock_shared(${IN_USE})`)) return 'granted';
    if (owner) await this.try(`pg_advisory_unlock(${OWNER})`);
    return 'leaving';
  }

  /** Tells the next server that this one is on its way out, and worth waiting for. */
  async announceStop(): Promise<void> {
    await this.client.query(`SET application_name = 'cadenza ${process.pid} stopping'`);
  }

  /** Gives up the use of the database; true when nobody else uses it, and from then on nobody can begin to. */
  async leave(): Promise<boolean> {
    await this.try(`pg_advisory_unlock_shared(${IN_USE})`);
    return this.try(`pg_try_advisory_lock(${IN_USE})`);
  }

  /** Whether another process uses the database, too. */
  async others(): Promise<boolean> {
    const { rows } = await this.client.query<{ others: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock'
        AND classid = ${FAMILY} AND objid = 2 AND pid <> pg_backend_pid()) AS others`,
    );
    return rows[0]?.others === true;
  }

  /** Makes the application's role and database where they are missing. */
  async provision(role: string, database: string): Promise<void> {
    const { rows } = await this.client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [role, database],
    );
    // Not a superuser: those walk past row-level security.
    if (!rows[0]?.role) await this.create(`ROLE ${role} LOGIN CREATEDB CREATEROLE IN ROLE pg_monitor`);
    if (!rows[0]?.database) await this.create(`DATABASE ${database} OWNER ${role}`);
  }

  async setPassword(role: string, password: string): Promise<void> {
    await this.client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  }

  async close(): Promise<void> {
    this.client.removeAllListeners('end');
    // The server may be gone already; either way the connection is.
    await this.client.end().catch(() => undefined);
  }

  private async create(what: string): Promise<void> {
    try {
      await this.client.query(`CREATE ${what}`);
    } catch (error) {
      // Two processes at once: duplicate_object, duplicate_database, or unique_violation in the catalogue.
      if (!['42710', '42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
    }
  }

  private async holder(): Promise<{ pid: number; stopping: boolean } | undefined> {
    const { rows } = await this.client.query<{ application_name: string }>(
      `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'
          AND classid = ${FAMILY} AND objid = 1 LIMIT 1`,
    );
    const name = /^cadenza (\d+)( stopping)?$/.exec(rows[0]?.application_name ?? '');
    return name === null ? undefined : { pid: Number(name[1]), stopping: name[2] !== undefined };
  }

  private async try(expression: string): Promise<boolean> {
    const { rows } = await this.client.query<{ done: boolean }>(`SELECT ${expression} AS done`);
    return rows[0]?.done === true;
  }
}
