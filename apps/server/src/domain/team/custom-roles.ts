import { contract } from '@cadenza/contract';
import { plain, sort, view } from '../../db/view.js';

/** Roles of the team's own making, as names: what they permit is asked of users (`permissions`). */
export const customRoles = {
  view: view(contract.resources.custom_roles, {
    table: 'custom_roles',
    sight: null,
    columns: plain('id', 'name'),
    filters: { ids: 'r.id' },
    sorts: { id: sort('r.id', 'uuid'), name: sort('r.name', 'text') },
  }),
};
