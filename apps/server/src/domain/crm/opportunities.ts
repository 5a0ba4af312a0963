import type { Body, Contract } from '@cadenza/contract';
import { notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { mergeCustomFields } from '../custom-values.js';
import { ensureTags } from '../ensure-tags.js';
import { plainRows } from '../plain.js';
import { requireOneOf } from '../records.js';
import { inSightOf, OF_OPPORTUNITY, OWN } from '../visibility.js';
import { leaveOpportunity } from './opportunity-people.js';
import { opportunitiesView } from './opportunities-view.js';

type Spec = Contract['resources']['opportunities'];
type Update = Body<Spec['update']>;

const rows = plainRows({
  table: 'opportunities',
  required: ['name'],
  defaults: { is_closed: false, is_won: false, tags: [] as string[] },
  references: { account_id: 'accounts', owner_id: 'users' },
  unique: { opportunities_crm_key: 'crm_id' },
});

/** What a CRM's id names when nothing else does: the account, under its name. */
async function accountOf(
  { tx, principal }: Command,
  body: Update,
): Promise<{ account_id?: number | null; account_name?: string | null }> {
  let found = tx
    .selectFrom('accounts as r')
    .select(['r.id', 'r.name'])
    .where('r.team_id', '=', principal.teamId)
    .where('r.deleted_at', 'is', null)
    .where(inSightOf(principal, OWN, 'r'));
  if (body.account_id != null) found = found.where('r.id', '=', body.account_id);
  else if (body.account_id === undefined && body.account_crm_id)
    found = found.where('r.crm_id', '=', body.account_crm_id);
  else return {};
  const account = await found.executeTakeFirst();
  if (!account) return {};
  return {
    account_id: account.id,
    ...(body.account_name === undefined ? { account_name: account.name } : {}),
  };
}

/** The user that the CRM calls so, when the body names no owner. */
async function ownerOf({ tx, principal }: Command, body: Update): Promise<{ owner_id?: number }> {
  if (body.owner_id !== undefined || !body.owner_crm_id) return {};
  const found = await tx
    .selectFrom('crm_users')
    .select('user_id')
    .where('team_id', '=', principal.teamId)
    .where('crm_id', '=', body.owner_crm_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return found?.user_id == null ? {} : { owner_id: found.user_id };
}

/** A body as columns. `stored`: the custom fields there are. */
async function toColumns(
  command: Command,
  stored: unknown,
  { tags, custom_fields: fields, ...body }: Update,
) {
  const { tx, principal, now } = command;
  return {
    ...body,
    ...(await accountOf(command, body)),
    ...(await ownerOf(command, body)),
    ...(tags == null ? {} : { tags: await ensureTags(tx, principal.teamId, now, tags) }),
    ...(tags === null ? { tags: [] } : {}),
    ...(fields == null
      ? {}
      : {
          custom_fields: await mergeCustomFields(tx, principal.teamId, 'opportunity', stored, fields),
        }),
  };
}

/** Owned by the caller unless told otherwise. @throws AppError invalid */
async function createOpportunity(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { userId } = command.principal;
  const columns = await toColumns(command, {}, body);
  const owner_id = columns.owner_id === undefined ? userId : columns.owner_id;
  return rows.insert(command, { ...columns, name: body.name, owner_id, creator_id: userId });
}

/** @throws AppError not_found, invalid */
async function updateOpportunity(command: Command, id: number, body: Update): Promise<void> {
  const { custom_fields: stored } = await lock(command, id);
  await rows.update(command, id, await toColumns(command, stored, body));
}

/** Softly, with who is on it. @throws AppError not_found, forbidden */
async function deleteOpportunity(command: Command, id: number): Promise<void> {
  const { owner_id: owner, creator_id: creator, deleted_at: gone } = await lock(command, id, true);
  if (gone !== null) return;
  requireOneOf(
    command.principal,
    [owner, creator],
    'Only its owner, who created it, or an admin may delete an opportunity',
  );
  await rows.remove(command, id);
  await leaveOpportunity(command, id);
}

async function lock({ tx, principal }: Command, id: number, evenDeleted = false) {
  const row = await tx
    .selectFrom('opportunities as r')
    .select(['r.owner_id', 'r.creator_id', 'r.deleted_at', 'r.custom_fields'])
    .where('r.team_id', '=', principal.teamId)
    .where('r.id', '=', id)
    .where(inSightOf(principal, OF_OPPORTUNITY, 'r', 'one'))
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.deleted_at !== null && !evenDeleted)) throw notFound();
  return row;
}

/** The opportunities resource. */
export const opportunities = {
  view: opportunitiesView,
  create: createOpportunity,
  update: updateOpportunity,
  remove: deleteOpportunity,
};
