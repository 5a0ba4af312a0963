import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';

/** A recipient of an e-mail. */
export interface CopyKey {
  readonly team_id: number;
  readonly email_id: number;
  readonly address: string;
}

/** A recipient of an e-mail that was sent, whose server said "not now". */
export interface Copy extends CopyKey {
  readonly attempts: number;
  readonly give_up_at: Date | null;
}

/** Nobody knows whether they left. `lost`: a query of their keys, locked. @returns the e-mails that had some */
export async function markCopiesLost(
  tx: Tx,
  lost: RawBuilder<unknown>,
  now: Date,
): Promise<{ team_id: number }[]> {
  const { rows } = await sql<{ team_id: number }>`WITH lost AS (
      UPDATE email_recipients x SET state = 'uncertain', lease_until = NULL, updated_at = ${now}
      FROM (${lost}) d
      WHERE x.team_id = d.team_id AND x.email_id = d.email_id AND x.address = d.address RETURNING x.team_id, x.email_id)
    ${emailMoves('lost', now)}
    RETURNING team_id`.execute(tx);
  return rows;
}

/**
 * Copies that are due, leased until a moment; those that something stops are put off at no cost of their time.
 * `looked`: a query of their keys, locked, with `waits` and `until`.
 */
export async function leaseCopies(
  tx: Tx,
  looked: RawBuilder<unknown>,
  lease: Date,
  now: Date,
): Promise<(Copy & { waits: boolean })[]> {
  const { rows } = await sql<Copy & { waits: boolean }>`
    WITH looked AS MATERIALIZED (${looked})
    UPDATE email_recipients x SET send_after = CASE WHEN j.waits THEN j.until ELSE ${lease}::timestamptz END,
      give_up_at = CASE WHEN j.waits THEN x.give_up_at + (j.until - ${now}::timestamptz) ELSE x.give_up_at END
    FROM looked j WHERE x.team_id = j.team_id AND x.email_id = j.email_id AND x.address = j.address
    RETURNING x.team_id, x.email_id, x.address, x.attempts, x.give_up_at, j.waits`.execute(tx);
  return rows;
}

/** What keeps it waiting does not count against the time for retrying. */
export async function putOffCopy(
  db: Db,
  { team_id, email_id, address }: CopyKey,
  until: Date,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE email_recipients SET send_after = ${until}, give_up_at = give_up_at + (${until}::timestamptz - ${now}::timestamptz)
    WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address} AND state = 'waiting'`.execute(
    db,
  );
}

/** It is being handed over, under a lease. @returns false when somebody else has begun */
export async function beginCopy(
  db: Db,
  { team_id, email_id, address, attempts }: Copy,
  lease: Date,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE email_recipients SET state = 'sending', attempts = attempts + 1, lease_until = ${lease}
    WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address} AND state = 'waiting' AND attempts = ${attempts}
    RETURNING address`.execute(db);
  return rows.length > 0;
}

/** It had begun and was surely not handed over: it is due again, and the attempt was none. */
export async function requeueCopy(
  db: Db,
  { team_id, email_id, address, attempts }: Copy,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE email_recipients SET state = 'waiting', attempts = ${attempts}, lease_until = NULL, send_after = ${now}
    WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address}
      AND (state = 'waiting' AND attempts = ${attempts} OR state = 'sending' AND attempts = ${attempts + 1})`.execute(
    db,
  );
}

/** What became of it; `at`: when it is tried again. What is settled stays. */
export async function settleCopy(
  db: Db,
  { team_id, email_id, address }: CopyKey,
  { state, reply, at }: { readonly state: string; readonly reply: string; readonly at: Date | null },
  now: Date,
): Promise<void> {
  await sql`WITH settled AS (
      UPDATE email_recipients SET state = ${state}, smtp_reply = ${reply}, send_after = ${at}, lease_until = NULL, updated_at = ${now}
      WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address} AND state IN ('waiting', 'sending', 'uncertain')
      RETURNING team_id, email_id)
    ${emailMoves('settled', now)}`.execute(db);
}

/** The ledger shows an e-mail with its copies: what became of one moves the e-mail's updated_at. */
const emailMoves = (copies: 'lost' | 'settled', now: Date): RawBuilder<unknown> => sql`
    , moved AS (
      UPDATE emails e SET updated_at = ${now}
      WHERE (e.team_id, e.id) IN (SELECT team_id, email_id FROM ${sql.ref(copies)})
      RETURNING e.team_id, e.id, ${now}::timestamptz AS now)
    ${appending(undefined, sql`moved`, { email_updated: 'id' })}`;
