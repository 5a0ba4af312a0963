import { say } from '../said.js';
import type { Body, Contract } from '@cadenza/contract';
import { type Selectable, sql } from 'kysely';
import { listed, PERSON_COLUMNS, type PersonRow } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { violates } from '../../db/pg-errors.js';
import type { PeopleTable } from '../../db/schema.js';
import { append, appendDeleted } from '../../events/outbox.js';
import { addressKey } from '../../kernel/address.js';
import { notFound, taken } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { countPeople } from '../accounts/account-rows.js';
import { countImported } from '../imports/import-rows.js';
import { endOnStage, removeFromAllCadences, withdrawRestricted } from '../memberships/index.js';
import { markPersonDeleted } from '../memberships/membership-rows.js';
import type { Command } from '../command.js';
import { checkCrmId } from '../crm-id.js';
import { mergeCustomFields } from '../custom-values.js';
import { requireOneOf } from '../records.js';
import { requireReferences } from '../references.js';
import { seesOwned } from '../visibility.js';
import { ensureTags } from '../ensure-tags.js';
import { upsertBy } from '../upsert.js';
import { addressColumns, addressToKnow, keepWishes } from './address-commands.js';
import { addressTaken, whatIsKnown } from './known-queries.js';
import { dateTag, requireIdentity, tidyAddresses } from './rules.js';
import { doNotContact, knownBy, wishToKnow } from './wish-commands.js';
import { peopleView } from './view.js';

type Create = Body<Contract['resources']['people']['create']>;
type Update = Body<Contract['resources']['people']['update']>;
type Upsert = Body<Contract['operations']['person_upserts']>;
type Person = PersonRow & { crm_id: string | null };

