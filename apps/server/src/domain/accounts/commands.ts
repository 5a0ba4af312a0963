import type { Body, Contract } from '@cadenza/contract';
import { type Selectable, sql } from 'kysely';
import { ACCOUNT_COLUMNS, type AccountRow, listed } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { violates } from '../../db/pg-errors.js';
import type { AccountsTable } from '../../db/schema.js';
import { append, appendDeleted } from '../../events/outbox.js';
import { invalid, notFound, taken } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { beginLong } from '../long-commands.js';
import { checkCrmId } from '../crm-id.js';
import { mergeCustomFields } from '../custom-values.js';
import { requireOneOf } from '../records.js';
import { requireReferences } from '../references.js';
import { seesOwned } from '../visibility.js';
import { DETACH_PEOPLE, RENAME_ACCOUNT, STOP_CONTACTING } from './people-of-account.js';
import { ensureTags } from '../ensure-tags.js';
import { upsertBy } from '../upsert.js';
import { forgetAccountWishes, markAsWished } from './wish-commands.js';
import { accountsView } from './view.js';

type Create = Body<Contract['resources']['accounts']['create']>;
type Update = Body<Contract['resources']['accounts']['update']>;
type Upsert = Body<Contract['operations']['account_upserts']>;
type Account = AccountRow & { crm_id: string | null };

