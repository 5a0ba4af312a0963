import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const REASONS = ['opt_out', 'hard_bounce', 'complaint', 'manual', 'import'] as const;

export const Suppression = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  kind: z.enum(['address', 'domain']),
  value: z.string(),
  reason: z.enum(REASONS),
  note: z.string().nullable(),
  /** When the owner of the address first opted out or complained, whatever the reason is by now. */
  opted_out_at: f.timestamp().nullable(),
  cadence: f.ref('/v2/cadences/{id}'),
  person: f.ref('/v2/people/{id}'),
  email: f.ref('/v2/send_ledger/{id}'),
  created_by: f.ref('/v2/users/{id}'),
});

const entry = {
  kind: f.oneOf(['address', 'domain']).nullish(),
  value: f.requiredText(320),
  cadence_id: f.id().nullish(),
  note: f.lines(1000).nullish(),
};

/** Addresses and domains nothing is sent to. Superset. */
export const suppressions = resource({
  name: 'suppressions',
  extension: true,
  tag: 'Suppressions',
  path: '/v2/suppressions',
  recordName: 'Suppression',
  record: Suppression,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: {
      ids: by.ids(),
      kind: by.words(['address', 'domain']),
      value: by.strings(),
      reason: by.words([...REASONS]),
      cadence_id: by.integersOrNull(),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    mayCause: ['suppression_created', 'suppression_updated', 'person_updated'],
    body: z.object({
      ...entry,
      reason: f.oneOf(['manual', 'opt_out', 'complaint', 'hard_bounce']).nullish(),
    }),
    extension: true,
  },
  delete: { mayCause: ['suppression_deleted', 'suppression_updated', 'person_updated'], extension: true },
});

/** Most rows of one import: what fits a request body. */
export const IMPORT_ROWS = 50_000;

export const suppressionImports = operation({
  name: 'suppression_imports',
  mayCause: ['suppression_created', 'suppression_updated', 'person_updated'],
  tag: 'Suppressions',
  method: 'POST',
  path: '/v2/suppression_imports',
  summary: 'add many addresses and domains, row by row: a list as text (csv) or as a file, or rows',
  scope: 'emails:write',
  values: IMPORT_ROWS * 6,
  body: z.object({
    csv: f.asGiven(4_000_000).nullish(),
    /** The file, in Base64; a multipart body may carry the file itself. */
    content: f.asGiven(5_400_000).nullish(),
    rows: z
      .array(z.object({ ...entry, reason: f.oneOf([...REASONS]).nullish() }), { error: 'must be a list' })
      .max(IMPORT_ROWS, `has more than ${IMPORT_ROWS} rows`)
      .nullish(),
  }),
  response: z.object({
    imported: z.int(),
    already_there: z.int(),
    refused: z.int(),
    /** The first thousand. */
    refusals: z.array(z.object({ line: z.int(), value: z.string(), reason: z.string() })),
    /** Columns that hold addresses of others than the person ("Owner"): none of them was taken. */
    columns_not_read: z.array(z.string()),
  }),
  responseName: 'SuppressionImport',
  extension: true,
});

export const suppressionExport = operation({
  name: 'suppression_export',
  tag: 'Suppressions',
  method: 'GET',
  path: '/v2/suppression_export',
  summary: 'the whole list as CSV (text/csv)',
  scope: 'emails:read',
  produces: 'text/csv',
  extension: true,
});
