import { type SqlBool, sql } from 'kysely';

/** Whether nothing leaves since a restore (db/backup/hold.ts): a copy must not tell the world what the first has told. */
export const HELD = sql<SqlBool>`EXISTS (SELECT FROM server_facts WHERE name = 'sending_held')`;
