import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { countUnreadable, noteReceived } from '../../domain/mailboxes/watch-rows.js';
import {
  beginTry,
  endTry,
  knownMessages,
  linkHostsOf,
  type Match,
  matchBatch,
  moveWatermark,
  otherFolders,
  ownAddresses,
  readWatermark,
  type Received,
  recordReceived,
  sentTexts,
  type Watched,
} from '../../domain/receiving/index.js';
import type { Clock } from '../../kernel/clock.js';
import { threadSubject } from '../../mail/classify/index.js';
import { headerEnd } from '../../mail/foreign/limits.js';
import { type ForeignReader, foreignReader } from '../../mail/foreign/reader.js';
import type { MailboxSession, MailFolder, OpenFolder } from '../ports.js';
import {
  type Arrival,
  blankHead,
  type Candidate,
  isRelevant,
  type Desk,
  type Fetched,
  fetchHeads,
  readHeads,
  readWhole,
  text,
  toReceived,
} from './receive-mail.js';

export type { Arrival } from './receive-mail.js';

/** Headers fetched, matched and classified together: what a backlog of a week costs in memory. */
const BATCH = 100;
/** How far back a folder beside inbox, sent mail and junk is read when it is met for the first time. */
const OTHERS_MS = 30 * 86_400_000;
/** How far before the last look a folder is read again when its UIDs have lost their meaning. */
const RESCAN_MS = 7 * 86_400_000;
/** How often a message may end the reading of its mailbox (or this process) before it is passed over. */
const TRIES_OF_ONE = 3;

export interface ReceiveOptions {
  database: Database;
  clock: Clock;
  log: Logger;
  /** Reads messages from outside; the process's own when absent. */
  foreign?: ForeignReader;
  /** Host of PUBLIC_URL: tracked links and opt-outs lead there where no domain of a mailbox or team does. */
  publicHost?: string;
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
  const order = { sent: 0, junk: 1, inbox: 2, other: 3 };
  const others = await otherFolders(options.database.kysely, watched);
  const folders = (await session.folders(others)).toSorted((a, b) => order[a.role] - order[b.role]);
  for (const folder of folders)
    if (await hasNews(options, watched, folder))
      recorded += await syncFolder(options, watched, session, await session.open(folder), alive);
  // The inbox is opened last: its news are then waited for, and what came meanwhile is read.
  const inbox = folders.findLast(({ role }) => role === 'inbox');
  if (inbox) recorded += await syncFolder(options, watched, session, await session.open(inbox), alive);
  await noteReceived(options.database.kysely, watched, options.clock.now());
  return recorded;
}

/** Whether a folder that is not the inbox has to be opened, as far as the list of folders says. */
async function hasNews({ database }: ReceiveOptions, watched: Watched, folder: MailFolder): Promise<boolean> {
  if (folder.known === undefined || folder.role !== 'other') return true;
  const mark = await readWatermark(database.kysely, watched, folder.path);
  return mark?.uidValidity !== folder.known.uidValidity || folder.known.uidNext > mark.lastUid + 1;
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
      ? beginningOf(folder, watched, options.clock.now())
      : new Date(mark.syncedAt.getTime() - RESCAN_MS);
  const uids = await session.newUids(same ? mark.lastUid : 0, since);
  const reading: Reading = { options, watched, session, folder, since };
  // What was being read when the last try ended, of whatever cause: one by one this time, and a few times at most.
  const careful = same ? mark.tryingTo : 0;
  let recorded = 0;
  for (let start = 0; start < uids.length && alive(); ) {
    const first = uids[start] as number;
    const batch = first <= careful ? [first] : uids.slice(start, start + BATCH);
    recorded += await tried(reading, batch, first <= careful);
    start += batch.length;
  }
  // Nothing came in, or the last ones are gone: the next look need not ask for them.
  if (alive()) await advance(options, watched, folder, Math.max(folder.uidNext - 1, 0));
  return recorded;
}

