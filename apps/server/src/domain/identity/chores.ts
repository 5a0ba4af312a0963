import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';

/** A program that registered itself and was let in by nobody is forgotten after so long, in milliseconds. */
const UNUSED_APP_MS = 30 * 24 * 3_600_000;

/** Removes what has expired or was ended: sessions, codes, tokens, tries, remembered Idempotency-Keys. For a periodic chore. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  await db.deleteFrom('oauth_payloads').where('expires_at', '<', now).execute();
  await sql`DELETE FROM oauth_payloads p USING users u WHERE u.id = p.user_id AND p.generation < u.consent_generation`.execute(
    db,
  );
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
  await db.deleteFrom('password_resets').where('expires_at', '<', now).execute();
  await db.deleteFrom('attempt_budgets').where('ends_at', '<', now).execute();
  await db.deleteFrom('login_attempts').where('at', '<', dayAgo).execute();
  // Registered by themselves: of nobody, with a random id (our own have names).
  await sql`DELETE FROM oauth_apps a
    WHERE a.team_id IS NULL AND length(a.client_id) = 64 AND a.created_at < ${new Date(now.getTime() - UNUSED_APP_MS)}
      AND NOT EXISTS (SELECT FROM oauth_payloads p WHERE p.client_id = a.client_id)`.execute(db);
  // Their times are the teams' own, which may run ahead (sandbox time travel): those are kept a little longer.
  await db.deleteFrom('idempotency_keys').where('created_at', '<', dayAgo).execute();
}
