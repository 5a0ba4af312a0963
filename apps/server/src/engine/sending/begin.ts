import { say } from '../../domain/said.js';
import { sql } from 'kysely';
import { setTimeout as after } from 'node:timers';
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import type { ClaimedEmail } from './claim-emails.js';

/** Renewed every few seconds while the process lives (engine/sending/leases.ts), however long a server takes: an end means a crash. Milliseconds. */
export const SEND_LEASE_MS = 60_000;

/**
 * How long who begins waits for those whose turn is about to come, milliseconds: a statement costs as much for one as for
 * five. Nobody waits where nothing is on its way.
 */
const GATHER_MS = 2;

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
   * From here on the message may have left. Those that ask at the same time are written
   * in one statement. @returns whether it is still ours to send @throws when the database does not answer
   */
  begin(claim: ClaimedEmail, now: Date, at: Date): Promise<boolean>;
  /**
   * The mail server took this one; its settlement follows. Written before the next that begins, so that a connection has
   * one message in doubt and not two.
   */
  accepted(claim: ClaimedEmail, now: Date, reply: string): void;
  /** It is out of hand, whatever became of it: nobody waits for its connection. */
  answered(claim: ClaimedEmail): void;
  /** Whether it is written that this one was taken: a crash leaves no doubt about it. */
  isNoted(claim: ClaimedEmail): boolean;
  /** Writes now what was accepted, whether or not anything begins. Never fails: what it could not write is not noted. */
  note(): Promise<void>;
}

/** What is written together. */
interface Group {
  asked: Asked[];
  accepted: Accepted[];
  noting: (() => void)[];
}

/**
 * Groups the beginnings of one worker, as a database groups its commits. `gatherMs`: how long one waits for those of
 * connections that are about to be free.
 */
export function createBeginnings(database: Database, log: Logger, gatherMs = GATHER_MS): Beginnings {
  const noted = new WeakSet<ClaimedEmail>();
  /** Begun, and not answered yet. */
  const away = new Set<ClaimedEmail>();
  const groups = createGroups(gatherMs, () => away.size, write);

  async function write(group: Group): Promise<void> {
    try {
      await writeGroup(database, group, {
        noted: (claim) => noted.add(claim),
        begun: ({ claim, answer }) => {
          away.add(claim);
          answer(true);
        },
      });
    } catch (error) {
      groups.accepted(...group.accepted);
      log.warn({ err: error }, 'no e-mail is handed over: the database cannot be written');
      for (const each of group.asked) each.failed(error);
    }
  }

  return {
    begin: (claim, now, at) =>
      new Promise((answer, failed) => {
        groups.ask({ claim, now, at, answer, failed });
      }),
    answered: (claim) => {
      away.delete(claim);
    },
    accepted: (claim, now, reply) => {
      away.delete(claim);
      groups.accepted({ claim, now, reply });
    },
    isNoted: (claim) => noted.has(claim),
    note: () =>
      new Promise((written) => {
        groups.note(written);
      }),
  };
}

/**
 * Gathers what asks and has it written, one group after the other. What was accepted goes with the next group and begins
 * none. `coming`: how many may ask soon. `write` never fails.
 */
function createGroups(gatherMs: number, coming: () => number, write: (group: Group) => Promise<void>) {
  let waiting: Group = { asked: [], accepted: [], noting: [] };
  let running = false;
  let onAsked: () => void = () => undefined;

  /** What asks in the same turn goes together; so does what asks soon. */
  async function gathered(): Promise<void> {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const soon = coming();
    const all = waiting.asked.length + soon;
    if (soon === 0 || waiting.asked.length === 0 || waiting.noting.length > 0) return;
    await new Promise<void>((resolve) => {
      const patience = after(resolve, gatherMs);
      onAsked = () => {
        if (waiting.asked.length < all && waiting.noting.length === 0) return;
        clearTimeout(patience);
        resolve();
      };
    });
    onAsked = () => undefined;
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.asked.length + waiting.noting.length > 0) {
      await gathered();
      const group = waiting;
      waiting = { asked: [], accepted: [], noting: [] };
      await write(group);
      for (const written of group.noting) written();
    }
    running = false;
  }

  function came(): void {
    onAsked();
    if (!running) void drain();
  }

  return {
    ask(one: Asked): void {
      waiting.asked.push(one);
      came();
    },
    note(written: () => void): void {
      waiting.noting.push(written);
      came();
    },
    accepted(...all: readonly Accepted[]): void {
      waiting.accepted.push(...all);
      // Nothing may begin any more: the settlement says it all then.
      if (waiting.accepted.length > 1000) waiting.accepted = waiting.accepted.slice(-500);
    },
  };
}

/** Writes a group, and tells of each that is noted and of each that has begun. @throws when the database does not answer */
async function writeGroup(
  database: Database,
  { asked: batch, accepted: done }: Group,
  on: { noted(claim: ClaimedEmail): void; begun(each: Asked): void },
): Promise<void> {
  const first = await writeBegun(database, batch, done, true);
  const held = done.filter(({ claim }) => first.held.has(key(claim)));
  // Being settled, or held by somebody else: waited for one by one, so that nobody waits while he holds a row.
  await Promise.all(held.map((each) => noteAccepted(database, each)));
  for (const { claim } of done) on.noted(claim);
  const { begun } = held.length === 0 ? first : await writeBegun(database, batch, [], true);
  for (const each of batch) if (begun.has(key(each.claim))) on.begun(each);
  // Somebody holds its row, or it is no longer ours: alone we wait and see.
  const others = batch.filter((each) => !begun.has(key(each.claim)));
  await Promise.all(others.map((each) => beginAlone(database, each, on.begun)));
}

