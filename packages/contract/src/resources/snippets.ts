import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** A piece of text that templates name as {{ snippets.key }}; its body is Liquid too. */
export const Snippet = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  key: z.string(),
  name: z.string(),
  body: z.string(),
  shared: z.boolean(),
  owner: f.ref('/v2/users/{id}'),
});

const key = () =>
  f
    .text(64)
    .pipe(z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _, a letter first'));

export const snippets = resource({
  name: 'snippets',
  extension: true,
  tag: 'Snippets',
  path: '/v2/snippets',
  recordName: 'Snippet',
  record: Snippet,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: { ids: by.ids(), key: by.strings(), shared: by.bool(), updated_at: by.range() },
    sorts: ['created_at', 'updated_at', 'key'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    body: z.object({
      key: key(),
      name: f.text(255).nullish(),
      body: f.requiredAsGiven(100_000),
      shared: f.boolean().nullish(),
    }),
    extension: true,
  },
  update: {
    body: z.object({
      key: key().nullish(),
      name: f.text(255).nullish(),
      body: f.asGiven(100_000).nullish(),
      shared: f.boolean().nullish(),
    }),
    extension: true,
  },
  delete: { extension: true },
});
