import { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { OutgoingMessage, RecipientAnswer, SendResult } from '../engine/ports.js';
import { judgeRefusal, type Refusal, type Stage } from './refusals.js';
import { wireMessageId } from './wire-id.js';

export type SmtpAuth =
  | { user: string; pass: string }
  | { type: 'OAuth2'; user: string; accessToken: string }
  | undefined;

/** How long is waited, in milliseconds. RFC 5321 4.5.3.2 says how patient a client has to be. */
export interface Patience {
  connectMs: number;
  /** For the answers to MAIL, RCPT and DATA, all together; then for each block of the data. */
  commandMs: number;
  /** For the answer to the final dot: ten minutes, or messages come twice. */
  endMs: number;
}

export const PATIENCE: Patience = { connectMs: 30_000, commandMs: 300_000, endMs: 600_000 };

export interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  recipient?: string;
  rejectedErrors?: SmtpError[];
}

/** What a connection was made for, so that its last words are understood. */
export interface SessionOptions {
  host: string;
  auth: SmtpAuth;
  patience: Patience;
  /** Options of nodemailer's SMTPConnection beside those. */
  connection: object;
  /** Nothing is connected to any more. */
  stopping?: AbortSignal;
  /** Everything is broken off, whoever has to answer. */
  gone?: AbortSignal;
}

/** One signed-in connection; carries one message at a time. */
export interface Session {
  /** Hands over one message. `stale`: the connection had ended before anything was asked of it; another may be used. */
  hand(message: Handed): Promise<SendResult | 'stale'>;
  readonly ended: boolean;
  close(): void;
}

export type Handed = Pick<OutgoingMessage, 'envelope' | 'compose' | 'begin' | 'settled'>;

/**
 * long: one conversation over one socket, whose state all its functions have.
 * @throws SmtpError when the server is not reached, or does not let us in
 */
export async function openSession({
  host,
  auth,
  patience,
  connection: more,
  stopping,
  gone,
}: SessionOptions): Promise<Session> {
  const connection = new SMTPConnection({
    ...more,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    // The watch below is nearer; this one ends what nobody watches.
    socketTimeout: patience.endMs + patience.commandMs,
  });
  let ended = false;
  let failure: (error: SmtpError) => void = () => undefined;
  connection.on('error', (error: SmtpError) => {
    ended = true;
    failure(error);
  });
  connection.once('end', () => {
    ended = true;
    failure(Object.assign(new Error('The connection was closed.'), { code: 'ECONNECTION' }));
  });
  const breakOff = () => {
    ended = true;
    failure(
      Object.assign(new Error('this server was stopped before there was an answer'), { code: STOPPED }),
    );
    connection.close();
  };
  const deaf = () => {
    stopping?.removeEventListener('abort', breakOff);
    gone?.removeEventListener('abort', breakOff);
  };
  stopping?.addEventListener('abort', breakOff, { once: true });
  await new Promise<void>((resolve, reject) => {
    failure = reject;
    if (stopping?.aborted) return breakOff();
    return connection.connect((error) => {
      if (error) return reject(error);
      if (auth === undefined || connection.authenticated) return resolve();
      if (!connection.allowsAuth && auth.user === '') return resolve();
      return connection.login(loginOf(auth), (denied: Error | null) => (denied ? reject(denied) : resolve()));
    });
  }).catch((error: unknown) => {
    deaf();
    connection.close();
    throw error;
  });
  deaf();
  gone?.addEventListener('abort', breakOff, { once: true });
  failure = () => undefined;
  let used = false;
  /** A transaction was broken off: the next begins with RSET. */
  let broken = false;
  const reset = () =>
    new Promise<void>((resolve) => {
      failure = () => resolve();
      connection.reset((error) => {
        if (error) connection.close();
        resolve();
      });
    });
  const unused = () => (gone?.aborted ? WITHDRAWN : used ? 'stale' : CLOSED);
  return {
    get ended() {
      return ended;
    },
    close: () => {
      deaf();
      ended = true;
      connection.close();
    },
    hand: async (message) => {
      let raw: Buffer;
      try {
        raw = await message.compose();
      } catch (error) {
        return { kind: 'unsendable', reason: error instanceof Error ? error.message : String(error) };
      }
      if (broken && !ended) await reset();
      broken = false;
      if (ended) return unused();
      if (!(await message.begin())) return { kind: 'withdrawn' };
      if (ended) return unused();
      const outcome = await transact({ connection, patience, host }, message.envelope, raw, (told) => {
        failure = told;
      });
      failure = () => undefined;
      const stale = used && outcome.untouched;
      used = true;
      broken = outcome.result.kind !== 'sent';
      return stale ? 'stale' : outcome.result;
    },
  };
}

