import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { requireTransportAdmin, SERVER_TRANSPORT } from './transport-commands.js';

/** How SMTP_URL fares and what is unwise about PUBLIC_URL, as JSON text. @throws AppError forbidden */
export async function serverTransportOf(db: Db, principal: Principal): Promise<string> {
  requireTransportAdmin(principal);
  const { timeZone } = principal;
  const { rows } = await sql<{ j: string }>`
    SELECT json_build_object('configured', d.name IS NOT NULL AND coalesce((SELECT f.value FROM server_facts f WHERE f.name = 'smtp_url'), 'set') = 'set',
      'health', coalesce(d.health, 'unknown'), 'health_reason', d.health_reason,
      'health_rule', d.health_explained ->> 'rule', 'health_facts', d.health_explained -> 'facts',
      'health_changed_at', wire_time(d.health_changed_at, ${timeZone}), 'retry_at', wire_time(d.retry_at, ${timeZone}),
      'public_url_warning', (SELECT nullif(f.value, '') FROM server_facts f WHERE f.name = 'public_url_warning'))::text AS j
    FROM (SELECT 1) one LEFT JOIN server_transports d ON d.name = ${SERVER_TRANSPORT}`.execute(db);
  return rows[0]?.j ?? 'null';
}
