import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { linkHostsOf, ownAddresses } from '../../domain/receiving/index.js';
import { headerEnd } from '../../mail/foreign/limits.js';
import { foreignReader } from '../../mail/foreign/reader.js';
import { readHeads } from './receive-mail.js';
import { receiveMessage } from './receive.js';

/** A message that somebody else fetched from a mailbox of the team, or sent by it. */
export interface External {
  readonly teamId: number;
  readonly mailboxId: number;
  readonly raw: Buffer;
}

/**
 * Takes a message in as if its mailbox had been read here. What comes from an address of the team was sent, everything else
 * received: programs do not say which. @returns its Message-ID, null when it has none
 */
export async function takeExternal(
  { database, log }: { database: Database; log: Logger },
  { teamId, mailboxId, raw }: External,
  now: Date,
): Promise<string | null> {
  const foreign = foreignReader();
  const db = database.kysely;
  const own = await ownAddresses(db, teamId);
  const arrival = {
    teamId,
    mailboxId,
    folder: null,
    role: 'inbox' as const,
    uidValidity: null,
    uid: null,
    flags: new Set<string>(),
    receivedAt: now,
  };
  const head = { uid: 0, flags: arrival.flags, arrivedAt: now, headers: raw.subarray(0, headerEnd(raw)) };
  const desk = { foreign, own, linkHosts: await linkHostsOf(db, teamId, undefined), log };
  const [candidate] = await readHeads(desk, [{ head, arrival }]);
  const mail = candidate?.mail;
  const role = mail?.classification.kind === 'own' ? ('sent' as const) : arrival.role;
  await receiveMessage(database, { ...arrival, role }, raw, now, { foreign, log });
  return mail?.messageId ?? null;
}
