import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import type {
  FolderRole,
  MailboxAccount,
  MailboxReader,
  MailboxSession,
  MailFolder,
  OpenFolder,
} from '../engine/ports.js';
import type { SignIn } from './access.js';
import { HEADER_LIMIT, SOURCE_LIMIT } from './foreign/types.js';
import { type AllowedHosts, checkedAddress } from '../outside/guard.js';

/** What a server may send at once: more than is asked for, so that only one that ignores the question is cut off. */
const LITERAL_LIMIT = SOURCE_LIMIT + 100_000;
/** A line of a response. A SEARCH that finds 400,000 messages has one this long. */
const LINE_LIMIT = 4_000_000;
const RESPONSE_LIMIT = LITERAL_LIMIT + LINE_LIMIT;
const TOKEN_LIMIT = 200_000;
const TIMEOUT_MS = 30_000;
/** RFC 2177: servers may hang up after half an hour; many routers do much earlier. */
const SILENCE_MS = 10 * 60_000;

/** Beyond these a mailbox is an archive: folders have to be named. */
const MOST_OTHERS = 50;

const ROLES: Readonly<Record<string, FolderRole>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Junk': 'junk',
};

export interface ImapOptions {
  /** How to sign in right now: tokens are fetched anew where they ran out (mail/access.ts). */
  signIn(account: MailboxAccount): Promise<SignIn>;
  /** Servers on this machine and in private networks are allowed. */
  allowedHosts: AllowedHosts;
  /** false: look every so often instead of waiting for the server's word (servers whose IDLE is broken). */
  idle: boolean;
}

/** Reads mailboxes over IMAP4rev1 (RFC 3501), without changing anything in them: folders are opened read-only. */
export function imapReader(options: ImapOptions): MailboxReader {
  return {
    connect: async (account, stop) => {
      const client = await orStopped(clientOf(account, options), stop);
      // Without a listener an error of the connection would end the process; it also rejects the pending call.
      client.on('error', () => undefined);
      const giveUp = () => client.close();
      stop.addEventListener('abort', giveUp, { once: true });
      try {
        if (stop.aborted) throw new Error('the server is stopping');
        await client.connect();
      } catch (error) {
        client.close();
        throw new Error(explain(account, error), { cause: error });
      } finally {
        stop.removeEventListener('abort', giveUp);
      }
      return sessionOf(client, options.idle);
    },
  };
}

/** Name servers and token requests hold up no stop: what comes of them is not used. @throws Error when it stops */
async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  let onStop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onStop = () => reject(new Error('the server is stopping'));
  });
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  return Promise.race([work, stopped]).finally(() => stop.removeEventListener('abort', onStop));
}

async function clientOf(account: MailboxAccount, { signIn, allowedHosts }: ImapOptions): Promise<ImapFlow> {
  const { imap, emailAddress } = account;
  if (!imap) throw new Error(`${emailAddress} has no IMAP server.`);
  const address = await checkedAddress(imap, allowedHosts);
  const access = await signIn(account);
  return new ImapFlow({
    host: address,
    // The certificate is that of the name, not of the address.
    ...(isIP(imap.host) === 0 ? { servername: imap.host } : {}),
    port: imap.port,
    secure: imap.security === 'tls',
    doSTARTTLS: imap.security === 'starttls',
    auth:
      access.kind === 'password'
        ? { user: access.user, pass: access.password }
        : { user: access.user, accessToken: access.accessToken },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: LITERAL_LIMIT,
    maxLineLength: LINE_LIMIT,
    maxResponseSize: RESPONSE_LIMIT,
    maxResponseTokens: TOKEN_LIMIT,
  });
}

