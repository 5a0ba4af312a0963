import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

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

export const createTag = operation({
  name: 'create_tag',
  tag: 'Tags',
  method: 'POST',
  path: '/v2/tags',
  summary: 'make a tag before anything has it; one that is there already is answered',
  scope: 'team:write',
  extension: true,
  body: z.object({ name: f.requiredText(255) }),
  response: Tag,
  responseName: 'Tag',
});
