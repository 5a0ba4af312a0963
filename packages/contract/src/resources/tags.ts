import * as z from 'zod';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const Tag = z.object({
  id: z.int(),
  name: z.string().nullable(),
});

export const tags = resource({
  name: 'tags',
  tag: 'Tags',
  path: '/v2/tags',
  recordName: 'Tag',
  record: Tag,
  scopes: { read: 'team:read' },
  list: {
    filters: {
      search: by.string(),
      ids: by.ids(),
    },
    sorts: ['name'],
    defaultSort: 'name',
  },
});
