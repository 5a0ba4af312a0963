import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import { isRetryable } from '../db/pg-errors.js';
import { write } from '../db/write.js';
import { matchBatch } from '../domain/receiving/match-queries.js';
import { recordReceived } from '../domain/receiving/record-commands.js';
import type { Match, Received } from '../domain/receiving/types.js';
import {
  moveWatermark,
  noteReceived,
  ownAddresses,
  readWatermark,
  type Watched,
} from '../domain/receiving/watch-commands.js';
import type { Clock } from '../kernel/clock.js';
import {
  classify,
  type Inbound,
  newestText,
  readHeaders,
  readMessage,
  threadSubject,
  wantsBody,
} from '../mail/classify/index.js';
import type { MailboxSession, MailFolder, MessageHead, OpenFolder } from './ports.js';

/** Headers fetched, matched and judged together: what a backlog of a week costs in memory. */
const BATCH = 200;
/** How far before the last look a folder is read again when its UIDs have lost their meaning. */
const RESCAN_MS = 7 * 86_400_000;
const TRIES = 3;

export interface ReceiveOptions {
  database: Database;
  clock: Clock;
  log: Logger;
}

/** Where a message came from; without a mailbox for what the mail sandbox delivers. */
export interface Arrival {
  teamId: number;
  mailboxId: number | null;
  folder: string | null;
  role: MailFolder['role'];
  uidValidity: number | null;
  uid: number | null;
  flags: ReadonlySet<string>;
  receivedAt: Date;
}

/**
 * Reads what is new in every folder of a mailbox, records what concerns us and moves the watermarks. `alive` is called
 * after each batch: false ends the work (the lease is somebody else's). @returns how many messages were recorded
 */
export async function syncMailbox(
  options: ReceiveOptions,
  watched: Watched,
  session: MailboxSession,
  alive: () => boolean,
): Promise<number> {
  let recorded = 0;
  // The inbox is opened last: its news are then waited for.
  const order = { sent: 0, junk: 1, inbox: 2 };
  const folders = (await session.folders()).toSorted((a, b) => order[a.role] - order[b.role]);
  for (const folder of folders)
    recorded += await syncFolder(options, watched, session, await session.open(folder), alive);
  await noteReceived(options.database.kysely, watched, options.clock.now());
  return recorded;
}

async function syncFolder(
  options: ReceiveOptions,
  watched: Watched,
  session: MailboxSession,
  folder: OpenFolder,
  alive: () => boolean,
): Promise<number> {
  const mark = await readWatermark(options.database.kysely, watched, folder.path);
  const same = mark?.uidValidity === folder.uidValidity;
  if (same && folder.uidNext <= mark.lastUid + 1) return 0;
  // A new folder begins with the day the mailbox was connected; one whose UIDs changed, with the week before the last look.
  const since = same
    ? undefined
    : mark === undefined
      ? // INTERNALDATE has whole seconds: what came in the second of the connection came after it.
        new Date(Math.floor(watched.connectedAt.getTime() / 1000) * 1000)
      : new Date(mark.syncedAt.getTime() - RESCAN_MS);
  const uids = await session.newUids(same ? mark.lastUid : 0, since);
  let recorded = 0;
  for (let start = 0; start < uids.length && alive(); start += BATCH) {
    recorded += await receiveBatch(
      options,
      watched,
      session,
      folder,
      uids.slice(start, start + BATCH),
      since,
    );
  }
  // Nothing came in, or the last ones are gone: the next look need not ask for them.
  if (alive()) await advance(options, watched, folder, Math.max(folder.uidNext - 1, 0));
  return recorded;
}

async function advance(
  { database, clock }: ReceiveOptions,
  watched: Watched,
  folder: OpenFolder,
  uid: number,
): Promise<void> {
  await write(database.kysely, watched.teamId, (tx) => moveWatermark(tx, watched, folder, uid, clock.now()));
}

interface Candidate {
  head: MessageHead;
  arrival: Arrival;
  message: Inbound;
  /** Set when the message could not be read: why. */
  poison?: string;
}

