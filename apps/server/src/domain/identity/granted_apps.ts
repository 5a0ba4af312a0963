import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { pauseOfApplication } from '../webhooks/subscription-rows.js';

/** An app that may act for a user, by their consent. */
export interface GrantedApp {
  client_id: string;
  name: string;
  /** The latest consent. */
  granted_at: Date;
  scopes: string[];
}

/** Of oauth_payloads: nobody's, or of a user who was not deactivated since (migration 0173). */
export const NOT_ENDED = sql<boolean>`(oauth_payloads.user_id IS NULL OR EXISTS (
  SELECT FROM users WHERE users.id = oauth_payloads.user_id AND users.consent_generation = oauth_payloads.generation))`;

/** The apps a user has let in, the latest first. Asked from the apps, for the index of grants begins with the app. */
export async function listGrantedApps(db: Db, userId: number): Promise<GrantedApp[]> {
  const { rows } = await sql<GrantedApp>`
    SELECT a.client_id, a.name, g.granted_at, g.scopes FROM oauth_apps a
    CROSS JOIN LATERAL (
      SELECT max(oauth_payloads.created_at) AS granted_at, array_agg(DISTINCT word ORDER BY word) AS scopes
      FROM oauth_payloads, regexp_split_to_table(payload->'openid'->>'scope', ' ') word
      WHERE oauth_payloads.client_id = a.client_id AND user_id = ${userId} AND model = 'Grant' AND ${NOT_ENDED}) g
    WHERE a.revoked_at IS NULL AND g.granted_at IS NOT NULL
    ORDER BY g.granted_at DESC, a.id DESC`.execute(db);
  return rows;
}

/**
 * Ends an app's access to a user: consents, codes and tokens, and what it is told of by webhooks. The table is not a
 * team's, nor need the app be. `now`: wall clock.
 */
export async function endGrants(
  tx: Tx,
  { teamId, userId }: { teamId: number; userId: number },
  clientId: string,
  now: Date,
): Promise<void> {
  await tx
    .deleteFrom('oauth_payloads')
    .where('client_id', '=', clientId)
    .where('user_id', '=', userId)
    .execute();
  const its = { teamId, userId, application: `app:${clientId}` };
  await pauseOfApplication(tx, its, 'the user who made it ended the consent of its application', now);
}