/** Creates a person owned by the caller unless told otherwise. @throws AppError invalid, forbidden */
export async function createPerson({ tx, principal, now }: Command, body: Create): Promise<number> {
  requireIdentity(tidyAddresses(body));
  const autotag = body.autotag_date ? [dateTag(now)] : [];
  const columns = await toColumns(tx, principal, now, undefined, {
    ...body,
    ...(autotag.length > 0 ? { tags: [...(body.tags ?? []), ...autotag] } : {}),
  });
  const { id } = await guardCrmId(
    tx
      .insertInto('people')
      .values({
        owner_id: principal.userId,
        ...columns,
        team_id: principal.teamId,
        creator_id: principal.userId,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  await afterWrite(tx, principal.teamId, undefined, {
    id,
    account_id: columns.account_id ?? null,
    import_id: columns.import_id ?? null,
  });
  await append({ tx, principal, now }, 'person_created', id);
  return id;
}

/** Changes what the body names; null clears. @throws AppError not_found, invalid, forbidden */
export async function updatePerson({ tx, principal, now }: Command, id: number, body: Update): Promise<void> {
  const person = await lockPersonForUpdate(tx, principal, id);
  const columns = await toColumns(tx, principal, now, person, body);
  requireIdentity({ ...person, ...columns });
  await guardCrmId(
    tx
      .updateTable('people')
      .set({ ...columns, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', id)
      .execute(),
  );
  await afterWrite(tx, principal.teamId, person, {
    id,
    account_id: columns.account_id === undefined ? person.account_id : columns.account_id,
    import_id: columns.import_id === undefined ? person.import_id : columns.import_id,
  });
  if (columns.do_not_contact === true && !person.do_not_contact) {
    await removeFromAllCadences(tx, principal, now, id, say('do_not_contact', { was: true }));
  }
  await followCadences({ tx, principal, now }, person, columns);
  await append({ tx, principal, now }, 'person_updated', id);
}

/** What a change of stage and of contact restrictions means for the cadences the person is on. */
async function followCadences(command: Command, before: Person, after: Columns): Promise<void> {
  const { tx, principal, now } = command;
  const { person_stage_id: stageId, person_stage_name: stageName } = after;
  if (stageId != null && stageId !== before.person_stage_id)
    await endOnStage(command, before.id, { id: stageId, name: stageName ?? '' });
  const added = (after.contact_restrictions ?? []).filter(
    (restriction) => !before.contact_restrictions.includes(restriction),
  );
  const types = added.flatMap((each) => (each === 'call' ? ['phone'] : each === 'email' ? ['email'] : []));
  await withdrawRestricted(tx, principal.teamId, before.id, types, now);
}

/** Soft deletion; may be repeated. Takes the person off every cadence. @throws AppError not_found */
export async function deletePerson(
  {
    tx,
    principal,
    now,
  }: Pick<Command, 'tx' | 'now'> & { principal: Pick<Principal, 'teamId' | 'userId' | 'admin'> },
  id: number,
): Promise<void> {
  const person = await tx
    .selectFrom('people')
    .select([
      'id',
      'deleted_at',
      'account_id',
      'owner_id',
      'creator_id',
      'email_address',
      'secondary_email_address',
      'personal_email_address',
      'do_not_contact',
      'opted_out_at',
    ])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!person) throw notFound();
  if (person.deleted_at) return;
  if (!(await seesOwned(tx, principal, person.owner_id))) throw notFound();
  const { owner_id: owner, creator_id: creator } = person;
  requireOneOf(
    principal,
    [owner, creator],
    'Only its owner, who created it, or an admin may delete a person',
  );
  await removeFromAllCadences(tx, principal, now, id, say('person_deleted', {}));
  await keepWishes(tx, principal.teamId, now, person, principal.userId);
  await appendDeleted({ tx, principal, now }, 'person_deleted', peopleView, id);
  // The trigger keep_wish (0163) keeps do not contact.
  await tx
    .updateTable('people')
    .set({ deleted_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await markPersonDeleted({ tx, principal, now }, id);
  if (person.account_id !== null) await countPeople(tx, principal.teamId, person.account_id, -1);
}

/** Create or update (domain/upsert.ts). @throws AppError invalid */
export function upsertPerson(
  command: Command,
  body: Upsert,
): Promise<{ id: number; type: 'create' | 'update' }> {
  return upsertBy(command, body, {
    table: 'people',
    one: 'person',
    natural: async (address) => {
      await lockKey(command.tx, command.principal.teamId, 'email_address', addressKey(address));
      return sql`id IN (SELECT people_with_address(${address}))`;
    },
    create: (rest) => createPerson(command, rest),
    update: (id, rest) => updatePerson(command, id, rest),
  });
}

async function lockPersonForUpdate(tx: Tx, principal: Principal, id: number): Promise<Person> {
  const person = await tx
    .selectFrom('people')
    .select([...listed(PERSON_COLUMNS), 'crm_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!person || !(await seesOwned(tx, principal, person.owner_id))) throw notFound();
  return person;
}

type Columns = Partial<
  Omit<Selectable<PeopleTable>, 'custom_fields' | 'id' | 'team_id' | 'name' | 'created_at' | 'updated_at'>
> & { custom_fields?: string };

/** What the body says, as columns: references checked, duplicates refused, tags and custom fields resolved. */
async function toColumns(
  tx: Tx,
  principal: Principal,
  now: Date,
  person: Person | undefined,
  given: Update,
): Promise<Columns> {
  const { teamId } = principal;
  const body = tidyAddresses(given);
  checkCrmId(principal, 'crm_id_person:write', ['00Q', '003'], body);
  const named = await requireReferences({ tx, principal }, [
    ['accounts', 'account_id', body.account_id],
    ['users', 'owner_id', body.owner_id],
    ['imports', 'import_id', body.import_id],
    ['person_stages', 'person_stage_id', body.person_stage_id],
  ]);
  const claimed = await claimAddress(tx, teamId, person, body);
  await refuseSamePhone(tx, teamId, person, body);
  const {
    tags,
    custom_fields: customFields,
    crm_id_type: _type,
    do_not_contact: dnc,
    eu_resident: eu,
    contact_restrictions: restrictions,
    ...texts
  } = body;
  const columns: Columns = { ...(texts as Columns) };
  for (const key of Object.keys(columns) as (keyof Columns)[])
    if (columns[key] === undefined) delete columns[key];
  if ('autotag_date' in columns) delete (columns as Record<string, unknown>)['autotag_date'];
  const after = { ...person, ...knownBy(body) };
  const known = await whatIsKnown(tx, teamId, {
    address: addressToKnow(person, body),
    taken: claimed === undefined ? undefined : addressTaken(teamId, claimed),
    wished: wishToKnow(teamId, person, after, dnc),
  });
  if (known.taken) throw taken('email_address');
  const wished = await doNotContact({ tx, principal, now }, person, after, dnc, known.wished);
  if (wished !== undefined) columns.do_not_contact = wished;
  if (dnc === true) columns.do_not_contact_own_right = true;
  else if (wished !== undefined) columns.do_not_contact_own_right = false;
  if (eu !== undefined) columns.eu_resident = eu ?? false;
  if (restrictions !== undefined) columns.contact_restrictions = [...new Set(restrictions ?? [])];
  Object.assign(columns, addressColumns(person, body, known.address));
  if (tags !== undefined) columns.tags = await ensureTags(tx, teamId, now, tags ?? []);
  if (customFields !== undefined)
    columns.custom_fields =
      customFields === null
        ? '{}'
        : await mergeCustomFields(tx, teamId, 'person', person?.custom_fields ?? {}, customFields);
  if (body.account_id !== undefined) columns.account_name = named.get('account_id')?.name ?? null;
  if (body.person_stage_id !== undefined)
    columns.person_stage_name = named.get('person_stage_id')?.name ?? null;
  if (body.crm_id !== undefined)
    columns.crm_object_type =
      body.crm_id === null ? null : body.crm_id.startsWith('00Q') ? 'lead' : 'contact';
  return columns;
}

/** Holds the key of an address that is new to the person. @returns the address; undefined: none is */
async function claimAddress(
  tx: Tx,
  teamId: number,
  person: Person | undefined,
  { email_address: email }: Update,
): Promise<string | undefined> {
  if (!email || addressKey(email) === addressKey(person?.email_address ?? '')) return undefined;
  await lockKey(tx, teamId, 'email_address', addressKey(email));
  return email;
}

/** Without an address, phone and last name together tell who somebody is. @throws AppError invalid on `phone` */
async function refuseSamePhone(
  tx: Tx,
  teamId: number,
  person: Person | undefined,
  body: Update,
): Promise<void> {
  const phone = body.phone ?? person?.phone;
  const lastName = body.last_name ?? person?.last_name;
  const address = body.email_address === undefined ? person?.email_address : body.email_address;
  const changed =
    phone !== person?.phone || lastName !== person?.last_name || address !== person?.email_address;
  if (!address && phone && lastName && changed) {
    await lockKey(tx, teamId, 'phone', `${phone} ${lastName}`);
    const duplicate = await tx
      .selectFrom('people')
      .select('id')
      .where('team_id', '=', teamId)
      .where('phone', '=', phone)
      .where(sql<string>`lower(last_name)`, '=', lastName.toLowerCase())
      .where('deleted_at', 'is', null)
      .where('id', '!=', person?.id ?? 0)
      .executeTakeFirst();
    if (duplicate) throw taken('phone');
  }
}

/** Serialises writers of one key: uniqueness that a team may switch off cannot be an index. */
async function lockKey(tx: Tx, teamId: number, kind: string, value: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${teamId} ${kind} ${value.toLowerCase()}`}, 0))`.execute(
    tx,
  );
}

async function guardCrmId<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'people_crm_id_key')) throw taken('crm_id');
    throw error;
  }
}

async function afterWrite(
  tx: Tx,
  teamId: number,
  before: Person | undefined,
  after: { id: number; account_id: number | null; import_id: number | null },
): Promise<void> {
  if (before?.account_id !== after.account_id) {
    if (before && before.account_id !== null) await countPeople(tx, teamId, before.account_id, -1);
    if (after.account_id !== null) await countPeople(tx, teamId, after.account_id, 1);
  }
  if (after.import_id !== null && before?.import_id !== after.import_id) {
    const added = await tx
      .insertInto('import_people')
      .values({ team_id: teamId, import_id: after.import_id, person_id: after.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    if (added) await countImported(tx, teamId, after.import_id);
  }
}
