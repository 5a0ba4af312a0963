import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import { domainKey } from '../../kernel/address.js';
import type { Command } from '../command.js';
import { inSightOf, OWN } from '../visibility.js';
import { markAsWished } from './wish-commands.js';

type Create = Body<Contract['resources']['accounts']['create']>;

/** What an account is found by: its domain, else its name as it is written. */
export interface AccountIdentity {
  readonly domain?: string | null | undefined;
  readonly name?: string | null | undefined;
}

/** An account that is there; `seen`: the caller sees it. */
export interface KnownAccount {
  readonly id: number;
  readonly name: string;
  readonly seen: boolean;
}

/** What two accounts of one team do not share, or are taken for the same by. */
export const accountKey = ({ domain, name }: AccountIdentity): string | undefined =>
  domain ? `domain ${domainKey(domain)}` : name ? `name ${name}` : undefined;

/**
 * Accounts of the team by their keys; of several with one name the oldest. Held against deletion until the end of the
 * transaction, as by whoever names one.
 */
export async function matchAccounts(
  { tx, principal }: Command,
  wanted: readonly AccountIdentity[],
): Promise<Map<string, KnownAccount>> {
  const domains = [...new Set(wanted.flatMap(({ domain }) => (domain ? [domain] : [])))];
  const names = [...new Set(wanted.flatMap(({ domain, name }) => (!domain && name ? [name] : [])))];
  const { rows } = await sql<KnownAccount & { by: string; domain: string | null }>`
    SELECT a.id, a.name, a.domain, f.by, ${inSightOf(principal, OWN, 'a', 'one')} AS seen FROM (
      SELECT 'domain' AS by, w.id FROM unnest(${domains}::text[]) d CROSS JOIN LATERAL accounts_with_domain(d) w (id)
      UNION ALL
      SELECT 'name', n.id FROM accounts n WHERE n.team_id = ${principal.teamId} AND n.deleted_at IS NULL AND n.name = ANY(${names}::text[])) f
    JOIN accounts a ON a.team_id = ${principal.teamId} AND a.id = f.id AND a.deleted_at IS NULL
    ORDER BY a.id FOR KEY SHARE OF a`.execute(tx);
  const found = new Map<string, KnownAccount>();
  for (const { by, domain, ...account } of rows) {
    const key = by === 'domain' ? accountKey({ domain }) : accountKey({ name: account.name });
    if (key !== undefined && !found.has(key)) found.set(key, account);
  }
  return found;
}

const TEXTS = [
  'name',
  'domain',
  'conversational_name',
  'description',
  'phone',
  'website',
  'linkedin_url',
  'twitter_handle',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'locale',
  'industry',
  'company_type',
  'founded',
  'revenue_range',
  'size',
] as const satisfies readonly (keyof Create)[];
const COLUMNS = [...TEXTS, 'tags', 'custom_fields', 'owner_id'].map((column) => `"${column}"`).join(', ');
const TYPES = [
  ...TEXTS.map((column) => `"${column}" text`),
  '"tags" text[], "custom_fields" jsonb, "owner_id" bigint',
].join(', ');

/** A new account whose body was held against the contract. */
export interface NewAccount {
  readonly body: Create;
  readonly tags: readonly string[];
  readonly customFields: Readonly<Record<string, string>>;
  readonly ownerId: number;
}

/**
 * `createAccount` for many, each with another domain. One that somebody else makes meanwhile is not made again.
 * @returns those that were made, with their domains
 */
export async function createAccounts(
  command: Command,
  accounts: readonly NewAccount[],
): Promise<{ id: number; domain: string }[]> {
  if (accounts.length === 0) return [];
  const { tx, principal, now } = command;
  const { teamId, userId } = principal;
  // In one order everywhere: two imports of the same accounts wait for each other.
  const ordered = accounts.toSorted((a, b) => (a.body.domain < b.body.domain ? -1 : 1));
  const rows = ordered.map(({ body, tags, customFields, ownerId }) => ({
    ...Object.fromEntries(TEXTS.map((column) => [column, body[column] ?? null])),
    tags,
    custom_fields: customFields,
    owner_id: ownerId,
  }));
  const { rows: made } = await sql<{ id: number; domain: string }>`
    INSERT INTO accounts (team_id, created_at, updated_at, creator_id, ${sql.raw(COLUMNS)})
    SELECT ${teamId}, ${now}, ${now}, ${userId}, ${sql.raw(COLUMNS)}
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS (${sql.raw(TYPES)})) WITH ORDINALITY AS r
    ORDER BY ordinality ON CONFLICT DO NOTHING RETURNING id, domain`.execute(tx);
  const { rows: any } =
    await sql`SELECT 1 FROM account_do_not_contact_wishes WHERE team_id = ${teamId} LIMIT 1`.execute(tx);
  if (any.length > 0)
    for (const { id, domain } of made) await markAsWished(tx, teamId, undefined, { id, domain });
  await append(
    command,
    'account_created',
    made.map(({ id }) => id).sort((a, b) => a - b),
  );
  return made;
}
