import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const VIEWS = ['people', 'companies', 'recordings'] as const;

/** The filters and columns of a list, under a name. */
export const SavedListView = z.object({
  id: z.int(),
  view: z.enum(VIEWS).nullable(),
  name: z.string().nullable(),
  view_params: z.record(z.string(), z.unknown()).nullable(),
  is_default: z.boolean(),
  shared: z.boolean(),
});

const updateBody = z.object({
  name: f.text(255).nullish(),
  view_params: f.jsonObject(20_000).nullish(),
  is_default: f.boolean().nullish(),
  shared: f.boolean().nullish(),
});

export const savedListViews = resource({
  name: 'saved_list_views',
  tag: 'Saved List Views',
  path: '/v2/saved_list_views',
  recordName: 'SavedListView',
  record: SavedListView,
  scopes: { read: 'team:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: { ids: by.ids(), view: by.word(VIEWS), shared: by.bool(), include_shared: by.bool() },
    sorts: ['name'],
    defaultSort: 'name',
  },
  show: true,
  create: { body: updateBody.extend({ name: f.requiredText(255), view: f.oneOf(VIEWS) }) },
  update: { body: updateBody },
  delete: {},
});
