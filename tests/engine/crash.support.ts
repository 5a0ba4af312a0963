import pg from 'pg';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import type { Mailer, OutgoingMessage, SendResult } from '../../apps/server/src/engine/ports.js';

/**
 * What happens at the chosen moment. `dies`: the process is gone, nothing it awaits ever comes and its connections
 * close. `fails`: only this connection breaks and the process goes on. `Before`: the statement did not reach the
 * server. `After`: it did, was carried out, and its answer is lost (the answer of a COMMIT being the nastiest).
 */
export type Blow = 'diesBefore' | 'diesAfter' | 'failsBefore' | 'failsAfter';

/** The outside of an engine (its database and its mail server) that goes wrong at the n-th await, counted from 1. */
export interface Mortal {
  database: Database;
  mailer: Mailer;
  /** The statement, or "mail", that was hit; undefined as long as nothing was. */
  readonly hit: string | undefined;
  /** Resolves when the process is dead. */
  readonly died: Promise<void>;
  /** How many awaits there were until now. */
  readonly steps: number;
  /** Ends what is left of its connections, in this process and in the server: a dead process holds no locks. */
  bury(admin: pg.Pool): Promise<void>;
}

/** Messages as the mail server took them, by Message-ID. */
export class Sink {
  readonly taken = new Map<string, number>();

  take({ messageId }: Pick<OutgoingMessage, 'messageId'>): void {
    this.taken.set(messageId, (this.taken.get(messageId) ?? 0) + 1);
  }
}

/** `at`: the n-th await, or the first statement that begins with a text. */
export function mortal(connection: pg.PoolConfig, sink: Sink, blow: Blow, at: number | string): Mortal {
  const clients = new Set<pg.Client>();
  let steps = 0;
  let hit: string | undefined;
  let dead = false;
  let tell: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const never = new Promise<never>(() => undefined);

  function die(): Promise<never> {
    dead = true;
    for (const client of clients) sever(client);
    tell();
    return never;
  }

  /** One await of the outside. */
  async function step<T>(what: string, work: () => Promise<T>, broken: () => Promise<T>): Promise<T> {
    if (dead) return never;
    steps += 1;
    if (typeof at === 'number' ? steps !== at : !what.startsWith(at)) {
      const answer = await work();
      return dead ? never : answer;
    }
    hit = what;
    if (blow.endsWith('After')) await work();
    return blow.startsWith('dies') ? die() : broken();
  }

  class MortalClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config);
      clients.add(this);
      this.on('error', () => undefined);
    }

    // A dead process opens no connections either: its timers are still here.
    override connect(...args: unknown[]): never {
      if (dead) return never as never;
      return (super.connect as (...all: unknown[]) => unknown)(...args) as never;
    }

    // What the application sends comes with a promise, or is a query that carries its callback (db/prepare.ts); the pool's own
    // calls have theirs beside them.
    override query(...args: unknown[]): never {
      const send = () => (super.query as (...all: unknown[]) => unknown)(...args) as never;
      if (typeof args.at(-1) === 'function') return send();
      const [first] = args;
      if (!(first instanceof pg.Query)) return this.#step(first, send) as never;
      const query = first as unknown as {
        text: string;
        callback: (error: unknown, result?: unknown) => void;
      };
      const { callback: heard } = query;
      const answered = new Promise((resolve, reject) => {
        query.callback = (error, result) => (error ? reject(error as Error) : resolve(result));
      });
      void this.#step(query, () => {
        send();
        return answered;
      }).then(
        (result) => heard(null, result),
        (error: unknown) => heard(error),
      );
      return first as never;
    }

    #step(first: unknown, send: () => Promise<unknown>): Promise<unknown> {
      const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '');
      return step(text.trim().slice(0, 80), send, async () => {
        // As the driver does it: the connection counts as closed before the caller hears of it.
        const closed = new Promise((resolve) => this.once('end', resolve));
        sever(this);
        await closed;
        throw new Error('Connection terminated unexpectedly');
      });
    }
  }

  const database = connect({
    connection: { ...connection, Client: MortalClient } as unknown as pg.PoolConfig,
    max: 4,
    onError: () => undefined,
  });
  return {
    database,
    mailer: {
      send: async (message) => {
        if (!(await message.begin())) return { kind: 'withdrawn' };
        return step<SendResult>(
          'mail',
          async () => {
            sink.take(message);
            return { kind: 'sent', reply: '250 OK' };
          },
          // After the final dot nobody knows; before it nothing was sent.
          async () =>
            blow === 'failsAfter'
              ? { kind: 'unknown', detail: 'Connection closed' }
              : { kind: 'refused', permanent: false, reply: 'ECONNRESET' },
        );
      },
      close: async () => undefined,
    },
    get hit() {
      return hit;
    },
    died,
    get steps() {
      return steps;
    },
    bury: async (admin) => {
      const pids = [...clients].map(
        (client) => (client as unknown as { processID: number | null }).processID,
      );
      dead = true;
      for (const client of clients) sever(client);
      const still = async () => {
        const { rows } = await admin.query<{ pid: number }>(
          'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY($1)',
          [pids.filter((pid) => pid !== null)],
        );
        return rows.length > 0;
      };
      for (let attempt = 0; await still(); attempt += 1)
        if (attempt > 2000) throw new Error('a backend does not end');
    },
  };
}

/** As when the process is gone or the network fails: no goodbye. */
function sever(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
