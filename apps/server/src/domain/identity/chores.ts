import type { Db } from '../../db/connect.js';

/** Removes what has expired: sessions, codes, tokens, attempts, remembered Idempotency-Keys. For a periodic chore. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  await db.deleteFrom('oauth_payloads').where('expires_at', '<', dayAgo).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
  await db.deleteFrom('password_resets').where('expires_at', '<', dayAgo).execute();
  await db.deleteFrom('login_attempts').where('at', '<', dayAgo).execute();
  // Their times are the teams' own, which may run ahead (sandbox time travel): those are kept a little longer.
  await db.deleteFrom('idempotency_keys').where('created_at', '<', dayAgo).execute();
}
