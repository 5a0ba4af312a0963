import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailboxTrouble, OutgoingMessage, SendResult, ServerAddress } from '../engine/ports.js';

/** A server that has not answered by then is given up; the engine's lease (engine/send.ts) is longer. */
const GIVE_UP_MS = 120_000;
const TIMEOUTS = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 };
/** Connections kept to one server; each carries one message at a time. */
const CONNECTIONS = 5;

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** How far a message got, seen from the stream it is read from. */
interface Progress {
  stream?: Readable;
}

type Handed = Pick<OutgoingMessage, 'teamId' | 'emailId' | 'envelope' | 'raw'>;

/** A pool of connections to one server. */
export interface SmtpTransport {
  send(message: Handed): Promise<SendResult>;
  close(): Promise<void>;
}

export type SmtpAuth =
  | { user: string; pass: string }
  | { type: 'OAuth2'; user: string; accessToken: string }
  | undefined;

/** nodemailer's options for a server; `address` is the checked IP address of its host (mail/guard.ts). */
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

/** SMTP through a pool of connections, from a URL such as smtps://user:password@host:465, or from smtpOptions(). */
export function smtpMailer(server: string | object): SmtpTransport {
  const progressOf = new Map<string, Progress>();
  const inFlight = new Set<Promise<SendResult>>();
  const transport = createTransport({
    ...(typeof server === 'string' ? { url: server } : server),
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 500,
    // A message is never sent a second time by the pool: what became of the first is not its to judge.
    maxRequeues: 0,
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  transport.use('stream', (mail, done) => {
    const message = mail.message as unknown as { createReadStream(options?: object): Readable };
    const progress = progressOf.get(String((mail.data as { cadenzaKey?: string }).cadenzaKey));
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = create(options);
      if (progress) progress.stream = stream;
      return stream;
    };
    done();
  });
  async function handOver(message: Handed): Promise<SendResult> {
    const key = `${message.teamId} ${message.emailId}`;
    const progress: Progress = {};
    progressOf.set(key, progress);
    try {
      const data = {
        raw: message.raw,
        envelope: message.envelope,
        cadenzaKey: key,
        signal: AbortSignal.timeout(GIVE_UP_MS),
      };
      const info = (await transport.sendMail(data)) as unknown as { response: string; rejected: unknown[] };
      const to = message.envelope.to[0] ?? '';
      // A copy for ourselves got through, the person's did not: sending again would copy it again.
      if (info.rejected.map(String).includes(to))
        return { kind: 'refused', permanent: true, reply: `The recipient ${to} was refused.` };
      return { kind: 'sent', reply: info.response };
    } catch (error) {
      return judge(error as SmtpError, progress);
    } finally {
      progressOf.delete(key);
    }
  }
  return {
    send: (message) => {
      const handed = handOver(message);
      inFlight.add(handed);
      return handed.finally(() => inFlight.delete(handed));
    },
    // Messages that wait for a connection are still sent.
    close: async () => {
      await Promise.allSettled(inFlight);
      transport.close();
    },
  };
}

/** What an error says about the message: an answer decides, otherwise whether its end was ever sent. */
export function judge(error: SmtpError, progress: Progress): SendResult {
  const reply = error.response ?? error.message;
  const trouble = troubleOf(error, progress);
  const answered =
    error.responseCode !== undefined && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
  if (answered)
    return {
      kind: 'refused',
      permanent: (error.responseCode ?? 0) >= 500,
      reply,
      ...(trouble ? { trouble } : {}),
    };
  // The final dot follows the end of this stream; before it no server takes responsibility (RFC 5321 4.2.5, 6.1).
  const ended = progress.stream?.readableEnded ?? false;
  if (ended) return { kind: 'unknown', detail: error.message };
  // Connection, TLS and login troubles pass or are repaired; only a refused envelope without a code is for good.
  return {
    kind: 'refused',
    permanent: error.code === 'EENVELOPE' && error.responseCode === undefined,
    reply,
    ...(trouble ? { trouble } : {}),
  };
}

/**
 * Whether the mailbox was turned down rather than this message: nothing of the message was read yet, or the server
 * refused the sender or is closing. A message that breaks the connection again and again stops only itself.
 */
function troubleOf(error: SmtpError, progress: Progress): MailboxTrouble | undefined {
  const code = error.responseCode;
  if (code === 421) return 'connection';
  if (error.code === 'EENVELOPE') {
    // 552 and 5.3.4: this message is too big (RFC 1870). A limit of the sender's is told by 4.7.x or 4.2.1 here.
    const tooBig = code === 552 || (error.response ?? '').includes('5.3.4');
    return error.command === 'MAIL FROM' && code !== undefined && !tooBig ? 'sender' : undefined;
  }
  if (progress.stream !== undefined || error.code === 'EMESSAGE') return undefined;
  return error.code === 'EAUTH' || error.code === 'ENOAUTH' || error.code === 'EOAUTH2'
    ? 'auth'
    : 'connection';
}
