import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Mailer, SendResult } from '../engine/ports.js';

/** A server that has not answered by then is given up; the engine's lease (engine/send.ts) is longer. */
const GIVE_UP_MS = 120_000;

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

/** How far a message got, seen from the stream it is read from. */
interface Progress {
  stream?: Readable;
}

/** SMTP through a pool of connections, from a URL such as smtps://user:password@host:465. */
export function smtpMailer(url: string): Mailer {
  const progressOf = new Map<string, Progress>();
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    // A message is never sent a second time by the pool: what became of the first is not its to judge.
    maxRequeues: 0,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 60_000,
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
  return {
    send: async (message) => {
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
        const info = (await transport.sendMail(data)) as unknown as {
          response: string;
          accepted: unknown[];
          rejected: unknown[];
        };
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
    },
    close: async () => transport.close(),
  };
}

/** What an error says about the message: an answer decides, otherwise whether its end was ever sent. */
export function judge(error: SmtpError, progress: Progress): SendResult {
  const reply = error.response ?? error.message;
  const answered =
    error.responseCode !== undefined && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
  if (answered) return { kind: 'refused', permanent: (error.responseCode ?? 0) >= 500, reply };
  // The final dot follows the end of this stream; before it no server takes responsibility (RFC 5321 4.2.5, 6.1).
  const ended = progress.stream?.readableEnded ?? false;
  if (ended) return { kind: 'unknown', detail: error.message };
  // Connection, TLS and login troubles pass or are repaired; only a refused envelope without a code is for good.
  return {
    kind: 'refused',
    permanent: error.code === 'EENVELOPE' && error.responseCode === undefined,
    reply,
  };
}
