import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import { addressKey } from '../../kernel/address.js';
import { countPeopleOf } from '../accounts/account-rows.js';
import type { Command } from '../command.js';
import { countImportedMany } from '../imports/import-rows.js';
import { type KnownAddress, knownAddresses } from './known-queries.js';
import { knownBy } from './wish-commands.js';

type Create = Body<Contract['resources']['people']['create']>;

/** A new person whose body was held against the contract, whose references were resolved, and whom nobody else is. */
export interface NewPerson {
  readonly body: Create;
  /** Resolved: names that exist, custom fields as they are stored. */
  readonly tags: readonly string[];
  readonly customFields: Readonly<Record<string, string>>;
  readonly account: { readonly id: number; readonly name: string } | undefined;
  readonly ownerId: number;
  readonly stage: { readonly id: number; readonly name: string } | undefined;
}

/** Columns that are what the body says. */
const TEXTS = [
  'first_name',
  'last_name',
  'email_address',
  'secondary_email_address',
  'personal_email_address',
  'phone',
  'phone_extension',
  'home_phone',
  'mobile_phone',
  'linkedin_url',
  'title',
  'city',
  'state',
  'country',
  'work_city',
  'work_state',
  'work_country',
  'crm_id',
  'person_company_name',
  'person_company_website',
  'person_company_industry',
  'locale',
  'personal_website',
  'twitter_handle',
  'job_seniority',
] as const satisfies readonly (keyof Create)[];
const REST = {
  eu_resident: 'boolean',
  do_not_contact: 'boolean',
  do_not_contact_own_right: 'boolean',
  bouncing: 'boolean',
  opted_out_at: 'timestamptz',
  contact_restrictions: 'text[]',
  tags: 'text[]',
  custom_fields: 'jsonb',
  crm_object_type: 'text',
  account_id: 'bigint',
  account_name: 'text',
  owner_id: 'bigint',
  person_stage_id: 'bigint',
  person_stage_name: 'text',
} as const;
const COLUMNS = [...TEXTS, ...Object.keys(REST)].map((column) => `"${column}"`).join(', ');
const TYPES = [
  ...TEXTS.map((column) => `"${column}" text`),
  ...Object.entries(REST).map(([column, type]) => `"${column}" ${type}`),
].join(', ');

/**
 * `createPerson` for many in as many statements as for one. Whoever calls it has held their keys (`matchPeople`), and what
 * they refer to. Suppressions, opt-outs and "do not contact" of people who were deleted hold as for each alone.
 * @returns their ids, in the order given
 */
export async function createPeople(
  command: Command,
  people: readonly NewPerson[],
  importId: number,
): Promise<number[]> {
  if (people.length === 0) return [];
  const { tx, principal, now } = command;
  const { teamId, userId } = principal;
  const keys = people.flatMap(({ body }) => (body.email_address ? [addressKey(body.email_address)] : []));
  const known = await knownAddresses(tx, teamId, keys);
  const wished = await wishedAmong(command, people);
  const rows = people.map((person, index) => rowOf(person, known, wished.has(index)));
  const { rows: made } = await sql<{ id: number }>`
    INSERT INTO people (team_id, created_at, updated_at, creator_id, import_id, ${sql.raw(COLUMNS)})
    SELECT ${teamId}, ${now}, ${now}, ${userId}, ${importId}, ${sql.raw(COLUMNS)}
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS (${sql.raw(TYPES)})) WITH ORDINALITY AS r
    ORDER BY ordinality RETURNING id`.execute(tx);
  // Numbers are given in the order of the rows; RETURNING keeps none.
  const ids = made.map(({ id }) => id).sort((a, b) => a - b);
  await countPeopleOf(
    tx,
    teamId,
    people.flatMap(({ account }) => account?.id ?? []),
  );
  await sql`INSERT INTO import_people (team_id, import_id, person_id)
    SELECT ${teamId}, ${importId}, p FROM unnest(${ids}::bigint[]) p`.execute(tx);
  await countImportedMany(tx, teamId, importId, ids.length);
  await append(command, 'person_created', ids);
  return ids;
}

function rowOf(
  { body, tags, customFields, account, ownerId, stage }: NewPerson,
  known: ReadonlyMap<string, KnownAddress>,
  wished: boolean,
): Record<string, unknown> {
  const address = known.get(addressKey(body.email_address ?? ''));
  const crmId = body.crm_id ?? null;
  return {
    ...Object.fromEntries(TEXTS.map((column) => [column, body[column] ?? null])),
    eu_resident: body.eu_resident ?? false,
    do_not_contact: body.do_not_contact === true || wished,
    do_not_contact_own_right: body.do_not_contact === true,
    bouncing: address?.bouncing ?? false,
    opted_out_at: address?.optedOutAt ?? null,
    contact_restrictions: [...new Set(body.contact_restrictions ?? [])],
    tags,
    custom_fields: customFields,
    crm_object_type: crmId === null ? null : crmId.startsWith('00Q') ? 'lead' : 'contact',
    account_id: account?.id ?? null,
    account_name: account?.name ?? null,
    owner_id: ownerId,
    person_stage_id: stage?.id ?? null,
    person_stage_name: stage?.name ?? null,
  };
}

/** Who of them is known by what somebody was known by who was marked do not contact, and deleted: their places. */
async function wishedAmong(
  { tx, principal }: Command,
  people: readonly NewPerson[],
): Promise<ReadonlySet<number>> {
  const { teamId } = principal;
  const { rows: any } =
    await sql`SELECT 1 FROM do_not_contact_wishes WHERE team_id = ${teamId} LIMIT 1`.execute(tx);
  if (any.length === 0) return new Set();
  const keys = people.map(({ body }, n) => {
    const known = knownBy(body);
    const given = (...texts: (string | null | undefined)[]) => texts.filter((text) => text);
    return {
      n,
      a: given(known.email_address, known.secondary_email_address, known.personal_email_address),
      p: given(known.phone, known.mobile_phone, known.home_phone),
      l: known.last_name ?? null,
      c: known.crm_id ?? null,
    };
  });
  const { rows } = await sql<{ n: number }>`
    SELECT DISTINCT d.n FROM json_to_recordset(${JSON.stringify(keys)}::json) AS d (n int, a text[], p text[], l text, c text)
    CROSS JOIN LATERAL person_keys(d.a, d.p, d.l, d.c) k
    JOIN do_not_contact_wishes w ON w.team_id = ${teamId} AND w.kind = k.kind AND w.value = k.value`.execute(
    tx,
  );
  return new Set(rows.map(({ n }) => n));
}
