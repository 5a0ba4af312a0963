import { contract } from '@cadenza/contract';
import { contains } from '../../db/like.js';
import { plain, sort, type View, view } from '../../db/view.js';

const tagsView: View = view(contract.resources.tags, {
  table: 'tags',
  sight: null,
  columns: plain('id', 'name'),
  filters: {
    ids: 'r.id',
    search: { sql: contains('r.name') },
  },
  sorts: { name: sort('r.name', 'text') },
});

export const tags = { view: tagsView };
