import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const EXPORT_FORMATS = ['csv', 'ndjson', 'json'] as const;
const STATES = ['waiting', 'running', 'done', 'failed'] as const;
/** Fields that one export names; no record has as many. */
const MOST_FIELDS = 500;
/** Characters of a query, as JSON. */
const QUERY_SIZE = 20_000;

/** A list as a file, made in the background. Superset. */
export const Export = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string().nullable(),
  list: z.string(),
  query: z.record(z.string(), z.unknown()),
  format: z.enum(EXPORT_FORMATS),
  fields: z.array(z.string()),
  state: z.enum(STATES),
  rows: z.int().nullable(),
  bytes: z.int().nullable(),
  problem: z.string().nullable(),
  started_at: f.timestamp().nullable(),
  finished_at: f.timestamp().nullable(),
  expires_at: f.timestamp().nullable(),
  download_url: z.string().nullable(),
  user: f.ref('/v2/users/{id}'),
});

export const exportsOfLists = resource({
  name: 'exports',
  extension: true,
  tag: 'Exports',
  path: '/v2/exports',
  recordName: 'Export',
  record: Export,
  scopes: { read: null },
  list: {
    filters: { ids: by.ids(), list: by.strings(), state: by.words(STATES) },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'created_at',
  },
  show: true,
  create: {
    body: z.object({
      list: f.requiredText(100),
      query: f.jsonObject(QUERY_SIZE).nullish(),
      format: f.oneOf(EXPORT_FORMATS).nullish(),
      fields: f.texts(MOST_FIELDS).nullish(),
      name: f.text(255).nullish(),
    }),
  },
  delete: {},
});
