import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Command } from '../command.js';
import { AppError, forbidden } from '../../kernel/errors.js';
import {
  askToCancel,
  beginAsSandbox,
  chooseSandbox,
  endDefaultSandbox,
  moveClock,
  noteAdvance,
} from '../team/team-rows.js';
import { refuseDemo } from './demo-commands.js';
import { goesOn, isAdvancing, readSandboxTeam, requireSandbox, TRAVEL_LOCK } from './queries.js';
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
  if (!will) await refuseDemo(tx, teamId, 'it is a sandbox for ever');
  if (!will && team.enabled) await refuseMovedClock(tx, teamId, team.clockOffsetMs);
  if (!will && Object.keys(settings).length > 0) requireSandbox({ enabled: false });
  await chooseSandbox(tx, teamId, will, { ...team.settings, ...settings }, now);
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
  await moveClock(tx, principal.teamId, 0);
}

/** Asks the advance under way to stop; without one nothing happens. @throws AppError conflict */
export async function cancelAdvance({ tx, principal }: Command): Promise<void> {
  requireAdmin(principal);
  const team = await readSandboxTeam(tx, principal.teamId);
  requireSandbox(team);
  // (One that goes on by itself may be between two processes.)
  if (!goesOn(team.advance) && !(await isAdvancing(tx, principal.teamId))) return;
  await askToCancel(tx, principal.teamId);
}

/** Notes how far an advance is. */
export const saveAdvance = (tx: Tx, teamId: number, advance: SandboxAdvance): Promise<void> =>
  noteAdvance(tx, teamId, advance);

/** A fresh installation's team: a sandbox in which something happens, until there is something to send through. */
export const makeDefaultSandbox = (tx: Tx, teamId: number): Promise<void> =>
  beginAsSandbox(tx, teamId, LIVELY_SETTINGS);

/** A team that was made to be a sandbox: something happens in it, and it stays one whatever gets connected. */
export const makeChosenSandbox = (
  tx: Tx,
  teamId: number,
  now: Date,
  settings: Partial<SandboxSettings> = {},
): Promise<void> => chooseSandbox(tx, teamId, true, { ...LIVELY_SETTINGS, ...settings }, now);

/**
 * Ends a sandbox nobody chose: now there is something to send through. Called with the team whose first mailbox is
 * being connected, or null at a start with SMTP_URL.
 */
export const leaveDefaultSandbox = (tx: Tx, teamId: number | null): Promise<void> =>
  endDefaultSandbox(tx, teamId);