/** Creates an account owned by the caller unless told otherwise. @throws AppError invalid, forbidden */
export async function createAccount({ tx, principal, now }: Command, body: Create): Promise<number> {
  const columns = await toColumns(tx, principal, now, undefined, body);
  const { id } = await guardUnique(
    tx
      .insertInto('accounts')
      .values({
        owner_id: principal.userId,
        ...columns,
        name: body.name,
        team_id: principal.teamId,
        creator_id: principal.userId,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  if (!columns.do_not_contact) await markAsWished(tx, principal.teamId, undefined, { ...columns, id });
  await append({ tx, principal, now }, 'account_created', id);
  return id;
}

/** Changes what the body names; null clears. @throws AppError not_found, invalid, forbidden */
export async function updateAccount(
  { tx, principal, now }: Command,
  id: number,
  body: Update,
): Promise<void> {
  const account = await lockAccount(tx, principal, id);
  if (body.name === null || body.name?.trim() === '') throw invalid('name', 'is required');
  const columns = await toColumns(tx, principal, now, account, body);
  await guardUnique(
    tx
      .updateTable('accounts')
      .set({ ...columns, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', id)
      .execute(),
  );
  if (columns.name !== undefined && columns.name !== account.name) {
    await beginLong({ tx, principal, now }, 'account_name', RENAME_ACCOUNT, id);
  }
  if (await stopsContacting(tx, principal.teamId, account, columns))
    await beginLong({ tx, principal, now }, 'stop_contacting', STOP_CONTACTING, id);
  await append({ tx, principal, now }, 'account_updated', id);
}

/** @returns whether the account is marked do not contact from now on: by the change, or by what one before it left */
async function stopsContacting(tx: Tx, teamId: number, account: Account, columns: Columns): Promise<boolean> {
  const after = { ...account, ...columns, id: account.id };
  if (columns.do_not_contact === false && account.do_not_contact)
    await forgetAccountWishes(tx, teamId, [account, after]);
  if (columns.do_not_contact !== undefined) return columns.do_not_contact && !account.do_not_contact;
  return !account.do_not_contact && (await markAsWished(tx, teamId, account, after));
}

/** Soft deletion; may be repeated. The account's people stay, detached. @throws AppError not_found */
export async function deleteAccount({ tx, principal, now }: Command, id: number): Promise<void> {
  const account = await tx
    .selectFrom('accounts')
    .select(['id', 'deleted_at', 'owner_id', 'creator_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw notFound();
  if (account.deleted_at) return;
  if (!(await seesOwned(tx, principal, account.owner_id))) throw notFound();
  const { owner_id: owner, creator_id: creator } = account;
  requireOneOf(
    principal,
    [owner, creator],
    'Only its owner, who created it, or an admin may delete an account',
  );
  await appendDeleted({ tx, principal, now }, 'account_deleted', accountsView, id);
  await tx
    .updateTable('accounts')
    .set({ deleted_at: now, updated_at: now, people_count: 0 })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await beginLong({ tx, principal, now }, 'detach_people', DETACH_PEOPLE, id);
}

/** Create or update (domain/upsert.ts). @throws AppError invalid */
export function upsertAccount(
  command: Command,
  body: Upsert,
): Promise<{ id: number; type: 'create' | 'update' }> {
  return upsertBy(command, body, {
    table: 'accounts',
    one: 'account',
    natural: (domain) => sql`id IN (SELECT accounts_with_domain(${domain}))`,
    create: (rest) => createAccount(command, rest),
    update: (id, rest) => updateAccount(command, id, rest),
  });
}

async function lockAccount(tx: Tx, principal: Principal, id: number): Promise<Account> {
  const account = await tx
    .selectFrom('accounts')
    .select([...listed(ACCOUNT_COLUMNS), 'crm_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!account || !(await seesOwned(tx, principal, account.owner_id))) throw notFound();
  return account;
}

type Columns = Partial<
  Omit<Selectable<AccountsTable>, 'custom_fields' | 'id' | 'team_id' | 'created_at' | 'updated_at'>
> & {
  custom_fields?: string;
};

async function toColumns(
  tx: Tx,
  principal: Principal,
  now: Date,
  account: Account | undefined,
  body: Update,
): Promise<Columns> {
  const { teamId } = principal;
  checkCrmId(principal, 'crm_id_account:write', ['001'], body);
  await requireReferences({ tx, principal }, [
    ['users', 'owner_id', body.owner_id],
    ['account_stages', 'company_stage_id', body.company_stage_id],
    ['account_tiers', 'account_tier_id', body.account_tier_id],
  ]);
  const {
    tags,
    custom_fields: customFields,
    crm_id_type: _type,
    do_not_contact: dnc,
    archived,
    ...texts
  } = body;
  const columns = Object.fromEntries(
    Object.entries(texts).filter(([, value]) => value !== undefined),
  ) as Columns;
  if (dnc !== undefined) columns.do_not_contact = dnc ?? false;
  // Setting true twice keeps the first time.
  if (archived !== undefined) columns.archived_at = archived ? (account?.archived_at ?? now) : null;
  if (tags !== undefined) columns.tags = await ensureTags(tx, teamId, now, tags ?? []);
  if (customFields !== undefined)
    columns.custom_fields =
      customFields === null
        ? '{}'
        : await mergeCustomFields(tx, teamId, 'company', account?.custom_fields ?? {}, customFields);
  if (body.company_stage_id !== undefined) {
    const rank = await rankOf(tx, teamId, 'account_stages', body.company_stage_id);
    Object.assign(columns, { company_stage_order: rank.order, company_stage_name: rank.name });
  }
  if (body.account_tier_id !== undefined) {
    const rank = await rankOf(tx, teamId, 'account_tiers', body.account_tier_id);
    Object.assign(columns, { account_tier_order: rank.order, account_tier_name: rank.name });
  }
  if (body.crm_id !== undefined) columns.crm_object_type = body.crm_id === null ? null : 'account';
  return columns;
}

async function rankOf(
  tx: Tx,
  teamId: number,
  table: 'account_stages' | 'account_tiers',
  id: number | null,
): Promise<{ order: number | null; name: string | null }> {
  if (id === null) return { order: null, name: null };
  const row = await tx
    .selectFrom(table)
    .select(['order', 'name'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? { order: null, name: null };
}

async function guardUnique<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'accounts_domain_key')) throw taken('domain');
    if (violates(error, 'accounts_crm_id_key')) throw taken('crm_id');
    throw error;
  }
}
