import { contract } from '@cadenza/contract';
import { plain, sort, type View, view } from '../../db/view.js';

const tagsView: View = view(contract.resources.tags, {
  table: 'tags',
  sight: null,
  columns: plain('id', 'name'),
  filters: {
    ids: 'r.id',
    search: {
      sql: `r.name ILIKE '%' || replace(replace(replace(:value::text, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`,
    },
  },
  sorts: { name: sort('r.name', 'text') },
});

export const tags = { view: tagsView };