const STOPPED = 'ESTOPPED';

/** Nothing was said to the server about it. */
export const WITHDRAWN: SendResult = { kind: 'withdrawn' };

/** The server let us in and closed the connection before anything was said. */
const CLOSED: SendResult = {
  kind: 'refused',
  permanent: false,
  reply: 'The connection was closed before the message could be handed over.',
  trouble: 'connection',
};

function loginOf(auth: Exclude<SmtpAuth, undefined>) {
  if ('pass' in auth) return { user: auth.user, credentials: { user: auth.user, pass: auth.pass } };
  return { user: auth.user, oauth2: new XOAuth2({ user: auth.user, accessToken: auth.accessToken }) };
}

/** How far a message got. */
interface Progress {
  /** The server said 354: its data are asked for. */
  data: boolean;
  /** The final dot follows. */
  ended: boolean;
  /** It was we who gave up. */
  gaveUp: boolean;
}

/** Pieces of a message, as they are written. */
const BLOCK = 65_536;

/** One message over a connection; `onBroken` is given who is told when that ends. */
function transact(
  { connection, patience, host }: Pick<SessionOptions, 'patience' | 'host'> & { connection: SMTPConnection },
  envelope: OutgoingMessage['envelope'],
  raw: Buffer,
  onBroken: (told: (error: SmtpError) => void) => void,
): Promise<{ result: SendResult; untouched: boolean }> {
  const progress: Progress = { data: false, ended: false, gaveUp: false };
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const watch = (ms: number) => {
      clearTimeout(timer);
      timer = after(() => {
        progress.gaveUp = true;
        finish(
          Object.assign(new Error(`the server did not answer in ${Math.round(ms / 1000)} seconds`), {
            code: 'ETIMEDOUT',
          }),
        );
        connection.close();
      }, ms);
    };
    const finish = (error: SmtpError | null, info?: { response: string; rejectedErrors?: SmtpError[] }) => {
      clearTimeout(timer);
      resolve({
        result: error ? judge(error, progress, envelope.to) : accepted(info, envelope.to, host),
        untouched: error !== null && isUntouched(error, progress),
      });
    };
    onBroken(finish);
    watch(patience.commandMs);
    const source = function* () {
      progress.data = true;
      for (let at = 0; at < raw.length; at += BLOCK) {
        watch(patience.commandMs);
        yield raw.subarray(at, at + BLOCK);
      }
    };
    const stream = Readable.from(source(), { objectMode: false, highWaterMark: BLOCK });
    stream.once('end', () => {
      progress.ended = true;
      watch(patience.endMs);
    });
    connection.send({ ...envelope, size: raw.length }, stream, (error, info) => finish(error, info));
  });
}

/** Closed while it was idle: the first thing we said met no one. */
function isUntouched(error: SmtpError, { data, gaveUp }: Progress): boolean {
  if (data || gaveUp || error.code === STOPPED) return false;
  const closing = error.responseCode === 421 && (error.command === 'MAIL FROM' || error.command === 'CONN');
  return closing || (error.responseCode === undefined && error.code !== 'EENVELOPE');
}

function accepted(
  info: { response: string; rejectedErrors?: SmtpError[] } | undefined,
  to: readonly string[],
  host: string,
): SendResult {
  const reply = info?.response ?? '';
  const wireId = wireMessageId(reply, host);
  const id = wireId === undefined ? {} : { wireId };
  const refused = info?.rejectedErrors ?? [];
  if (refused.length === 0) return { kind: 'sent', reply, ...id };
  const recipients = answersOf(refused, to, reply);
  const first = recipients.find(({ address }) => address === to[0]);
  if (!first || first.accepted) return { kind: 'sent', reply, recipients, ...id };
  // Copies got through, the person's message did not.
  const code = codeOf(first.reply);
  return { ...refusalOf('rcpt', first.reply, code, true), recipients, ...id };
}

