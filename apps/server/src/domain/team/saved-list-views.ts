import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, sort, view } from '../../db/view.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';

type Spec = Contract['resources']['saved_list_views'];

const rows = plainRows({
  table: 'saved_list_views',
  owned: { rule: 'Only its owner may change a saved list view', ownerAlone: true },
  required: ['name'],
  defaults: { is_default: false, shared: false },
});

type Write = () => Promise<number>;
/** A user has one default of each list: what is written takes the place of the one before. The user's row is the lock. */
async function asDefault({ tx, principal, now }: Command, given: boolean | null | undefined, work: Write) {
  if (!given) return work();
  const { teamId, userId } = principal;
  const user = tx.selectFrom('users').select('id').where('team_id', '=', teamId).where('id', '=', userId);
  await user.forNoKeyUpdate().execute();
  const id = await work();
  await tx
    .updateTable('saved_list_views as v')
    .from('saved_list_views as n')
    .set({ is_default: false, updated_at: now })
    .where('n.team_id', '=', teamId)
    .where('n.id', '=', id)
    .where('v.team_id', '=', teamId)
    .where('v.owner_id', '=', userId)
    .where('v.is_default', '=', true)
    .whereRef('v.view', '=', 'n.view')
    .whereRef('v.id', '<>', 'n.id')
    .execute();
  return id;
}

const createView = (command: Command, body: Body<Spec['create']>): Promise<number> =>
  asDefault(command, body.is_default, () =>
    rows.insert(command, { ...body, owner_id: command.principal.userId }),
  );

async function updateView(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  await asDefault(command, body.is_default, () => rows.update(command, id, body).then(() => id));
}

/** The saved list views resource. */
export const savedListViews = {
  view: view(contract.resources.saved_list_views, {
    table: 'saved_list_views',
    sight: null,
    columns: plain('id', 'view', 'name', 'view_params', 'is_default', 'shared'),
    visible: 'r.deleted_at IS NULL AND (r.owner_id = :user OR r.shared)',
    filters: {
      ids: 'r.id',
      view: 'r.view',
      shared: 'r.shared',
      include_shared: { words: { true: 'true', false: 'r.owner_id = :user' } },
    },
    // Others' shared views stand in no list that does not ask for them.
    defaults: { include_shared: { sql: 'r.owner_id = :user', unless: ['ids', 'shared'] } },
    sorts: { name: sort('r.name', 'text') },
  }),
  create: createView,
  update: updateView,
  remove: rows.remove,
};
