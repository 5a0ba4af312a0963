import { say } from '../domain/said.js';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import { appending } from '../events/outbox.js';
import type { ClaimedEmail } from './claim-emails.js';

/** Renewed every few seconds while the process lives (engine/leases.ts), however long a server takes: an end means a crash. Milliseconds. */
export const SEND_LEASE_MS = 60_000;

const SENDING = say('email_sending', {});

interface Asked {
  claim: ClaimedEmail;
  now: Date;
  /** The wall clock. */
  at: Date;
  answer(begun: boolean): void;
  failed(error: unknown): void;
}

interface Accepted {
  claim: ClaimedEmail;
  now: Date;
  reply: string;
}

export interface Beginnings {
  /**
   * Transaction B of DESIGN section 6: from here on the message may have left. Those that ask at the same time are written
   * in one statement. @returns whether it is still ours to send @throws when the database does not answer
   */
  begin(claim: ClaimedEmail, now: Date, at: Date): Promise<boolean>;
  /**
   * The mail server took this one; its settlement follows. Written before the next that begins, so that a connection has
   * one message in doubt and not two.
   */
  accepted(claim: ClaimedEmail, now: Date, reply: string): void;
}

/** Groups the beginnings of one worker, as a database groups its commits. */
export function createBeginnings(database: Database, log: Logger): Beginnings {
  let asked: Asked[] = [];
  let accepted: Accepted[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (asked.length > 0) {
      // What asks in the same turn goes together.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      const batch = asked;
      const done = accepted;
      asked = [];
      accepted = [];
      await write(batch, done);
    }
    running = false;
  }

  async function write(batch: readonly Asked[], done: readonly Accepted[]): Promise<void> {
    try {
      await writeAccepted(done);
      const begun = await writeBegun(database, batch, true);
      const held = batch.filter((each) => !begun.has(key(each.claim)));
      for (const each of batch) if (begun.has(key(each.claim))) each.answer(true);
      // Somebody holds its row, or it is no longer ours: alone we wait and see.
      await Promise.all(held.map(alone));
    } catch (error) {
      accepted.push(...done);
      log.warn({ err: error }, 'no e-mail is handed over: the database cannot be written');
      for (const each of batch) each.failed(error);
    }
  }

  async function writeAccepted(done: readonly Accepted[]): Promise<void> {
    if (done.length === 0) return;
    const noted = await noteAccepted(database, done, true);
    // Being settled, or held by somebody else: waited for one by one, so that nobody waits while he holds a row.
    const held = done.filter(({ claim }) => !noted.has(key(claim)));
    await Promise.all(held.map((each) => noteAccepted(database, [each], false)));
  }

  async function alone(each: Asked): Promise<void> {
    try {
      each.answer((await writeBegun(database, [each], false)).has(key(each.claim)));
    } catch (error) {
      each.failed(error);
    }
  }

  return {
    begin: (claim, now, at) =>
      new Promise((answer, failed) => {
        asked.push({ claim, now, at, answer, failed });
        if (!running) void drain();
      }),
    accepted: (claim, now, reply) => {
      accepted.push({ claim, now, reply });
      // Nothing may begin any more: the settlement says it all then.
      if (accepted.length > 1000) accepted = accepted.slice(-500);
    },
  };
}

const key = ({ email }: ClaimedEmail): string => `${email.team_id} ${email.id}`;

/**
 * Asked again it gives the same answer: what is `sending` under our token has begun. Rows that others hold are left out
 * (`skip`), so that two batches never wait for each other.
 */
async function writeBegun(
  { kysely }: Database,
  batch: readonly Asked[],
  skip: boolean,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ team_id: number; id: number }>`
    WITH k AS MATERIALIZED (
      SELECT team_id, id, token, now, lease FROM unnest(${batch.map(({ claim }) => claim.email.team_id)}::bigint[], ${batch.map(({ claim }) => claim.email.id)}::bigint[],
        ${batch.map(({ claim }) => claim.token)}::uuid[], ${batch.map(({ now }) => now)}::timestamptz[],
        ${batch.map(({ at }) => new Date(at.getTime() + SEND_LEASE_MS))}::timestamptz[]) AS k (team_id, id, token, now, lease)
    ), ours AS MATERIALIZED (
      SELECT e.team_id, e.id, e.state, k.now, k.lease FROM emails e JOIN k ON e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token
      WHERE e.state = 'sending' OR (e.state = 'queued' AND e.send_after <= k.now)
      ORDER BY e.team_id, e.id FOR UPDATE OF e ${skip ? sql`SKIP LOCKED` : sql``}
    ), begun AS (
      UPDATE emails e SET state = 'sending', state_reason = ${SENDING.text}, explained = ${SENDING.json}::jsonb, state_changed_at = o.now, updated_at = o.now,
        lease_until = o.lease, claimed_until = NULL, accepted_at = NULL, attempts = e.attempts + 1
      FROM ours o WHERE o.state = 'queued' AND e.team_id = o.team_id AND e.id = o.id
    ), history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
      SELECT team_id, id, now, 'sending', ${SENDING.text}, ${SENDING.json}::jsonb FROM ours WHERE state = 'queued'
    ), told AS (${appending(undefined, sql`(SELECT team_id, id, now FROM ours WHERE state = 'queued')`, { email_updated: 'id' })})
    SELECT team_id, id FROM ours`.execute(kysely);
  return new Set(rows.map((row) => `${row.team_id} ${row.id}`));
}

/** @returns those that are noted; the others are held by somebody (`skip`) or settled already */
async function noteAccepted(
  { kysely }: Database,
  done: readonly Accepted[],
  skip: boolean,
): Promise<ReadonlySet<string>> {
  const free = skip
    ? sql`AND EXISTS (SELECT 1 FROM emails l WHERE l.team_id = a.team_id AND l.id = a.id FOR UPDATE SKIP LOCKED)`
    : sql``;
  const { rows } = await sql<{ team_id: number; id: number }>`
    UPDATE emails e SET accepted_at = a.now, smtp_reply = a.reply
    FROM unnest(${done.map(({ claim }) => claim.email.team_id)}::bigint[], ${done.map(({ claim }) => claim.email.id)}::bigint[],
      ${done.map(({ claim }) => claim.token)}::uuid[], ${done.map(({ now }) => now)}::timestamptz[], ${done.map(({ reply }) => reply)}::text[]) AS a (team_id, id, token, now, reply)
    WHERE e.team_id = a.team_id AND e.id = a.id AND e.claimed_by = a.token AND e.state = 'sending' ${free}
    RETURNING e.team_id, e.id`.execute(kysely);
  return new Set(rows.map((row) => `${row.team_id} ${row.id}`));
}