async function receiveBatch(
  options: ReceiveOptions,
  watched: Watched,
  session: MailboxSession,
  folder: OpenFolder,
  uids: number[],
  since: Date | undefined,
): Promise<number> {
  const { database, log } = options;
  const own = await ownAddresses(database.kysely, watched.teamId);
  const heads = await headsOf(session, uids, options);
  const candidates = heads
    .filter(({ head }) => since === undefined || head.arrivedAt >= since)
    .toSorted((a, b) => a.head.uid - b.head.uid)
    .map(({ head, poison }) => candidateOf(watched, folder, head, poison));
  for (const candidate of candidates) {
    if (candidate.poison === undefined && wantsBody(candidate.message, judge(candidate, own)))
      await readBody(session, candidate, log);
  }
  const received = candidates.map((candidate) => toReceived(candidate, own));
  const matches = await matchBatch(database.kysely, watched.teamId, received, threadSubject);
  let recorded = 0;
  for (const [index, candidate] of candidates.entries()) {
    const match = matches[index];
    if (!concernsUs(candidate, received[index] as Received, match)) continue;
    if (!candidate.message.complete && candidate.poison === undefined)
      await readBody(session, candidate, log);
    recorded += await recordOne(options, watched, folder, candidate, own, match);
  }
  const last = uids.at(-1);
  if (last !== undefined) await advance(options, watched, folder, last);
  return recorded;
}

interface Fetched {
  head: MessageHead;
  poison?: string;
}

/** Headers of these messages; one that the server cannot give is found by halving, and stops nothing but itself. */
async function headsOf(
  session: MailboxSession,
  uids: readonly number[],
  options: ReceiveOptions,
): Promise<Fetched[]> {
  try {
    return (await session.heads(uids)).map((head) => ({ head }));
  } catch (error) {
    if (!session.usable()) throw error;
    const [first] = uids;
    if (first === undefined) return [];
    if (uids.length === 1) {
      options.log.warn({ err: error, uid: first }, 'a mail server cannot give a message');
      const head = {
        uid: first,
        flags: new Set<string>(),
        arrivedAt: options.clock.now(),
        headers: Buffer.alloc(0),
      };
      return [{ head, poison: `The mail server cannot give the message: ${text(error)}` }];
    }
    const half = Math.ceil(uids.length / 2);
    return [
      ...(await headsOf(session, uids.slice(0, half), options)),
      ...(await headsOf(session, uids.slice(half), options)),
    ];
  }
}

function candidateOf(
  watched: Watched,
  folder: OpenFolder,
  head: MessageHead,
  poison: string | undefined,
): Candidate {
  return {
    ...(poison !== undefined && { poison }),
    head,
    message: readHeaders(head.headers),
    arrival: {
      teamId: watched.teamId,
      mailboxId: watched.mailboxId,
      folder: folder.path,
      role: folder.role,
      uidValidity: folder.uidValidity,
      uid: head.uid,
      flags: head.flags,
      receivedAt: head.arrivedAt,
    },
  };
}

/**
 * What is kept: all that is about an e-mail or a person of ours, and what could not be read. The rest of a rep's mail
 * is none of our business: nothing of it is stored.
 */
function concernsUs(candidate: Candidate, received: Received, match: Match | undefined): boolean {
  if (candidate.poison !== undefined) return true;
  if (match === undefined) return false;
  // The ledger's own copies matter when they settle or teach something: in the sent folder, or under another Message-ID.
  return received.judged.kind !== 'own' || match.copy || received.role === 'sent';
}

async function readBody(session: MailboxSession, candidate: Candidate, log: Logger): Promise<void> {
  try {
    const raw = await session.source(candidate.head.uid);
    if (raw !== undefined) candidate.message = await readMessage(raw);
  } catch (error) {
    // A broken connection is no fault of the message.
    if (!session.usable()) throw error;
    candidate.poison = `The message could not be read: ${text(error)}`;
    log.warn(
      { err: error, teamId: candidate.arrival.teamId, uid: candidate.head.uid },
      'a received message could not be read',
    );
  }
}

