import { contract } from '@cadenza/contract';
import { nullableSort, plain, sort, time, type View, view } from '../../db/view.js';

const sorts = {
  created_at: sort('r.created_at'),
  updated_at: sort('r.updated_at'),
  order: nullableSort('r."order"', 'integer'),
};

/** Read only on the wire: stages and tiers of accounts are set up with the team. */
const accountStagesView: View = view(contract.resources.account_stages, {
  table: 'account_stages',
  sight: null,
  columns: [plain('id', 'name'), time('created_at'), time('updated_at'), plain('order', 'active')].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', updated_at: 'r.updated_at', active: 'r.active' },
  sorts,
});

const accountTiersView: View = view(contract.resources.account_tiers, {
  table: 'account_tiers',
  sight: null,
  columns: [plain('id', 'name', 'order'), time('created_at'), time('updated_at'), plain('active')].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', name: 'r.name', active: 'r.active' },
  sorts,
});

export const accountStages = { view: accountStagesView };
export const accountTiers = { view: accountTiersView };
