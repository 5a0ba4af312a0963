import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { MAILBOX_COLUMNS } from '../../db/columns.js';
import type { Db, Tx } from '../../db/connect.js';
import type { Sealer } from '../../kernel/sealed.js';
import type { Mailbox } from './queries.js';
import { openDkimKey, openSecret, reseal, sealSecret, type Secret, type Tokens } from './secrets.js';

interface Server {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
}

/** A mailbox with its secrets open: stays in memory, never on the wire, never in a log. */
export interface OpenMailbox {
  teamId: number;
  id: number;
  version: number;
  emailAddress: string;
  username: string;
  credentials: Secret;
  smtp: Server | null;
  imap: Server | null;
  dkim: { domain: string; selector: string; key: KeyObject } | null;
}

/** undefined: it was removed, or has nothing to sign in with. @throws SealError */
export async function openMailbox(
  db: Db,
  sealer: Sealer,
  teamId: number,
  id: number,
): Promise<OpenMailbox | undefined> {
  const row = await db
    .selectFrom('mailboxes')
    .select(MAILBOX_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row?.credentials) return undefined;
  return {
    teamId,
    id,
    version: row.connection_version,
    emailAddress: row.email_address,
    username: row.username ?? row.email_address,
    credentials: openSecret(sealer, [teamId, id], row.credentials),
    smtp: serverOf(row.smtp_host, row.smtp_port, row.smtp_security),
    imap: serverOf(row.imap_host, row.imap_port, row.imap_security),
    dkim: dkimOf(sealer, row),
  };
}

type Said<T> = T | null | undefined;

/** A server that is named; null: none is. */
export function serverOf(host: Said<string>, port: Said<number>, security: Said<string>): Server | null {
  if (host == null || port == null) return null;
  return { host, port, security: (security ?? 'tls') as Server['security'] };
}

function dkimOf(sealer: Sealer, row: Mailbox): OpenMailbox['dkim'] {
  const { dkim_domain: domain, dkim_selector: selector, dkim_key: sealed } = row;
  if (domain === null || selector === null || sealed === null) return null;
  return { domain, selector, key: openDkimKey(sealer, [row.team_id, row.id], sealed) };
}

/** The `p=` of the DKIM record that belongs to a private key: Base64 of its public half (RFC 6376 3.6.1). */
export function publicHalf(key: KeyObject): string {
  return createPublicKey(key as never)
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}

/** Longer than a provider is waited for (mail/oauth2.ts). */
const TURN_MS = 30_000;
/** How often whoever waits for another's tokens looks, milliseconds. */
const LOOK_MS = 250;

interface TokenPlace {
  db: Db;
  sealer: Sealer;
  teamId: number;
  id: number;
}

/**
 * New tokens for stale ones, taking turns across processes by a lease in the mailbox's row: no transaction is open while
 * the provider is asked. The connection's version stays: who fetched them uses them already.
 * @throws what `fetchNew` throws; Error when the mailbox was removed, or another process keeps its turn
 */
export async function renewMailboxTokens(
  place: TokenPlace,
  stale: Tokens,
  now: Date,
  fetchNew: (current: Tokens) => Promise<Tokens>,
): Promise<Tokens> {
  for (let waited = 0; waited <= 2 * TURN_MS; waited += LOOK_MS) {
    const current = await currentTokens(place);
    // Somebody was faster, or connected the mailbox anew.
    if (current.tokens.access_token !== stale.access_token) return current.tokens;
    const at = new Date(now.getTime() + waited);
    const until = new Date(at.getTime() + TURN_MS);
    if (await takeTurn(place, current.sealed, at, until)) {
      try {
        const tokens = await fetchNew(current.tokens);
        await saveTokens(place, current, tokens);
        return tokens;
      } finally {
        await endTurn(place, until);
      }
    }
    await delay(LOOK_MS);
  }
  throw new Error('the access token is being renewed elsewhere, and that does not end');
}

async function currentTokens({ db, sealer, teamId, id }: TokenPlace) {
  const row = await db
    .selectFrom('mailboxes')
    .select('credentials')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row?.credentials) throw new Error('the mailbox was removed');
  const secret = openSecret(sealer, [teamId, id], row.credentials);
  if (secret.kind !== 'oauth') throw new Error('the mailbox signs in with a password now');
  return { sealed: row.credentials, secret, tokens: secret.tokens };
}

async function takeTurn(
  { db, teamId, id }: TokenPlace,
  sealed: Buffer,
  now: Date,
  until: Date,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE mailboxes SET token_turn_until = ${until}
    WHERE team_id = ${teamId} AND id = ${id} AND credentials = ${sealed} AND (token_turn_until IS NULL OR token_turn_until <= ${now})
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** One that ran out may be another's by now. */
async function endTurn({ db, teamId, id }: TokenPlace, until: Date): Promise<void> {
  await sql`UPDATE mailboxes SET token_turn_until = NULL
    WHERE team_id = ${teamId} AND id = ${id} AND token_turn_until = ${until}`.execute(db);
}

async function saveTokens(
  { db, sealer, teamId, id }: TokenPlace,
  { sealed, secret }: { sealed: Buffer; secret: Extract<Secret, { kind: 'oauth' }> },
  tokens: Tokens,
): Promise<void> {
  // Only over what was read: somebody may connect the mailbox anew in this moment.
  await db
    .updateTable('mailboxes')
    .set({ credentials: sealSecret(sealer, [teamId, id], { ...secret, tokens }) })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('credentials', '=', sealed)
    .execute();
}

/** Seals under the newest SECRET_KEY what older ones sealed. @returns how many mailboxes. @throws SealError naming none */
export async function resealMailboxes(tx: Tx, sealer: Sealer): Promise<{ resealed: number; total: number }> {
  const { rows } = await sql<Pick<Mailbox, 'team_id' | 'id' | 'credentials' | 'dkim_key'>>`
    SELECT team_id, id, credentials, dkim_key FROM mailboxes
    WHERE credentials IS NOT NULL OR dkim_key IS NOT NULL ORDER BY team_id, id FOR UPDATE`.execute(tx);
  let resealed = 0;
  for (const row of rows) {
    const fresh = reseal(sealer, [row.team_id, row.id], row);
    if (Object.keys(fresh).length === 0) continue;
    await tx
      .updateTable('mailboxes')
      .set(fresh)
      .where('team_id', '=', row.team_id)
      .where('id', '=', row.id)
      .execute();
    resealed += 1;
  }
  return { resealed, total: rows.length };
}
