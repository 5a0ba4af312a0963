import type pg from 'pg';

type Queries = Pick<pg.ClientBase, 'query'>;

/** Since when nothing is sent, because the database was restored (ISO 8601); undefined: it is not held. */
export async function sendingHeldSince(queries: Queries): Promise<string | undefined> {
  const { rows } = await queries.query<{ value: string }>(
    "SELECT value FROM server_facts WHERE name = 'sending_held'",
  );
  return rows[0]?.value;
}

/** Lets sending go on. @returns since when it was held; undefined: it was not */
export async function resumeSending(queries: Queries): Promise<string | undefined> {
  const { rows } = await queries.query<{ value: string }>(
    "DELETE FROM server_facts WHERE name = 'sending_held' RETURNING value",
  );
  return rows[0]?.value;
}

/** From now on nothing is sent (engine/sending/claim-emails.ts, system-mail.ts). */
export async function holdSending(queries: Queries, since: Date): Promise<void> {
  await queries.query(
    `INSERT INTO server_facts (name, value) VALUES ('sending_held', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [since.toISOString()],
  );
}
