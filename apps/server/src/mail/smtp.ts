import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { setTimeout as after } from 'node:timers';
import type { SendResult, ServerAddress } from '../engine/ports.js';
import {
  type Handed,
  openSession,
  PATIENCE,
  type Patience,
  type Session,
  type SessionOptions,
  type SmtpAuth,
  type SmtpError,
  troubleOf,
  WITHDRAWN,
} from './smtp-session.js';

export type { SmtpAuth } from './smtp-session.js';

/** Connections kept to one server; each carries one message at a time. */
const CONNECTIONS = 5;
/** Messages over one connection: servers limit them. */
const MESSAGES = 100;
/** An idle connection is closed after that, milliseconds. */
const IDLE_MS = 20_000;

/** A pool of connections to one server. */
export interface SmtpTransport {
  send(message: Handed): Promise<SendResult>;
  /** Whoever waits for a connection gets this answer, now and later; messages on their way finish. */
  refuse(result: SendResult): void;
  /** Messages that wait for a connection are still sent. */
  close(): Promise<void>;
  /** Nothing begins any more: who waits is `withdrawn`. What is on its way may end by itself until `now`. */
  stop(now?: AbortSignal): Promise<void>;
}

/** nodemailer's options for a server; `address` is the checked IP address of its host (outside/guard.ts). */
export function smtpOptions(server: ServerAddress, address: string, auth: SmtpAuth): object {
  return {
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { servername: /^[\d.]+$|:/.test(server.host) ? undefined : server.host, minVersion: 'TLSv1.2' },
    ...(auth ? { auth } : {}),
  };
}

/** A server that does not take as many connections is asked for another after that, milliseconds. */
const NARROW_MS = 60_000;
/** How often a message meets a connection that had just ended. */
const STALE = 3;

interface Job {
  message: Handed;
  stale: number;
  done(result: SendResult): void;
}

/**
 * SMTP through a few connections, from a URL such as smtps://user:password@host:465, or from smtpOptions(); `host` is the
 * name of the server. What waits here has not begun: a message is composed, and said to be on its way, when a connection
 * is free for it.
 * long: its functions share the connections, those who wait for one, and how the transport ends.
 */
export function smtpMailer(
  server: string | object,
  host?: string,
  patience: Patience = PATIENCE,
): SmtpTransport {
  const stopping = new AbortController();
  const gone = new AbortController();
  const options = {
    ...sessionOptions(server, host, patience),
    stopping: stopping.signal,
    gone: gone.signal,
  };
  const waiting: Job[] = [];
  const lanes = new Set<Promise<void>>();
  const idle = new Set<() => void>();
  /** A connection was let in: until then one alone tries, or the provider locks the account. */
  let proven = false;
  /** Connections the server takes at once. */
  let room = CONNECTIONS;
  let refusal: SendResult | undefined;
  let closing = false;

  function failAll(result: SendResult): void {
    for (const job of waiting.splice(0)) job.done(result);
  }

  function pump(): void {
    for (const wake of idle) {
      if (waiting.length === 0) return;
      wake();
    }
    const most = proven ? room : 1;
    // One lane for each message that no idle connection takes.
    while (lanes.size < most && waiting.length > idle.size) {
      const lane: Promise<void> = run().finally(() => {
        lanes.delete(lane);
        if (waiting.length > 0) pump();
      });
      lanes.add(lane);
      if (!proven) return;
    }
  }

  function narrow(connections: number): void {
    room = connections;
    after(() => {
      room = CONNECTIONS;
    }, NARROW_MS).unref();
  }

  /** Opens a connection and carries messages over it until it ends or nobody has one. */
  async function run(): Promise<void> {
    let session: Session;
    try {
      session = await openSession(options);
    } catch (error) {
      if (stopping.signal.aborted) return failAll(WITHDRAWN);
      const failed = error as SmtpError;
      const result: SendResult = {
        kind: 'refused',
        permanent: false,
        reply: failed.response ?? failed.message,
        trouble: troubleOf(failed),
      };
      // Connections that work go on; without one nobody can be served.
      if (lanes.size > 1 && proven) return narrow(lanes.size - 1);
      proven = false;
      failAll(result);
      return;
    }
    proven = true;
    pump();
    try {
      for (let carried = 0; carried < MESSAGES && !session.ended; ) {
        const job = waiting.shift();
        if (job) {
          carried += 1;
          await carry(session, job);
        } else if (closing || !(await nextWork(session))) return;
      }
    } finally {
      session.close();
    }
  }

  async function carry(session: Session, job: Job): Promise<void> {
    if (stopping.signal.aborted) return job.done(WITHDRAWN);
    if (refusal) return job.done(refusal);
    try {
      const result = await session.hand(job.message);
      if (result !== 'stale') {
        job.done(result);
        // That it was taken is written before the next begins (engine/sending/begin.ts); anything else is settled first.
        if (result.kind !== 'sent') await job.message.settled;
        return undefined;
      }
      job.stale += 1;
      if (job.stale <= STALE) waiting.unshift(job);
      else
        job.done({
          kind: 'refused',
          permanent: false,
          reply: 'The server closes its connections.',
          trouble: 'connection',
        });
    } catch {
      // Nothing was handed over: the message could not be begun.
      job.done({ kind: 'withdrawn' });
      session.close();
    }
  }

  /** @returns whether there may be a message; false when the connection was idle for too long or ended */
  function nextWork(session: Session): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (more: boolean) => {
        clearTimeout(timer);
        idle.delete(wake);
        resolve(more && !session.ended);
      };
      const wake = () => over(true);
      const timer = after(() => over(false), IDLE_MS);
      timer.unref();
      idle.add(wake);
    });
  }

  async function close(): Promise<void> {
    closing = true;
    for (const wake of idle) wake();
    while (lanes.size > 0) await Promise.allSettled(lanes);
  }

  return {
    send: (message) =>
      new Promise((done) => {
        if (stopping.signal.aborted) return done(WITHDRAWN);
        if (refusal) return done(refusal);
        waiting.push({ message, done, stale: 0 });
        return pump();
      }),
    refuse: (result) => {
      refusal = result;
      failAll(result);
      closing = true;
      for (const wake of idle) wake();
    },
    close,
    stop: async (now) => {
      stopping.abort();
      failAll(WITHDRAWN);
      if (now?.aborted) gone.abort();
      now?.addEventListener('abort', () => gone.abort(), { once: true });
      await close();
    },
  };
}

function sessionOptions(
  server: string | object,
  host: string | undefined,
  patience: Patience,
): SessionOptions {
  const parsed = (typeof server === 'string' ? parseConnectionUrl(server) : server) as {
    host?: string;
    auth?: SmtpAuth;
  };
  const { auth, ...connection } = parsed;
  return { host: host ?? parsed.host ?? 'localhost', auth, patience, connection };
}
