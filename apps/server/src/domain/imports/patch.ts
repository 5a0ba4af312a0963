import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { changedFields, NOT_PUT_BACK, valuesOf } from '../changed-values.js';
import type { Command } from '../command.js';
import type { RunOptions } from './options-rules.js';
import type { Ready } from './prepare.js';

type Update = Body<Contract['resources']['people']['update']>;

/** A person as far as a row may say something new of them. */
export type Before = Readonly<Record<string, unknown>> & {
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, string>>;
};

/** People who are there, held until the end of the transaction. */
export async function peopleBefore(
  { tx, principal }: Command,
  ids: readonly number[],
): Promise<Map<number, Before>> {
  const { rows } = await sql<Before & { id: number }>`
    SELECT id, first_name, last_name, email_address, secondary_email_address, personal_email_address, phone, phone_extension,
      home_phone, mobile_phone, linkedin_url, title, city, state, country, work_city, work_state, work_country, crm_id,
      person_company_name, person_company_website, person_company_industry, locale, personal_website, twitter_handle,
      job_seniority, do_not_contact, do_not_contact_own_right, eu_resident, tags, custom_fields, account_id, owner_id, person_stage_id
    FROM people WHERE team_id = ${principal.teamId} AND id = ANY(${ids}::bigint[]) AND deleted_at IS NULL ORDER BY id FOR UPDATE`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/**
 * What a row changes of a person: all it says, or only what is empty so far (`fill`). Tags are added. "Do not contact" is only
 * ever set: a list is no decision to contact somebody again.
 */
export function changesOf(
  before: Before,
  { person, customFields, tags, owner, stage }: Ready,
  accountId: number | undefined,
  { duplicates, owner_id: ownerForAll }: RunOptions,
): Update {
  const { tags: _tags, custom_fields: _fields, do_not_contact: dnc, crm_id_type: _type, ...said } = person;
  const { autotag_date: _autotag, ...texts } = said;
  const wanted: Record<string, unknown> = {
    ...texts,
    account_id: accountId,
    owner_id: owner ?? ownerForAll ?? undefined,
    person_stage_id: stage?.id,
  };
  const fills = duplicates === 'fill';
  const changes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(wanted))
    if (value !== undefined && value !== before[field] && (!fills || isEmpty(before[field])))
      changes[field] = value;
  // Said of who is marked because of a message, it holds by itself from now on.
  if (dnc === true && before['do_not_contact_own_right'] !== true) changes['do_not_contact'] = true;
  const added = tags.filter((tag) => !before.tags.includes(tag));
  if (added.length > 0) changes['tags'] = [...before.tags, ...added];
  const fields = Object.entries(customFields).filter(
    ([name, value]) =>
      value !== before.custom_fields[name] && (!fills || isEmpty(before.custom_fields[name])),
  );
  if (fields.length > 0) changes['custom_fields'] = Object.fromEntries(fields);
  if (changes['crm_id'] !== undefined) changes['crm_id_type'] = 'salesforce';
  return changes as Update;
}

/** What a row changed of a record that was there, so that it can be put back, as JSON text; null: nothing that could be. */
export async function changedBy(
  { tx, principal: { teamId } }: Command,
  table: 'people' | 'accounts',
  { id, before }: { readonly id: number; readonly before: Readonly<Record<string, unknown>> },
  changes: object,
): Promise<string | null> {
  const fields = Object.keys(changes).filter((field) => field in before && !NOT_PUT_BACK.includes(field));
  const after = await valuesOf(tx, table, { teamId, id }, fields);
  const changed = after && changedFields(id, before, after);
  return changed ? JSON.stringify(changed) : null;
}
