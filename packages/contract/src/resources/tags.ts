import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Tag = z.object({
  id: z.int(),
  name: z.string().nullable(),
});

/** Of each record that had it, in the short transactions of a long command. */
const mayCause = ['person_updated', 'account_updated', 'cadence_updated'] as const;

export const tags = resource({
  name: 'tags',
  tag: 'Tags',
  path: '/v2/tags',
  recordName: 'Tag',
  record: Tag,
  scopes: { read: 'team:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: {
      search: by.string(),
      ids: by.ids(),
    },
    sorts: ['name'],
    defaultSort: 'name',
  },
  update: { body: z.object({ name: f.requiredText(255) }), mayCause, extension: true },
  delete: { mayCause, extension: true },
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
