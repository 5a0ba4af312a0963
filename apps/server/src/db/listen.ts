import pg from 'pg';

const RECONNECT_MS = 1_000;

/** A channel that is listened to. */
export interface Listening {
  /** false whenever a notification could be missed. */
  up(): boolean;
  close(): Promise<void>;
}

/**
 * LISTENs on a connection of its own that comes back by itself. `onChange` is told of every notification, and whenever
 * some may have been missed.
 */
export function listen(
  pool: pg.Pool,
  channel: 'cadenza_auth',
  onChange: () => void,
  onDown: (error: unknown) => void,
): Listening {
  let listening = false;
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const lost = (from: pg.Client, error: unknown) => {
    if (client !== from) return;
    client = undefined;
    listening = false;
    onChange();
    from.end().catch(() => undefined); // already broken: nothing to add
    if (closed) return;
    onDown(error);
    retry = setTimeout(open, RECONNECT_MS);
    retry.unref();
  };
  const open = () => {
    const fresh = new pg.Client({ ...pool.options, password: pool.options.password, keepAlive: true }); // (password is not enumerable)
    client = fresh;
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('end', () => lost(fresh, new Error('connection ended')));
    fresh.on('notification', onChange);
    fresh
      .connect()
      .then(() => fresh.query(`LISTEN ${channel}`))
      .then(() => {
        if (client !== fresh) return;
        onChange(); // whatever was read while nobody listened is not to be trusted
        listening = true;
      })
      .catch((error: unknown) => lost(fresh, error));
  };
  open();
  return {
    up: () => listening,
    close: async () => {
      closed = true;
      listening = false;
      clearTimeout(retry);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined); // closing anyway
    },
  };
}