function answersOf(refused: readonly SmtpError[], to: readonly string[], reply: string): RecipientAnswer[] {
  return to.map((address) => {
    const error = refused.find((each) => each.recipient === address);
    if (!error) return { address, accepted: true, permanent: false, reply, noSuchAddress: false };
    const said = error.response ?? error.message;
    const refusal = judgeRefusal('rcpt', error.responseCode, said);
    return {
      address,
      accepted: false,
      permanent: isFinal(error.responseCode, refusal) && refusal.about !== 'sender',
      reply: said,
      noSuchAddress: refusal.about === 'address',
      ...(refusal.about === 'sender' ? { trouble: refusal.why } : {}),
    };
  });
}

/** Whether a refusal ends it: a code for good of a server that said whom it means. */
const isFinal = (code: number | undefined, refusal: Refusal): boolean =>
  (code ?? 0) >= 500 && !(refusal.about === 'message' && refusal.unsure);

const codeOf = (reply: string): number | undefined => {
  const code = Number.parseInt(reply.slice(0, 3), 10);
  return Number.isFinite(code) ? code : undefined;
};

type Refused = Extract<SendResult, { kind: 'refused' }>;

function refusalOf(stage: Stage, reply: string, code: number | undefined, alone: boolean): Refused {
  const refusal = judgeRefusal(stage, code, reply, alone);
  return {
    kind: 'refused',
    permanent: isFinal(code, refusal),
    reply,
    ...(refusal.about === 'sender' ? { trouble: refusal.why } : {}),
    ...(refusal.about === 'address' ? { noSuchAddress: true } : {}),
  };
}

/** What an error says about the message: an answer decides, otherwise whether its end was ever sent. */
export function judge(error: SmtpError, progress: Progress, to: readonly string[]): SendResult {
  const code = error.responseCode;
  if (code !== undefined && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')) {
    const stage = stageOf(error, progress);
    // Several recipients were refused: the person's own answer counts.
    const own = error.rejectedErrors?.find(({ recipient }) => recipient === to[0]) ?? error;
    const said = own.response ?? own.message;
    const answer = own.responseCode ?? code;
    const refusal = refusalOf(stage, said, answer, isAbout(said, to));
    const others = error.rejectedErrors ?? [];
    return others.length > 1 ? { ...refusal, recipients: answersOf(others, to, '') } : refusal;
  }
  // Before the final dot no server takes responsibility (RFC 5321 4.2.5, 6.1).
  if (progress.ended)
    return {
      kind: 'unknown',
      detail: error.message,
      ...(progress.gaveUp ? { trouble: 'silent' as const } : {}),
    };
  if (error.code === STOPPED) return WITHDRAWN;
  const reply = error.response ?? error.message;
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { kind: 'unsendable', reason: reply };
  // A message that breaks the connection again and again stops only itself.
  if (progress.data) return { kind: 'refused', permanent: false, reply };
  return { kind: 'refused', permanent: false, reply, trouble: troubleOf(error) };
}

/** An answer to the whole message is about the person where nobody else gets it, or where it names the person alone. */
function isAbout(said: string, [person, ...others]: readonly string[]): boolean {
  if (others.length === 0) return true;
  const words = said.toLowerCase();
  const named = (address: string) => words.includes(address.toLowerCase());
  return person !== undefined && named(person) && !others.some(named);
}

function stageOf(error: SmtpError, progress: Progress): Stage {
  if (error.command === 'MAIL FROM') return 'mail';
  if (error.command === 'RCPT TO') return 'rcpt';
  return progress.data ? 'end' : 'data';
}

/** Why a server could not be used at all. */
export function troubleOf(error: SmtpError): NonNullable<Refused['trouble']> {
  const said = error.response ?? '';
  const denied = error.code === 'EAUTH' || error.code === 'ENOAUTH' || error.code === 'EOAUTH2';
  const refusal = judgeRefusal(denied ? 'auth' : 'greeting', error.responseCode, said);
  return refusal.about === 'sender' ? refusal.why : 'connection';
}
