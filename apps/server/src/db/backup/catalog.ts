import type pg from 'pg';
import type { Sequence } from './shape.js';

type Queries = Pick<pg.ClientBase, 'query'>;

/** A column that holds a value of its own (generated ones are computed anew). */
export interface Column {
  name: string;
  /** As SQL writes it. */
  type: string;
  required: boolean;
}

export interface TableOf {
  name: string;
  partitioned: boolean;
  columns: Column[];
}

/** The tables whose rows a backup holds, by name. Those that PostgreSQL itself forgets after a crash (UNLOGGED) are none. */
export async function tablesOf(queries: Queries): Promise<TableOf[]> {
  const { rows } = await queries.query<TableOf>(`
    SELECT c.relname AS name, c.relkind = 'p' AS partitioned,
      (SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull)
        ORDER BY a.attnum), '[]') FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relpersistence = 'p' AND ${NOT_OF_EXTENSION} AND c.relname NOT IN ('schema_migrations', '${MARK}')
    ORDER BY c.relname COLLATE "C"`);
  return rows;
}

/** The table whose presence says that a restore has not ended (db/backup/mark.ts). */
export const MARK = 'restore_not_ended';

const NOT_OF_EXTENSION = `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/** Whatever stands in the schema already, by name, ten at most; what belongs to an extension does not count. */
export async function thingsIn(queries: Queries): Promise<string[]> {
  const { rows } = await queries.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${NOT_OF_EXTENSION}
    ORDER BY c.relname COLLATE "C" LIMIT 10`);
  return rows.map(({ name }) => name);
}

/** How far each sequence is. Not of the snapshot: never behind it. */
export async function sequencesOf(queries: Queries): Promise<Sequence[]> {
  const { rows } = await queries.query<Sequence>(`
    SELECT c.relname AS name, pg_sequence_last_value(c.oid) AS last,
      EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i') AS identity
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S' AND ${NOT_OF_EXTENSION}
    ORDER BY c.relname COLLATE "C"`);
  return rows;
}

/** Texts that make what stands in the way of loading rows in any order, and those that take it away. */
export interface Furniture {
  takeAway: string[];
  bringBack: string[];
}

/**
 * Foreign keys, indexes that no constraint owns, and the triggers of these tables: taken away before rows are loaded and
 * made again behind them. All of it is the owner's to do; nobody need be a superuser.
 */
export async function furnitureOf(queries: Queries): Promise<Furniture> {
  const keys = await queries.query<{ t: string; name: string; text: string }>(`
    SELECT k.conrelid::regclass::text AS t, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS text FROM pg_constraint k
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid`);
  const indexes = await queries.query<{ name: string; text: string }>(`
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS text FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.relname NOT IN ('schema_migrations', '${MARK}') AND NOT c.relispartition
      AND t.relpersistence = 'p' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) AND ${NOT_OF_EXTENSION}
    ORDER BY i.indexrelid`);
  const triggers = await queries.query<{ t: string }>(`
    SELECT DISTINCT g.tgrelid::regclass::text AS t FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal AND c.relkind IN ('r', 'p') AND ${NOT_OF_EXTENSION}
    ORDER BY 1`);
  return {
    takeAway: [
      ...keys.rows.map(({ t, name }) => `ALTER TABLE ${t} DROP CONSTRAINT ${name}`),
      ...indexes.rows.map(({ name }) => `DROP INDEX ${name}`),
      ...triggers.rows.map(({ t }) => `ALTER TABLE ${t} DISABLE TRIGGER USER`),
    ],
    bringBack: [
      ...indexes.rows.map(({ text }) => text),
      ...keys.rows.map(({ t, name, text }) => `ALTER TABLE ${t} ADD CONSTRAINT ${name} ${text}`),
      ...triggers.rows.map(({ t }) => `ALTER TABLE ${t} ENABLE TRIGGER USER`),
    ],
  };
}
