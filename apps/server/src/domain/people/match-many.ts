import { sql } from 'kysely';
import { addressKey } from '../../kernel/address.js';
import type { Command } from '../command.js';
import { inSightOf, OWN } from '../visibility.js';

/** What a person is found by, in the order in which it counts (docs/wire.md section 7). */
export interface Identity {
  readonly email_address?: string | null | undefined;
  readonly crm_id?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly last_name?: string | null | undefined;
}

/** Who is there already; `seen`: the caller sees them. */
export interface Match {
  readonly id: number;
  readonly by: 'email_address' | 'crm_id' | 'phone';
  readonly seen: boolean;
}

/** The keys of a person that nobody else of the team may have. */
export function identityKeys({
  email_address: email,
  crm_id: crmId,
  phone,
  last_name: last,
}: Identity): string[] {
  return [
    ...(email ? [`email_address ${addressKey(email)}`] : []),
    ...(crmId ? [`crm_id ${crmId}`] : []),
    ...(!email && phone && last ? [`phone ${phone} ${last}`.toLowerCase()] : []),
  ];
}

/**
 * Who of these people is there already, each by the first of its keys that somebody has. Holds the keys until the end of the
 * transaction, as whoever writes one person does (`refuseDuplicates`): nobody else makes the same meanwhile. Keys are taken
 * in one order, so that two imports of the same people wait for each other.
 */
export async function matchPeople(
  command: Command,
  people: readonly Identity[],
): Promise<(Match | undefined)[]> {
  const { tx, principal } = command;
  const keys = [...new Set(people.flatMap(identityKeys))];
  const locks = keys
    .filter((key) => !key.startsWith('crm_id '))
    .map((key) => `${principal.teamId} ${key.toLowerCase()}`);
  await sql`SELECT pg_advisory_xact_lock(k.hash) FROM (
    SELECT DISTINCT hashtextextended(key, 0) AS hash FROM unnest(${locks}::text[]) key ORDER BY hash OFFSET 0) k`.execute(
    tx,
  );
  const found = await knownPeople(command, people);
  return people.map((person) => {
    for (const key of identityKeys(person)) {
      const match = found.get(key);
      if (match) return match;
    }
    return undefined;
  });
}

interface Row {
  id: number;
  by: Match['by'];
  email_address: string | null;
  crm_id: string | null;
  phone: string | null;
  last_name: string | null;
  seen: boolean;
}

async function knownPeople(
  { tx, principal }: Command,
  people: readonly Identity[],
): Promise<Map<string, Match>> {
  const emails = people.flatMap(({ email_address: email }) => email || []);
  const crmIds = people.flatMap(({ crm_id: id }) => id || []);
  const called = people.filter(({ email_address: email, phone, last_name: last }) => !email && phone && last);
  const { rows } = await sql<Row>`
    SELECT p.id, f.by, p.email_address, p.crm_id, p.phone, p.last_name, ${inSightOf(principal, OWN, 'p', 'one')} AS seen
    FROM (
      SELECT 'email_address' AS by, people_with_addresses(${emails}::text[]) AS id
      UNION ALL
      SELECT 'crm_id', c.id FROM people c WHERE c.team_id = ${principal.teamId} AND c.deleted_at IS NULL AND c.crm_id = ANY(${crmIds}::text[])
      UNION ALL
      SELECT 'phone', c.id FROM people c WHERE c.team_id = ${principal.teamId} AND c.deleted_at IS NULL
        AND c.phone = ANY(${called.map(({ phone }) => phone)}::text[])) f
    JOIN people p ON p.team_id = ${principal.teamId} AND p.id = f.id AND p.deleted_at IS NULL
    ORDER BY p.id`.execute(tx);
  const found = new Map<string, Match>();
  for (const { id, by, seen, ...row } of rows) {
    const key =
      by === 'email_address'
        ? `email_address ${addressKey(row.email_address ?? '')}`
        : by === 'crm_id'
          ? `crm_id ${row.crm_id}`
          : `phone ${row.phone} ${row.last_name}`.toLowerCase();
    if (!found.has(key)) found.set(key, { id, by, seen });
  }
  return found;
}
