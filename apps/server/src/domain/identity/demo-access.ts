import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** What opens a demo that goes away: sessions that look at it, and the tokens and grants of its users and applications. */
export async function endDemoAccess(tx: Tx, teamId: number): Promise<void> {
  await sql`DELETE FROM sessions WHERE demo_team_id = ${teamId} OR team_id = ${teamId}`.execute(tx);
  await sql`DELETE FROM oauth_payloads WHERE user_id IN (SELECT id FROM users WHERE team_id = ${teamId})
    OR client_id IN (SELECT client_id FROM oauth_apps WHERE team_id = ${teamId})`.execute(tx);
}
