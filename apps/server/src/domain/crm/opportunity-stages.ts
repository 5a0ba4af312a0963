import { contract } from '@cadenza/contract';
import { plain, sort, time, view } from '../../db/view.js';
import { plainRows } from '../plain.js';

const rows = plainRows({
  table: 'opportunity_stages',
  admins: 'opportunity stages',
  required: ['name'],
  unique: { opportunity_stages_name_key: 'name' },
});

/** The opportunity stages resource. */
export const opportunityStages = {
  view: view(contract.resources.opportunity_stages, {
    table: 'opportunity_stages',
    sight: null,
    columns: [plain('id', 'name'), time('created_at'), time('updated_at'), plain('order', 'active')].join(
      ', ',
    ),
    visible: 'r.deleted_at IS NULL',
    filters: {},
    sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
  }),
  create: rows.insert,
  update: rows.update,
  remove: rows.remove,
};
