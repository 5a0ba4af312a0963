import { setTimeout as delay } from 'node:timers/promises';
import { callbackify } from 'node:util';
import pg from 'pg';

/** Milliseconds between attempts to get a connection that the server has none left for; ten seconds in all. */
const WAITS = [20, 50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1500, 1500, 1500];

type Callback = (
  error: Error | undefined,
  client?: pg.PoolClient,
  release?: (error?: Error | boolean) => void,
) => void;

/**
 * A pool whose callers wait when the server, the database or the role has no connection left (53300): those that there
 * are come free within milliseconds, so that few connections make a busy server slow and not broken. After about ten
 * seconds the error is theirs.
 */
export class PatientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | void {
    if (!callback) return this.#patiently();
    callbackify(() => this.#patiently())((error, client) =>
      callback(error ?? undefined, client, (broken) => client?.release(broken)),
    );
  }

  async #patiently(): Promise<pg.PoolClient> {
    for (const wait of WAITS) {
      try {
        return await super.connect();
      } catch (error) {
        if ((error as { code?: unknown }).code !== '53300') throw error;
      }
      await delay(wait);
    }
    return super.connect();
  }
}