/** Record, effects and watermark in one transaction; a message that makes it fail is recorded without effect. */
async function recordOne(
  options: ReceiveOptions,
  watched: Watched,
  folder: OpenFolder,
  candidate: Candidate,
  own: ReadonlySet<string>,
  match: Match | undefined,
): Promise<number> {
  const { database, clock, log } = options;
  const now = clock.now();
  const commit = (message: Received, about: Match | undefined) =>
    retried(() =>
      write(database.kysely, watched.teamId, async (tx) => {
        if (!(await moveWatermark(tx, watched, folder, candidate.head.uid, now))) return undefined;
        return recordReceived(tx, watched.teamId, now, message, about);
      }),
    );
  try {
    return (await commit(toReceived(candidate, own), match)) === undefined ? 0 : 1;
  } catch (error) {
    if (!isOfTheMessage(error)) throw error;
    log.error(
      { err: error, teamId: watched.teamId, uid: candidate.head.uid },
      'a received message could not be recorded',
    );
    const why = `The message could not be dealt with: ${text(error)}`;
    return (await commit(toReceived({ ...candidate, poison: why }, own), undefined)) === undefined ? 0 : 1;
  }
}

/** Errors that the same message will cause again; a database that is away stops the mailbox and is tried again. */
function isOfTheMessage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return !/connection|terminat|timeout|ECONN/i.test(text(error));
  // Classes 22 (data), 23 (constraints), 42 (the statement), 54 (limits); not 08, 53, 57 and the network's.
  return /^(22|23|42|54|P0)/.test(code);
}

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt >= TRIES) throw error;
    }
  }
}

function judge({ message, arrival }: Candidate, own: ReadonlySet<string>) {
  return classify(message, {
    own,
    folder: arrival.role,
    flags: arrival.flags,
    receivedAt: arrival.receivedAt,
  });
}

function toReceived(candidate: Candidate, own: ReadonlySet<string>): Received {
  const { message, arrival, head, poison } = candidate;
  const judged = judge(candidate, own);
  return {
    ...arrival,
    messageId: message.messageId ?? madeUpId(head, arrival),
    inReplyTo: message.inReplyTo,
    references: message.references,
    from: message.from,
    to: message.to.map(({ address }) => address),
    cc: message.cc.map(({ address }) => address),
    subject: message.subject,
    threadSubject: threadSubject(message.subject),
    text: newestText(message.text),
    judged:
      poison === undefined
        ? judged
        : { ...judged, kind: 'other', severity: null, returnsOn: null, confidence: 0, evidence: [poison] },
  };
}

/** For messages without a Message-ID: the same for the same message, so that it is recorded once. */
function madeUpId({ headers, uid }: MessageHead, { folder, uidValidity }: Arrival): string {
  const known = headers.length > 0 ? headers : `${folder}/${uidValidity}/${uid}`;
  return `<${createHash('sha256').update(known).digest('hex').slice(0, 40)}@no-message-id.invalid>`;
}

/**
 * Takes in one whole message, from wherever it came (the mail sandbox, tests), as the mailbox reader does.
 * @returns the id of its record; undefined when it is known already or concerns nobody
 */
export async function receiveMessage(
  database: Database,
  arrival: Arrival,
  raw: Buffer,
  now: Date,
): Promise<number | undefined> {
  const db = database.kysely;
  const own = await ownAddresses(db, arrival.teamId);
  const candidate: Candidate = {
    arrival,
    head: {
      uid: arrival.uid ?? 0,
      flags: arrival.flags,
      arrivedAt: arrival.receivedAt,
      headers: raw.subarray(0, 64_000),
    },
    message: await readMessage(raw),
  };
  const received = toReceived(candidate, own);
  const [match] = await matchBatch(db, arrival.teamId, [received], threadSubject);
  if (!concernsUs(candidate, received, match)) return undefined;
  return retried(() =>
    write(db, arrival.teamId, (tx) => recordReceived(tx, arrival.teamId, now, received, match)),
  );
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