/** A folder that is met for the first time is read from here on. */
function beginningOf(folder: OpenFolder, { connectedAt }: Watched, now: Date): Date {
  // INTERNALDATE has whole seconds: what came in the second of the connection came after it.
  const connected = Math.floor(connectedAt.getTime() / 1000) * 1000;
  return new Date(folder.role === 'other' ? Math.max(connected, now.getTime() - OTHERS_MS) : connected);
}

async function advance(
  { database, clock }: ReceiveOptions,
  watched: Watched,
  folder: OpenFolder,
  uid: number,
): Promise<void> {
  await write(database.kysely, watched.teamId, (tx) => moveWatermark(tx, watched, folder, uid, clock.now()));
}

interface Reading {
  options: ReceiveOptions;
  watched: Watched;
  session: MailboxSession;
  folder: OpenFolder;
  /** Older messages are none of ours. */
  since: Date | undefined;
}

/** With the connection and the process alive, whatever failed was no fault of the message: the try does not count. */
async function tried(reading: Reading, uids: number[], careful: boolean): Promise<number> {
  const { options, watched, session, folder } = reading;
  try {
    return await receiveBatch(reading, uids, careful);
  } catch (error) {
    if (session.usable()) await endTry(options.database.kysely, watched, folder);
    throw error;
  }
}

/** `careful`: the last try to read this message ended everything; it is noted, and after some tries passed over. */
async function receiveBatch(reading: Reading, uids: number[], careful: boolean): Promise<number> {
  const { options, watched, session, folder, since } = reading;
  const { database, clock, log } = options;
  const db = database.kysely;
  const tries = await beginTry(db, watched, folder, uids, clock.now());
  const own = await ownAddresses(db, watched.teamId);
  const linkHosts = await linkHostsOf(db, watched.teamId, options.publicHost);
  const desk: Desk = { foreign: options.foreign ?? foreignReader(), own, linkHosts, log };
  const fetched =
    careful && tries > TRIES_OF_ONE
      ? [givenUp(uids[0] as number, clock.now())]
      : await fetchHeads(session, uids, clock.now(), log);
  const read = await readHeads(
    desk,
    fetched
      .filter(({ head }) => since === undefined || head.arrivedAt >= since)
      .toSorted((a, b) => a.head.uid - b.head.uid)
      .map((each) => ({ ...each, arrival: arrivalOf(watched, folder, each) })),
  );
  // Moved, or in two folders: each message once over all of them.
  const ids = read.map((candidate) => toReceived(candidate).messageId ?? '');
  const known = await knownMessages(db, watched, ids);
  const candidates = read.filter((_, index) => !known.has(ids[index] as string));
  for (const candidate of candidates)
    if (candidate.unreadable === undefined && candidate.mail.wantsBody)
      await readWhole(desk, session, candidate);
  const matches = await matched(options, watched.teamId, candidates);
  let recorded = 0;
  for (const [index, candidate] of candidates.entries()) {
    const match = matches[index];
    if (!isRelevant(candidate, toReceived(candidate), match?.match)) continue;
    await readAnswer(desk, session, candidate, match);
    recorded += await recordOne(options, watched, folder, candidate, match?.match);
  }
  const last = uids.at(-1);
  if (last !== undefined) await advance(options, watched, folder, last);
  return recorded;
}

function givenUp(uid: number, now: Date): Fetched {
  return {
    head: blankHead(uid, now),
    unreadable: `Reading it ended the connection or the server ${TRIES_OF_ONE} times: it was passed over.`,
  };
}

function arrivalOf(watched: Watched, folder: OpenFolder, { head }: Fetched): Arrival {
  return {
    teamId: watched.teamId,
    mailboxId: watched.mailboxId,
    folder: folder.path,
    role: folder.role === 'other' ? 'inbox' : folder.role,
    uidValidity: folder.uidValidity,
    uid: head.uid,
    flags: head.flags,
    receivedAt: head.arrivedAt,
  };
}

interface Matched {
  match: Match;
  /** The text of the e-mail of ours that it is about. */
  ours: string | undefined;
}

