import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Import = z.object({
  id: z.int(),
  name: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  current_people_count: z.int().nullable(),
  imported_people_count: z.int().nullable(),
  errors_list: z.array(z.record(z.string(), z.unknown())),
  user_id: z.int().nullable(),
  import_type: z.enum(['csv', 'data', 'manual', 'public_api', 'salesforce', 'hubspot']).nullable(),
});

const createBody = z.object({
  name: f.text().nullish(),
  user_id: f.id().nullish(),
  content_sha256: f.added(
    f
      .text(64)
      .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'))
      .nullish(),
  ),
});

const updateBody = z.object({
  name: f.text().nullish(),
  user_id: f.id().nullish(),
});

export const imports = resource({
  name: 'imports',
  tag: 'Imports',
  path: '/v2/imports',
  recordName: 'Import',
  record: Import,
  scopes: { read: 'people:read', write: 'people:write', delete: 'people:delete' },
  list: {
    filters: {
      ids: by.ids(),
      user_ids: by.integers(),
      import_type: by.word(['csv', 'data', 'manual', 'public_api', 'salesforce', 'hubspot']),
      name: by.string(),
      created_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'created_at',
  },
  show: true,
  create: { body: createBody },
  update: { body: updateBody },
  delete: {
    mayCause: [
      'person_deleted',
      'cadence_membership_updated',
      'person_updated',
      'email_updated',
      'suppression_created',
      'suppression_updated',
    ],
    query: z.object({ undo: f.oneOf(['single', 'all']).nullish() }),
  },
});

/** What a sheet may be read in: what is told by a file itself (UTF-8, UTF-16, Windows-1252), and what only its sender knows. */
const SHEET_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'macintosh',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

const Columns = z.object({
  column: z.int(),
  name: z.string(),
  samples: z.array(z.string()),
  field: z.string().nullable(),
});

/** What the file of an import is, and what its columns seem to mean. */
export const importSheet = operation({
  name: 'import_sheet',
  tag: 'Imports',
  method: 'GET',
  path: '/v2/imports/{id}/sheet',
  summary: 'what the file of an import is, and what its columns seem to mean',
  scope: 'people:read',
  params: { id: f.id() },
  response: z.object({
    file_name: z.string(),
    bytes: z.int(),
    encoding: z.enum(SHEET_ENCODINGS),
    encoding_certain: z.boolean(),
    separator: z.string(),
    header_rows: z.int(),
    preset: z.enum(['hubspot', 'salesforce', 'outreach']).nullable(),
    columns: z.array(Columns),
    columns_left_out: z.int(),
    fields: z.array(z.string()),
  }),
  responseName: 'ImportSheet',
  extension: true,
});

const startBody = z.object({
  mapping: z
    .array(z.object({ column: f.integer(), field: f.text(300) }), { error: 'must be a list' })
    .max(1000, 'has more than 1000 columns')
    .nullish(),
  duplicates: f.oneOf(['skip', 'fill', 'overwrite', 'create']).nullish(),
  tags: f.texts().nullish(),
  person_stage_id: f.id().nullish(),
  owner_id: f.id().nullish(),
  cadence_id: f.id().nullish(),
  encoding: f.oneOf(SHEET_ENCODINGS).nullish(),
  separator: f.oneOf([',', ';', '\t', '|']).nullish(),
  header_rows: f.integer().nullish(),
});

const ImportRun = z.object({
  id: z.int(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  refused: z.int(),
  columns_left_out: z.int(),
  started_at: f.timestamp(),
  finished_at: f.timestamp().nullable(),
  problem: z.string().nullable(),
});

/** Reads the file and writes its rows, in the background. */
export const importStart = operation({
  name: 'import_start',
  tag: 'Imports',
  method: 'POST',
  path: '/v2/imports/{id}/start',
  summary: 'import the rows of the file, in the background',
  scope: 'people:write',
  params: { id: f.id() },
  body: startBody,
  response: ImportRun,
  responseName: 'ImportRun',
  status: 202,
  extension: true,
});

/** The same without writing anything. */
export const importDryRun = operation({
  name: 'import_dry_run',
  tag: 'Imports',
  method: 'POST',
  path: '/v2/imports/{id}/dry_run',
  summary: 'find out what would become of each row, and change nothing',
  scope: 'people:write',
  params: { id: f.id() },
  body: startBody,
  response: ImportRun,
  responseName: 'ImportRun',
  status: 202,
  extension: true,
});

export const importCancel = operation({
  name: 'import_cancel',
  tag: 'Imports',
  method: 'POST',
  path: '/v2/imports/{id}/cancel',
  summary: 'end what is under way; rows that are done stay',
  scope: 'people:write',
  params: { id: f.id() },
  response: z.object({ id: z.int() }),
  responseName: 'ImportCancelled',
  extension: true,
});

export const importProgress = operation({
  name: 'import_progress',
  tag: 'Imports',
  method: 'GET',
  path: '/v2/imports/{id}/progress',
  summary: 'how far the last run is, and the last dry one',
  scope: 'people:read',
  params: { id: f.id() },
  response: z.object({ run: ImportRun.nullable(), dry_run: ImportRun.nullable() }),
  responseName: 'ImportProgress',
  extension: true,
});

/** The same in few words: whoever looks at a try reads no file of a hundred thousand rows. */
export const importReasons = operation({
  name: 'import_reasons',
  tag: 'Imports',
  method: 'GET',
  path: '/v2/imports/{id}/reasons',
  summary: 'why rows were refused, skipped or changed, the most frequent hundred reasons first',
  scope: 'people:read',
  params: { id: f.id() },
  query: z.object({ of: f.oneOf(['run', 'dry_run']).nullish() }),
  response: z.array(
    z.object({
      outcome: z.enum(['created', 'updated', 'skipped', 'refused']).describe('What became of the rows.'),
      reason: z.string().describe('Why, or what could not be done besides.'),
      rows: z.int().describe('Rows to which that happened.'),
      line: z.int().describe('Where the first of them begins in the file.'),
    }),
  ),
  responseName: 'ImportReasons',
  extension: true,
});

export const importRows = operation({
  name: 'import_rows',
  tag: 'Imports',
  method: 'GET',
  path: '/v2/imports/{id}/rows',
  summary: 'what became of rows, as CSV: those that were refused with all their cells',
  scope: 'people:read',
  params: { id: f.id() },
  query: z.object({ of: f.oneOf(['run', 'dry_run']).nullish() }),
  produces: 'text/csv',
  extension: true,
});
