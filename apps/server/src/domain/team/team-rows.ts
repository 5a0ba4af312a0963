import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import type { TeamsTable } from '../../db/schema.js';

/**
 * A team as its settings' defaults have it. `offsetMs`: how far its clock shows more than the wall's from the beginning; less than
 * none, and the stamps of all its rows begin in the past, too. @returns its id
 */
export async function insertTeam(tx: Tx, name: string, now: Date, offsetMs = 0): Promise<number> {
  const row: Insertable<TeamsTable> = { name, created_at: now, updated_at: now };
  const clock = { clock_offset_ms: offsetMs, stamp_offset_us: offsetMs * 1000 };
  const { id } = await tx
    .insertInto('teams')
    .values({ ...row, ...clock })
    .returning('id')
    .executeTakeFirstOrThrow();
  // What this transaction has drawn already, for the team itself, knows nothing of the offset (migration 0080).
  if (offsetMs !== 0) await sql`SELECT set_config('cadenza.stamps', '', true)`.execute(tx);
  return id;
}

/** How the team's e-mails go out; what is undefined stays. */
export type SendingSettings = Pick<
  Updateable<TeamsTable>,
  | 'sending_paused_at'
  | 'allow_automated_email_steps'
  | 'email_daily_limit'
  | 'uncertain_policy'
  | 'open_tracking_default'
  | 'click_tracking_default'
  | 'system_mailbox_id'
  | 'require_mailbox'
  | 'touch_limits'
>;

export async function setSending(tx: Tx, id: number, settings: SendingSettings, now: Date): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ ...settings, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** By somebody's choice: whether the team is a sandbox, and what made-up people do in it. */
export async function chooseSandbox(
  tx: Tx,
  id: number,
  sandbox: boolean,
  settings: object,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox, sandbox_by_default: false, sandbox_settings: JSON.stringify(settings), updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** A sandbox nobody chose, until there is something to send through. */
export async function beginAsSandbox(tx: Tx, id: number, settings: object): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox: true, sandbox_by_default: true, sandbox_settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .execute();
}

/** Ends a sandbox nobody chose; of all teams with null. */
export async function endDefaultSandbox(tx: Tx, id: number | null): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox: false, sandbox_by_default: false, sandbox_settings: '{}' })
    .where('sandbox_by_default', '=', true)
    .$if(id !== null, (query) => query.where('id', '=', id ?? 0))
    .execute();
}

/** The team is the demo of another one (sandbox/demo-commands.ts), whose admins are this user in it. */
export async function markDemo(
  tx: Tx,
  id: number,
  demo: { of: number; userId: number; state: object },
): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ demo_of: demo.of, demo_user_id: demo.userId, demo: JSON.stringify(demo.state) })
    .where('id', '=', id)
    .execute();
}

/** Nobody comes in any more, and nothing is sent: the team is going away. */
export async function closeTeam(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('teams').set({ deactivated: true }).where('id', '=', id).execute();
}

/** The last row of a demo: nothing refers to it any more. */
export async function deleteDemoTeam(db: Db, id: number): Promise<void> {
  await db.deleteFrom('teams').where('id', '=', id).where('demo_of', 'is not', null).execute();
}

/** How far the making of a demo is; what is not named stays, for two may write it at once. */
export async function noteDemo(tx: Tx, id: number, change: object): Promise<void> {
  await sql`UPDATE teams SET demo = demo || ${JSON.stringify(change)}::jsonb WHERE id = ${id}`.execute(tx);
}

/** The team's clock shows so much more than the wall's, milliseconds. @returns whether somebody asked the advance to stop */
export async function moveClock(db: Db, id: number, offsetMs: number): Promise<boolean> {
  const row = await db
    .updateTable('teams')
    .set({ clock_offset_ms: offsetMs })
    .where('id', '=', id)
    .returning('sandbox_cancel')
    .executeTakeFirst();
  return row?.sandbox_cancel ?? false;
}

/** An advance of the clock begins: the sandbox is chosen by now, and an earlier wish to stop is not meant. */
export async function beginAdvance(db: Db, id: number): Promise<void> {
  await db
    .updateTable('teams')
    .set({ sandbox_cancel: false, sandbox_by_default: false })
    .where('id', '=', id)
    .execute();
}

/** The advance under way is to stop. */
export async function askToCancel(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('teams').set({ sandbox_cancel: true }).where('id', '=', id).execute();
}

/** How far an advance is. */
export async function noteAdvance(tx: Tx, id: number, advance: object): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox_advance: JSON.stringify(advance) })
    .where('id', '=', id)
    .execute();
}

/** Up to which delivered message it is decided what made-up people do. */
export async function noteDrawn(tx: Tx, id: number, last: number): Promise<void> {
  await tx.updateTable('teams').set({ sandbox_drawn_id: last }).where('id', '=', id).execute();
}

/** Nobody does anything: all that was delivered is decided. @returns up to which */
export async function skipDrawing(tx: Tx, id: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    UPDATE teams SET sandbox_drawn_id = greatest(sandbox_drawn_id, (SELECT max(id) FROM sandbox_messages WHERE team_id = ${id}))
    WHERE id = ${id} RETURNING sandbox_drawn_id AS last`.execute(tx);
  return rows[0]?.last ?? 0;
}