async function matched(
  { database }: Pick<ReceiveOptions, 'database'>,
  teamId: number,
  candidates: readonly Candidate[],
): Promise<(Matched | undefined)[]> {
  const db = database.kysely;
  const matches = await matchBatch(db, teamId, candidates.map(toReceived), threadSubject);
  const ids = matches.flatMap((match) => match?.emailId ?? []);
  const texts = await sentTexts(db, teamId, ids);
  return matches.map(
    (match) => match && { match, ours: match.emailId === null ? undefined : texts.get(match.emailId) },
  );
}

/** What of a message is classified by its words, and so must be classified without ours in it. */
const SAID_BY_WORDS: ReadonlySet<string> = new Set([
  'reply',
  'auto_reply',
  'unsubscribe',
  'meeting',
  'other',
]);

/** Reads the body of a message that concerns us, with our own words known beforehand, and with what is shown of it. */
async function readAnswer(
  desk: Desk,
  source: Pick<MailboxSession, 'source' | 'usable'>,
  candidate: Candidate,
  match: Matched | undefined,
): Promise<void> {
  if (candidate.unreadable !== undefined) return;
  const { complete, classification } = candidate.mail;
  const again = match !== undefined && SAID_BY_WORDS.has(classification.kind);
  if (!complete || again) await readWhole(desk, source, candidate, { ours: match?.ours, shown: true });
}

/** Record, effects and watermark in one transaction; a message that makes it fail is recorded without effect. */
async function recordOne(
  options: ReceiveOptions,
  watched: Watched,
  folder: OpenFolder,
  candidate: Candidate,
  match: Match | undefined,
): Promise<number> {
  const { database, clock, log } = options;
  const now = clock.now();
  const commit = (message: Received, about: Match | undefined) =>
    write(database.kysely, watched.teamId, async (tx) => {
      if (!(await moveWatermark(tx, watched, folder, candidate.uid, now))) return undefined;
      const id = await recordReceived(tx, watched.teamId, now, message, about);
      if (id !== undefined && message.unreadable !== null) await countUnreadable(tx, watched, now);
      return id;
    });
  try {
    return (await commit(toReceived(candidate), match)) === undefined ? 0 : 1;
  } catch (error) {
    if (!isOfTheMessage(error)) throw error;
    log.error(
      { err: error, teamId: watched.teamId, uid: candidate.uid },
      'a received message could not be recorded',
    );
    const why = `The message could not be dealt with: ${text(error)}`;
    return (await commit(toReceived({ ...candidate, unreadable: why }), undefined)) === undefined ? 0 : 1;
  }
}

/** Errors that the same message will cause again; a database that is away stops the mailbox and is tried again. */
function isOfTheMessage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return !/connection|terminat|timeout|ECONN/i.test(text(error));
  // Classes 22 (data), 23 (constraints), 42 (the statement), 54 (limits); not 08, 53, 57 and the network's.
  return /^(22|23|42|54|P0)/.test(code);
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
  { foreign = foreignReader(), log }: { foreign?: ForeignReader; log?: Logger } = {},
): Promise<number | undefined> {
  const db = database.kysely;
  const desk: Desk = {
    foreign,
    own: await ownAddresses(db, arrival.teamId),
    linkHosts: await linkHostsOf(db, arrival.teamId, undefined),
    ...(log && { log }),
  };
  const source = { source: async () => raw, usable: () => true };
  const head = {
    uid: arrival.uid ?? 0,
    flags: arrival.flags,
    arrivedAt: arrival.receivedAt,
    headers: raw.subarray(0, headerEnd(raw)),
  };
  const [candidate] = await readHeads(desk, [{ head, arrival }]);
  if (!candidate) return undefined;
  if (candidate.unreadable === undefined && candidate.mail.wantsBody)
    await readWhole(desk, source, candidate);
  const [match] = await matched({ database }, arrival.teamId, [candidate]);
  if (!isRelevant(candidate, toReceived(candidate), match?.match)) return undefined;
  await readAnswer(desk, source, candidate, match);
  return write(db, arrival.teamId, (tx) =>
    recordReceived(tx, arrival.teamId, now, toReceived(candidate), match?.match),
  );
}