function sessionOf(client: ImapFlow, idle: boolean): MailboxSession {
  // Told between two commands, before anybody waits for it.
  let news = false;
  client.on('exists', () => {
    news = true;
  });
  return {
    folders: (others) => foldersOf(client, others),
    open: async (folder) => {
      const opened = await openFolder(client, folder);
      news = false;
      return opened;
    },
    newUids: async (after, since) => {
      // Servers compare dates in a zone of their own (RFC 3501 section 6.4.4): a day more is asked for.
      const from = since && new Date(since.getTime() - 86_400_000);
      const found = await client.search(
        { uid: `${after + 1}:*`, ...(from && { since: from }) },
        { uid: true },
      );
      // "n:*" names the last message even when it lies below n (RFC 3501 section 9).
      return (found || []).filter((uid) => uid > after).sort((a, b) => a - b);
    },
    heads: async (uids) => {
      if (uids.length === 0) return [];
      const messages = await client.fetchAll(
        uids.join(','),
        {
          uid: true,
          flags: true,
          internalDate: true,
          bodyParts: [{ key: 'HEADER', start: 0, maxLength: HEADER_LIMIT }],
        },
        { uid: true },
      );
      return messages.map(({ uid, flags, internalDate, headers }) => ({
        uid,
        flags: flags ?? new Set<string>(),
        arrivedAt: new Date(internalDate ?? 0),
        headers: headers ?? Buffer.alloc(0),
      }));
    },
    source: async (uid) => {
      const message = await client.fetchOne(
        String(uid),
        { source: { start: 0, maxLength: SOURCE_LIMIT } },
        { uid: true },
      );
      return message ? message.source : undefined;
    },
    waitForNews: async (ms, stop) => {
      if (!news) await waitForNews(client, ms, stop, idle && client.capabilities.has('IDLE'));
    },
    usable: () => client.usable,
    close: async () => {
      client.close();
    },
  };
}

/** Holds nothing that came from outside, or what was thrown away. */
const NEVER_READ: ReadonlySet<string> = new Set(['\\Drafts', '\\Trash', '\\Flagged', '\\Important']);

/**
 * By SPECIAL-USE (RFC 6154), or where the server has none by the names folders usually have. Others: where there is a
 * folder of all mail (Gmail) that one alone, else every folder that can hold received mail.
 */
async function foldersOf(client: ImapFlow, others: readonly string[] | null): Promise<MailFolder[]> {
  const listed = await client.list({ statusQuery: { uidNext: true, uidValidity: true } });
  const found = new Map<FolderRole, MailFolder>();
  const rest: MailFolder[] = [];
  let everything: MailFolder | undefined;
  for (const { path, specialUse = '', flags, status } of listed) {
    if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue;
    const role = ROLES[specialUse];
    const known =
      status?.uidNext === undefined || status.uidValidity === undefined
        ? undefined
        : { uidValidity: Number(status.uidValidity), uidNext: Number(status.uidNext) };
    const folder: MailFolder = { path, role: role ?? 'other', ...(known && { known }) };
    if (role !== undefined && !found.has(role)) found.set(role, folder);
    else if (specialUse === '\\All') everything = folder;
    else if (others === null ? !NEVER_READ.has(specialUse) : others.includes(path))
      rest.push({ ...folder, role: 'other' });
  }
  const read =
    everything !== undefined && (others === null || others.includes(everything.path)) ? [everything] : rest;
  return [...found.values(), ...read.slice(0, MOST_OTHERS)];
}

async function openFolder(client: ImapFlow, folder: MailFolder): Promise<OpenFolder> {
  const { known: _known, ...rest } = folder;
  const opened = await client.mailboxOpen(folder.path, { readOnly: true });
  // 32 bits each (RFC 3501 section 2.3.1.1): safe as numbers.
  return { ...rest, uidValidity: Number(opened.uidValidity), uidNext: Number(opened.uidNext) };
}

function waitForNews(client: ImapFlow, ms: number, stop: AbortSignal, idle: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      clearTimeout(timer);
      client.off('exists', heard);
      client.off('close', closed);
      stop.removeEventListener('abort', heard);
      if (error) reject(error);
      else resolve();
    };
    const heard = () => done();
    const closed = () => done(stop.aborted ? undefined : new Error('The IMAP server closed the connection.'));
    const timer = setTimeout(heard, ms);
    client.on('exists', heard);
    client.on('close', closed);
    stop.addEventListener('abort', heard, { once: true });
    if (stop.aborted) return done();
    if (idle) void idleUntilCommand(client, done);
  });
}

/** Ends with the next command. */
async function idleUntilCommand(client: ImapFlow, failed: (error: Error) => void): Promise<void> {
  try {
    await client.idle();
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
  }
}

function explain({ imap, username }: MailboxAccount, error: unknown): string {
  const failure = error as {
    authenticationFailed?: boolean;
    responseText?: string;
    code?: string;
    message?: string;
  };
  const server = `${imap?.host}:${imap?.port}`;
  if (failure.authenticationFailed)
    return `${server} does not let ${username} in: ${failure.responseText ?? 'wrong name or password'}.`;
  return `${server} cannot be read: ${failure.responseText ?? failure.message ?? failure.code ?? 'no answer'}.`;
}
