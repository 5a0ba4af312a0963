import { sql } from 'kysely';
import type { Db } from '../db/connect.js';

/** What a server was started with, by name; statements of all its processes decide by it (domain/mailboxes/server-facts.ts). */
export async function writeFacts(db: Db, facts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(facts))
    await sql`INSERT INTO server_facts (name, value) VALUES (${name}, ${value})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE server_facts.value <> excluded.value`.execute(
      db,
    );
}
