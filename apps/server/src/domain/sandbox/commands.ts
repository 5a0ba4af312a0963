import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Command } from '../command.js';
import { AppError, forbidden } from '../../kernel/errors.js';
import { isAdvancing, readSandboxTeam, requireSandbox, TRAVEL_LOCK } from './queries.js';
import { LIVELY_SETTINGS, type SandboxAdvance, type SandboxSettings } from './types.js';

/** What may be changed; null and absent leave alone. */
export type SandboxChange = { [K in keyof SandboxSettings]?: SandboxSettings[K] | null | undefined } & {
  enabled?: boolean | null | undefined;
};

/** @throws AppError forbidden */
export function requireAdmin({ admin }: { readonly admin: boolean }): void {
  if (!admin) throw forbidden('Only team admins may use the sandbox');
}

/**
 * Saves what made-up people do, and whether the team is a sandbox at all. A team that has sent real mail never becomes
 * one: its people, and what they were told, would no longer be what they seem.
 * @throws AppError forbidden, conflict
 */
export async function changeSandbox({ tx, principal, now }: Command, change: SandboxChange): Promise<void> {
  requireAdmin(principal);
  const { teamId } = principal;
  const { enabled, ...wanted } = change;
  const settings = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value != null));
  await tx.selectFrom('teams').select('id').where('id', '=', teamId).forNoKeyUpdate().execute();
  const team = await readSandboxTeam(tx, teamId);
  const will = enabled ?? team.enabled;
  if (will && !team.enabled) await refuseRealTeam(tx, teamId);
  if (!will && team.enabled) await refuseMovedClock(tx, teamId, team.clockOffsetMs);
  if (!will && Object.keys(settings).length > 0) requireSandbox({ enabled: false });
  await tx
    .updateTable('teams')
    .set({
      sandbox: will,
      sandbox_by_default: false,
      sandbox_settings: JSON.stringify({ ...team.settings, ...settings }),
      updated_at: now,
    })
    .where('id', '=', teamId)
    .execute();
}

async function refuseRealTeam(tx: Tx, teamId: number): Promise<void> {
  const { rows } = await sql`
    SELECT 1 FROM emails e WHERE e.team_id = ${teamId} AND e.state IN ('sending', 'sent', 'uncertain')
      AND NOT EXISTS (SELECT FROM sandbox_messages m WHERE m.team_id = e.team_id AND m.message_id = e.message_id) LIMIT 1`.execute(
    tx,
  );
  if (rows.length > 0)
    throw new AppError('conflict', 'This team has sent real mail: it cannot become a sandbox');
}

async function refuseMovedClock(tx: Tx, teamId: number, offset: number): Promise<void> {
  await lockAdvances(tx, teamId);
  if (offset !== 0)
    throw new AppError('conflict', "The team's clock was moved: reset it before mail leaves for real");
}

/** No advance of the team begins before the end of the transaction. @throws AppError conflict when one is under way */
async function lockAdvances(tx: Tx, teamId: number): Promise<void> {
  const { rows } = await sql<{ free: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${TRAVEL_LOCK}, ${teamId})) AS free`.execute(tx);
  if (rows[0]?.free !== true) throw advancing();
}

export function advancing(): AppError {
  return new AppError('conflict', 'The clock of this team is being moved: wait for its end, or cancel it');
}

/** Puts the clock back to the present. What happened stays, with the times it happened at. @throws AppError conflict */
export async function resetClock({ tx, principal }: Command): Promise<void> {
  requireAdmin(principal);
  requireSandbox(await readSandboxTeam(tx, principal.teamId));
  await lockAdvances(tx, principal.teamId);
  await tx.updateTable('teams').set({ clock_offset_ms: 0 }).where('id', '=', principal.teamId).execute();
}

/** Asks the advance under way to stop; without one nothing happens. @throws AppError conflict */
export async function cancelAdvance({ tx, principal }: Command): Promise<void> {
  requireAdmin(principal);
  requireSandbox(await readSandboxTeam(tx, principal.teamId));
  if (!(await isAdvancing(tx, principal.teamId))) return;
  await tx.updateTable('teams').set({ sandbox_cancel: true }).where('id', '=', principal.teamId).execute();
}

/** Notes how far an advance is. */
export async function saveAdvance(tx: Tx, teamId: number, advance: SandboxAdvance): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox_advance: JSON.stringify(advance) })
    .where('id', '=', teamId)
    .execute();
}

/** A fresh installation's team: a sandbox in which something happens, until there is something to send through. */
export async function makeDefaultSandbox(tx: Tx, teamId: number): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox: true, sandbox_by_default: true, sandbox_settings: JSON.stringify(LIVELY_SETTINGS) })
    .where('id', '=', teamId)
    .execute();
}

/**
 * Ends a sandbox nobody chose: now there is something to send through. Called with the team whose first mailbox is
 * being connected, or null at a start with SMTP_URL.
 */
export async function leaveDefaultSandbox(tx: Tx, teamId: number | null): Promise<void> {
  await tx
    .updateTable('teams')
    .set({ sandbox: false, sandbox_by_default: false, sandbox_settings: '{}' })
    .where('sandbox_by_default', '=', true)
    .$if(teamId !== null, (query) => query.where('id', '=', teamId ?? 0))
    .execute();
}
