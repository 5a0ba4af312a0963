import { sql } from 'kysely';
import { IANAZone } from 'luxon';
import type { Db } from '../db/connect.js';
import { invalid } from '../kernel/errors.js';

/**
 * Refuses what is no IANA name of a zone for the runtime and for PostgreSQL, which both reckon with it. An offset such as
 * +05:30 is none: PostgreSQL reads its sign the other way. @throws AppError invalid on `field`
 */
export async function requireZone(db: Db, field: string, name: string): Promise<void> {
  const refused = () => invalid(field, 'must be an IANA zone such as Europe/Berlin');
  if (!/^[A-Za-z]/.test(name) || !IANAZone.isValidZone(name)) throw refused();
  const { rows } = await sql<{
    known: boolean;
  }>`SELECT zone_offset_minutes(${name}, 'epoch') IS NOT NULL AS known`.execute(db);
  if (rows[0]?.known !== true) throw refused();
}