async function beginAlone(database: Database, one: Asked, onBegun: (each: Asked) => void): Promise<void> {
  try {
    const { begun } = await writeBegun(database, [one], [], false);
    if (begun.has(key(one.claim))) onBegun(one);
    else one.answer(false);
  } catch (error) {
    one.failed(error);
  }
}

const key = ({ email }: ClaimedEmail): string => `${email.team_id} ${email.id}`;

/**
 * That `done` were taken and that `batch` begins, in one statement: one commit. While somebody holds a row of `done`
 * nothing begins. Asked again it gives the same answer: what is `sending` under our token has begun. Rows of `batch` that
 * others hold are left out (`skip`), so that two batches never wait for each other.
 * The states are columns of the keys: no index over a state is read in place of the primary key.
 * @returns what has begun, and those of `done` that are not noted because somebody holds them
 */
async function writeBegun(
  { kysely }: Database,
  batch: readonly Asked[],
  done: readonly Accepted[],
  skip: boolean,
): Promise<{ begun: ReadonlySet<string>; held: ReadonlySet<string> }> {
  const { rows } = await sql<{ held: boolean; team_id: number; id: number }>`
    WITH a AS MATERIALIZED (
      SELECT team_id, id, token, now, reply, 'sending' AS state FROM unnest(${done.map(({ claim }) => claim.email.team_id)}::bigint[], ${done.map(({ claim }) => claim.email.id)}::bigint[],
        ${done.map(({ claim }) => claim.token)}::uuid[], ${done.map(({ now }) => now)}::timestamptz[], ${done.map(({ reply }) => reply)}::text[]) AS a (team_id, id, token, now, reply)
    ), free AS MATERIALIZED (
      SELECT e.team_id, e.id, a.now, a.reply FROM emails e JOIN a ON e.team_id = a.team_id AND e.id = a.id AND e.claimed_by = a.token AND e.state = a.state
      ORDER BY e.team_id, e.id FOR UPDATE OF e SKIP LOCKED
    ), noted AS (
      UPDATE emails e SET accepted_at = f.now, smtp_reply = f.reply FROM free f WHERE e.team_id = f.team_id AND e.id = f.id
    ), held AS MATERIALIZED (
      SELECT a.team_id, a.id FROM a JOIN emails e ON e.team_id = a.team_id AND e.id = a.id AND e.claimed_by = a.token AND e.state = a.state
      WHERE NOT EXISTS (SELECT FROM free f WHERE f.team_id = a.team_id AND f.id = a.id)
    ), k AS MATERIALIZED (
      SELECT team_id, id, token, now, lease, ARRAY['sending', 'queued'] AS states FROM unnest(${batch.map(({ claim }) => claim.email.team_id)}::bigint[], ${batch.map(({ claim }) => claim.email.id)}::bigint[],
        ${batch.map(({ claim }) => claim.token)}::uuid[], ${batch.map(({ now }) => now)}::timestamptz[],
        ${batch.map(({ at }) => new Date(at.getTime() + SEND_LEASE_MS))}::timestamptz[]) AS k (team_id, id, token, now, lease)
      WHERE NOT EXISTS (SELECT FROM held)
    ), ours AS MATERIALIZED (
      SELECT e.team_id, e.id, e.state, k.now, k.lease FROM emails e JOIN k ON e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token
      WHERE e.state = ANY(k.states) AND (e.state <> 'queued' OR e.send_after <= k.now)
      ORDER BY e.team_id, e.id FOR UPDATE OF e ${skip ? sql`SKIP LOCKED` : sql``}
    ), begun AS (
      UPDATE emails e SET state = 'sending', state_reason = ${SENDING.text}, explained = ${SENDING.json}::jsonb, state_changed_at = o.now, updated_at = o.now,
        lease_until = o.lease, claimed_until = NULL, accepted_at = NULL, attempts = e.attempts + 1
      FROM ours o WHERE o.state = 'queued' AND e.team_id = o.team_id AND e.id = o.id
    ), history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
      SELECT team_id, id, now, 'sending', ${SENDING.text}, ${SENDING.json}::jsonb FROM ours WHERE state = 'queued'
    ), told AS (${appending(undefined, sql`(SELECT team_id, id, now FROM ours WHERE state = 'queued')`, { email_updated: 'id' })})
    SELECT false AS held, team_id, id FROM ours UNION ALL SELECT true, team_id, id FROM held`.execute(kysely);
  const those = (wanted: boolean) =>
    new Set(rows.filter(({ held }) => held === wanted).map((row) => `${row.team_id} ${row.id}`));
  return { begun: those(false), held: those(true) };
}

/** Waits for whoever holds the row; what he has settled is left as it is. */
async function noteAccepted({ kysely }: Database, { claim, now, reply }: Accepted): Promise<void> {
  await sql`
    UPDATE emails SET accepted_at = ${now}, smtp_reply = ${reply}
    WHERE team_id = ${claim.email.team_id} AND id = ${claim.email.id} AND claimed_by = ${claim.token}::uuid AND state = 'sending'`.execute(
    kysely,
  );
}
