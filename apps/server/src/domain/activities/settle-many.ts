import { say } from '../said.js';
import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { write } from '../../db/write.js';
import type { Command } from '../command.js';
import { ofUserSeenBy } from '../visibility.js';
import { AppError } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { sendEmailAction, settleUncertainEmail } from './email-commands.js';
import { findEmailKey, lockEmail, setEmailState } from './email-ledger.js';
import type { TakePlace } from '../place-by-hand.js';

type Wanted = Body<Contract['operations']['send_ledger_settle_many']>;

/** As many as one request settles. */
const MOST = 500;

interface Settled {
  settled: number;
  sent_again: number;
  not_done: { id: number; reason: string }[];
}

/**
 * One verdict on many doubts, each in a transaction of its own, so that nobody waits for the whole and what is done stays
 * done. Only those the caller may settle are looked at.
 */
export async function settleMany(
  db: Db,
  principal: Principal,
  now: Date,
  wanted: Wanted,
  takePlace: TakePlace,
): Promise<Settled> {
  const again = wanted.send_again === true && wanted.verdict === 'not_sent';
  const result: Settled = { settled: 0, sent_again: 0, not_done: [] };
  for (const id of await doubts(db, principal, wanted)) {
    try {
      await write(db, principal, (tx) => settleUncertainEmail({ tx, principal, now }, id, wanted.verdict));
      result.settled += 1;
      if (again) {
        await sendAgain(db, principal, now, id, takePlace);
        result.sent_again += 1;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      result.not_done.push({ id, reason: reasonOf(error) });
    }
  }
  return result;
}

/** How many doubts of what was asked for are left. */
export async function countDoubts({ tx, principal }: Command, wanted: Wanted): Promise<number> {
  return (await doubts(tx, principal, wanted)).length;
}

async function doubts(db: Db, { teamId, userId, admin }: Principal, wanted: Wanted): Promise<number[]> {
  const { ids, mailbox_id: mailboxId, cadence_id: cadenceId, user_id: ofUser, before } = wanted;
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM emails WHERE team_id = ${teamId} AND state = 'uncertain'
      AND ${ofUserSeenBy({ admin, userId }, 'emails')}
      AND (${ids ?? null}::bigint[] IS NULL OR id = ANY(${ids ?? null}::bigint[]))
      AND (${mailboxId ?? null}::bigint IS NULL OR mailbox_id = ${mailboxId ?? null}::bigint)
      AND (${cadenceId ?? null}::bigint IS NULL OR cadence_id = ${cadenceId ?? null}::bigint)
      AND (${ofUser ?? null}::bigint IS NULL OR user_id = ${ofUser ?? null}::bigint)
      AND (${before ?? null}::timestamptz IS NULL OR state_changed_at < ${before ?? null}::timestamptz)
    ORDER BY id LIMIT ${MOST}`.execute(db);
  return rows.map((row) => row.id);
}

/** A step's e-mail as its rep would send it; a one-off one as it was written. */
async function sendAgain(
  db: Db,
  principal: Principal,
  now: Date,
  id: number,
  takePlace: TakePlace,
): Promise<void> {
  await write(db, principal, async (tx) => {
    const key = await findEmailKey(tx, principal.teamId, id);
    if (!key) return;
    if (key.action_id !== null) {
      await sendEmailAction({ tx, principal, now, takePlace }, key.action_id);
      return;
    }
    const { email } = await lockEmail(tx, key);
    await setEmailState(tx, email, now, {
      state: 'planned',
      reason: say('sent_again', {}),
      send_after: now,
      attempts: 0,
    });
  });
}

function reasonOf(error: AppError): string {
  const fields = Object.entries(error.fields ?? {}).map(
    ([field, texts]) => `${field} ${[texts].flat().join(', ')}`,
  );
  return fields.length > 0 ? fields.join('; ') : error.message;
}
