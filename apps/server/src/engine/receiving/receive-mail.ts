import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { BLANK_MAIL, type Match, type Received } from '../../domain/receiving/index.js';
import type { ForeignReader } from '../../mail/foreign/reader.js';
import type { ForeignMail, ReadMail, ReadOutcome } from '../../mail/foreign/types.js';
import type { MailboxSession, MailFolder, MessageHead } from '../ports.js';

/** Where a message came from; without a mailbox for what the mail sandbox delivers. */
export interface Arrival {
  teamId: number;
  mailboxId: number | null;
  folder: string | null;
  role: Exclude<MailFolder['role'], 'other'>;
  uidValidity: number | null;
  uid: number | null;
  flags: ReadonlySet<string>;
  receivedAt: Date;
}

/** A message on its way: fetched, and as far read as it needed to be. */
export interface Candidate {
  uid: number;
  arrival: Arrival;
  /** Stands for a Message-ID where there is none. */
  syntheticMessageId: string;
  mail: ReadMail;
  /** Set when the message could not be read: why, in words a rep reads. */
  unreadable?: string;
}

/** What reading takes. */
export interface Desk {
  foreign: ForeignReader;
  /** Lower-case addresses that are the team's own. */
  own: ReadonlySet<string>;
  /** Lower-case hosts of links that only our e-mails carry. */
  linkHosts: ReadonlySet<string>;
  log?: Logger;
}

/** A message's header block as it was fetched; `unreadable`: why it could not be. */
export interface Fetched {
  head: MessageHead;
  unreadable?: string;
}

const UNREAD: ReadMail = { ...BLANK_MAIL, wantsBody: false, complete: true };

/** Headers of these messages; one that the server cannot give is found by halving, and stops nothing but itself. */
export async function fetchHeads(
  session: MailboxSession,
  uids: readonly number[],
  now: Date,
  log: Logger,
): Promise<Fetched[]> {
  try {
    return (await session.heads(uids)).map((head) => ({ head }));
  } catch (error) {
    if (!session.usable()) throw error;
    const [first] = uids;
    if (first === undefined) return [];
    if (uids.length === 1) {
      log.warn({ err: error, uid: first }, 'a mail server cannot give a message');
      const why = `The mail server cannot give the message: ${text(error)}`;
      return [{ head: blankHead(first, now), unreadable: why }];
    }
    const half = Math.ceil(uids.length / 2);
    return [
      ...(await fetchHeads(session, uids.slice(0, half), now, log)),
      ...(await fetchHeads(session, uids.slice(half), now, log)),
    ];
  }
}

export function blankHead(uid: number, now: Date): MessageHead {
  return { uid, flags: new Set(), arrivedAt: now, headers: Buffer.alloc(0) };
}

/** Reads and classifies header blocks. */
export async function readHeads(
  desk: Desk,
  fetched: readonly (Fetched & { arrival: Arrival })[],
): Promise<Candidate[]> {
  const readable = fetched.filter(({ unreadable }) => unreadable === undefined);
  const outcomes = await desk.foreign.read(
    readable.map(({ head, arrival }) => asMail(desk, 'header', head.headers, arrival)),
    desk.own,
  );
  return fetched.map(({ head, arrival, unreadable }) => {
    const at = readable.findIndex((each) => each.head === head);
    const outcome = unreadable === undefined ? outcomes[at] : { unreadable };
    const { uid } = head;
    return withOutcome(
      { uid, arrival, syntheticMessageId: syntheticMessageId(head, arrival), mail: UNREAD },
      outcome ?? { unreadable: 'It was not read.' },
    );
  });
}

/** `ours`: the text of the e-mail of ours that it is about, which is taken out before judging. `shown`: with its HTML. */
interface Asked {
  ours?: string | undefined;
  shown?: true;
}

/**
 * Reads and classifies the whole message. A broken connection is no fault of the message. @throws Error when the connection is gone
 */
export async function readWhole(
  desk: Desk,
  source: Pick<MailboxSession, 'source' | 'usable'>,
  candidate: Candidate,
  asked: Asked = {},
): Promise<void> {
  let raw: Buffer | undefined;
  try {
    raw = await source.source(candidate.uid);
  } catch (error) {
    if (!source.usable()) throw error;
    candidate.unreadable = `The message could not be read: ${text(error)}`;
  }
  if (raw !== undefined) {
    const [outcome] = await desk.foreign.read(
      [asMail(desk, 'message', raw, candidate.arrival, asked)],
      desk.own,
    );
    withOutcome(candidate, outcome ?? { unreadable: 'It was not read.' });
  }
  if (candidate.unreadable !== undefined)
    desk.log?.warn(
      { teamId: candidate.arrival.teamId, uid: candidate.uid, why: candidate.unreadable },
      'a received message could not be read',
    );
}

function withOutcome(candidate: Candidate, outcome: ReadOutcome): Candidate {
  // What was read before (a header) still says who wrote to whom.
  if ('unreadable' in outcome) candidate.unreadable = outcome.unreadable;
  else candidate.mail = outcome.read;
  return candidate;
}

function asMail(
  { linkHosts }: Desk,
  kind: ForeignMail['kind'],
  bytes: Buffer,
  arrival: Arrival,
  { ours, shown }: Asked = {},
): ForeignMail {
  const { role: folder, flags, receivedAt } = arrival;
  return {
    kind,
    bytes,
    reading: {
      folder,
      flags,
      receivedAt,
      linkHosts,
      ...(ours !== undefined && { ours }),
      ...(shown && { shown }),
    },
  };
}

/** As the domain takes it (domain/receiving). */
export function toReceived({ mail, arrival, syntheticMessageId: made, unreadable }: Candidate): Received {
  const { messageId, wantsBody: _w, complete: _c, classification, ...rest } = mail;
  return {
    ...arrival,
    ...rest,
    messageId: messageId ?? made,
    unreadable: unreadable ?? null,
    classification:
      unreadable === undefined ? classification : { ...UNREAD.classification, evidence: [unreadable] },
  };
}

/**
 * What is kept: all that is about an e-mail or a person of ours, and what could not be read. The rest of a rep's mail
 * is none of our business: nothing of it is stored.
 */
export function isRelevant(candidate: Candidate, received: Received, match: Match | undefined): boolean {
  if (candidate.unreadable !== undefined) return true;
  if (match === undefined) return false;
  // The ledger's own copies matter when they settle or teach something: in the sent folder, or under another Message-ID.
  return received.classification.kind !== 'own' || match.copy || received.role === 'sent';
}

/** For messages without a Message-ID: the same for the same message, so that it is recorded once. */
function syntheticMessageId({ headers, uid }: MessageHead, { folder, uidValidity }: Arrival): string {
  const known = headers.length > 0 ? headers : `${folder}/${uidValidity}/${uid}`;
  return `<${createHash('sha256').update(known).digest('hex').slice(0, 40)}@no-message-id.invalid>`;
}

export function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
