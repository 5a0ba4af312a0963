import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Sealer } from '../../kernel/sealed.js';
import { resealForJson } from '../../kernel/sealed-json.js';

/** Seals under the newest SECRET_KEY what older ones sealed; what none of them opens stays as it is. @returns how many tokens */
export async function resealDialers(tx: Tx, sealer: Sealer): Promise<{ resealed: number; total: number }> {
  const { rows } = await sql<{ team_id: number; webhook_token: Buffer }>`
    SELECT team_id, webhook_token FROM dialer_settings WHERE webhook_token IS NOT NULL ORDER BY team_id FOR UPDATE`.execute(
    tx,
  );
  let resealed = 0;
  for (const { team_id: teamId, webhook_token: sealed } of rows) {
    const fresh = sealer.isStale(sealed) ? resealForJson(sealer, sealed) : undefined;
    if (fresh === undefined) continue;
    await sql`UPDATE dialer_settings SET webhook_token = ${fresh} WHERE team_id = ${teamId}`.execute(tx);
    resealed += 1;
  }
  return { resealed, total: rows.length };
}
