import { Readable } from 'node:stream';
import type { Config } from './config.js';
import type { Db } from './db/connect.js';
import { exportRows } from './db/exporting.js';
import { type ReadContext, seesWhole } from './db/listing.js';
import type { Key, View } from './db/view.js';
import { beginExport, completeExport, type ExportJob, failExport } from './domain/exports/index.js';
import { findKeptCaller } from './domain/identity/index.js';
import { fileLoop, type Making as MakingFiles } from './engine/file-work.js';
import { EXPORTABLE, type Exportable, queryOf } from './http/exportable.js';
import { handlers } from './http/handlers.js';
import { readContext } from './http/request.js';
import type { Loop } from './jobs/runner.js';
import { AppError } from './kernel/errors.js';
import { hasScope, type Principal } from './kernel/principal.js';

interface Making extends MakingFiles {
  readonly config: Config;
}

/** An export, and what is known of it while its file is made. */
interface Job {
  readonly row: ExportJob;
  /** As whom it was read. */
  seen?: string;
  rows: number;
  needs: readonly string[];
  whole: boolean;
}

const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

/** Makes the files of exports, as who asked for them may see the list when they are made. */
export function exportLoop(making: Making): Loop {
  const { config, clock, database } = making;
  return fileLoop<Job>(making, {
    name: 'exports',
    what: 'an export',
    table: 'exports',
    waiting: `q.state IN ('waiting', 'running')`,
    purpose: 'export',
    begin: async (tx, { team_id: teamId, id }, now) => {
      const row = await beginExport(tx, teamId, id, now);
      return { job: { row, rows: 0, needs: row.needs, whole: false }, recordId: id };
    },
    content: async (job, { id }, { now }) => {
      const { row } = job;
      const from = EXPORTABLE.get(row.list);
      if (!from) throw new AppError('invalid', 'This version has no such list.');
      const view = viewOf(from);
      const principal = await callerOf(database.kysely, row);
      const reading = readContext({ config, clock }, principal, now);
      job.seen = sightOf(reading);
      job.whole = seesWhole(reading);
      if (view.columnsWithoutContents !== undefined && reading.contents)
        job.needs = [...row.needs, 'email_contents:read'];
      const lines = await exportRows(database.pool, view, reading, queryOf(from, row.query), {
        format: row.format === 'csv' ? 'csv' : 'ndjson',
        fields: row.fields.length > 0 ? row.fields : undefined,
        onRows: (rows) => {
          job.rows = rows;
        },
      });
      const name = `${from.name}-${now.toISOString().slice(0, 10)}-${id}.${row.format}`;
      return { name, contentType: TYPES[row.format], lines: row.format === 'json' ? asArray(lines) : lines };
    },
    finish: async (tx, _claim, job, { bytes, expiresAt }, now) => {
      const { row, rows, needs, whole } = job;
      const reading = readContext({ config, clock }, await callerOf(tx, row), now);
      if (sightOf(reading) !== job.seen)
        throw new AppError('unavailable', 'What its creator sees changed while it was made.');
      const seenBy = { admin: reading.admin, groupId: reading.group };
      await completeExport(tx, row, { rows, bytes, expiresAt, needs, whole, seenBy }, now);
    },
    gaveUp: (tx, { team_id: teamId, id }, now) => failExport(tx, teamId, id, now),
  });
}

/** Who asked for it, as they may see things now. @throws AppError forbidden */
async function callerOf(db: Db, row: ExportJob): Promise<Principal> {
  const { team_id: teamId, user_id: userId, granted, by_admin: admin, application } = row;
  const principal = await findKeptCaller(db, { teamId, userId, granted, admin });
  if (!principal) throw new AppError('forbidden', 'Who asked for it is no longer active.');
  const missing = row.needs.filter((scope) => !hasScope(principal, scope));
  if (missing.length > 0)
    throw new AppError('forbidden', `Who asked for it may no longer read it: ${missing.join(', ')}.`);
  const { application: _, ...caller } = principal;
  return application === null ? caller : { ...caller, application };
}

/** What decides which records a reader is shown, and what of them. */
const sightOf = ({ admin, open, group, contents, user }: ReadContext): string =>
  JSON.stringify([admin, open, group, contents, user]);

/** @throws Error for a list whose secrets would stand in a file */
function viewOf({ kind, name }: Exportable): View<Key> {
  const handler = (handlers[kind] as Readonly<Record<string, { readonly view?: View<Key> }>>)[name];
  if (!handler?.view || handler.view.secret) throw new Error(`${name} is no list that may be kept`);
  return handler.view;
}

/** Lines of JSON as one array; a line break stands between records only. */
function asArray(lines: Readable): Readable {
  async function* parts(): AsyncGenerator<Buffer> {
    yield Buffer.from('[');
    let before = '';
    for await (const chunk of lines as AsyncIterable<Buffer>) {
      // (As Latin-1 each byte is a character: none of UTF-8 is taken for a line break.)
      const text = chunk.toString('latin1');
      const ended = text.endsWith('\n');
      const whole = ended ? text.slice(0, -1) : text;
      yield Buffer.from(`${before}${whole.replaceAll('\n', ',\n')}`, 'latin1');
      before = ended ? ',\n' : '';
    }
    yield Buffer.from(']\n');
  }
  const out = Readable.from(parts(), { objectMode: false });
  out.once('close', () => lines.destroy());
  return out;
}
