import type pg from 'pg';

/** Rows of every table, by its name. */
export async function countRows(pool: pg.Pool): Promise<Map<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`);
    counts.set(name, rows[0]?.n ?? 0);
  }
  return counts;
}

/**
 * Takes every row that came since `before` out of its table and inserts it again, in the same order, with nothing around
 * it: into the same tables and indexes, in `batches` transactions, without triggers (no stamps, no foreign keys). The
 * database is of no other use afterwards. @returns seconds
 */
export async function insertAgain(
  pool: pg.Pool,
  before: ReadonlyMap<string, number>,
  batches: number,
  signal: AbortSignal,
): Promise<number> {
  const client = await pool.connect();
  try {
    const came = [...(await countRows(pool))].filter(([name, n]) => n > (before.get(name) ?? 0));
    const inserts: { text: string; from: number; to: number }[] = [];
    for (const [name, n] of came) {
      const columns = await columnsOf(client, name);
      const old = before.get(name) ?? 0;
      await client.query(
        `CREATE TABLE again_${name} AS SELECT row_number() OVER (ORDER BY ${await keyOf(client, name)}) AS place, ${columns} FROM "${name}"`,
      );
      await client.query(`CREATE UNIQUE INDEX ON again_${name} (place)`);
      const text = `INSERT INTO "${name}" (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM again_${name} WHERE place > $1 AND place <= $2 ORDER BY place`;
      inserts.push({ text, from: old, to: n });
    }
    for (const [name] of came) await bare(client, name);
    for (const [name] of came) await client.query(`TRUNCATE "${name}"`);
    // What stood there before comes back first, uncounted.
    for (const { text, from } of inserts) await client.query(text, [0, from]);
    for (const [name] of came) await client.query(`VACUUM (FULL, ANALYZE) "${name}"`);
    const begun = performance.now();
    for (let batch = 0; batch < batches; batch += 1) {
      signal.throwIfAborted();
      await client.query('BEGIN');
      for (const { text, from, to } of inserts) {
        const place = (part: number) => from + Math.floor(((to - from) * part) / batches);
        await client.query(text, [place(batch), place(batch + 1)]);
      }
      await client.query('COMMIT');
    }
    return (performance.now() - begun) / 1000;
  } finally {
    client.release(true);
  }
}

/** Takes the triggers and the foreign keys off a table, and the foreign keys that point to it. */
async function bare(client: pg.PoolClient, name: string): Promise<void> {
  const { rows } = await client.query<{ owner: string; key: string }>(
    `SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS key FROM pg_constraint
     WHERE contype = 'f' AND $1::regclass IN (conrelid, confrelid) AND conparentid = 0`,
    [name],
  );
  for (const { owner, key } of rows) await client.query(`ALTER TABLE ${owner} DROP CONSTRAINT ${key}`);
  await client.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`);
}

/** What may be written of a table, as a list for SQL. */
async function columnsOf(client: pg.PoolClient, name: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [name],
  );
  return rows[0]?.names ?? '';
}

/** The columns of its primary key, as a list for SQL: what came first stands first. */
async function keyOf(client: pg.PoolClient, name: string): Promise<string> {
  const { rows } = await client.query<{ names: string | null }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_index, pg_attribute
     WHERE indrelid = $1::regclass AND indisprimary AND attrelid = indrelid AND attnum = ANY (indkey)`,
    [name],
  );
  return rows[0]?.names ?? 'ctid';
}
