import type { Db, Tx } from '../../db/connect.js';
import { exitFor, exitPerson, lockPerson, lockMembership } from '../memberships/index.js';
import { suppressAddress } from '../suppressions/index.js';

/** Whose e-mail it was, for the page and the opt-out. */
export interface OptOutSubject {
  teamId: number;
  emailId: number;
  personId: number;
  membershipId: number | null;
  cadenceId: number | null;
  address: string;
  senderName: string;
  clockOffsetMs: number;
}

export async function findOptOut(
  db: Db,
  teamId: number,
  emailId: number,
): Promise<OptOutSubject | undefined> {
  const row = await db
    .selectFrom('emails as e')
    .innerJoin('teams as t', 't.id', 'e.team_id')
    .select([
      'e.person_id',
      'e.membership_id',
      'e.cadence_id',
      'e.to_address',
      'e.from_name',
      'e.from_address',
      't.clock_offset_ms',
    ])
    .where('e.team_id', '=', teamId)
    .where('e.id', '=', emailId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    teamId,
    emailId,
    personId: row.person_id,
    membershipId: row.membership_id,
    cadenceId: row.cadence_id,
    address: row.to_address,
    senderName: row.from_name ?? row.from_address,
    clockOffsetMs: row.clock_offset_ms,
  };
}

/**
 * The person wants no more: of this cadence, or of the whole team. The address goes on the suppression list and the
 * person leaves the cadences as their settings say. Repeatable.
 */
export async function optOut(
  tx: Tx,
  { teamId, emailId, personId, membershipId, cadenceId, address }: OptOutSubject,
  now: Date,
  scope: 'team' | 'cadence',
): Promise<void> {
  const only = scope === 'cadence' ? cadenceId : null;
  await lockPerson(tx, teamId, personId);
  await suppressAddress(tx, teamId, now, address, { cadenceId: only, reason: 'opt_out', emailId, personId });
  if (only === null) await exitPerson({ tx, teamId, now }, personId, 'opt_out');
  else if (membershipId !== null)
    await exitFor(tx, await lockMembership(tx, teamId, membershipId), 'opt_out', now);
}
