import { Readable } from 'node:stream';
import type { Areas } from '@cadenza/contract';
import { stringify } from 'csv-stringify';
import {
  cancelRun,
  COLUMN_FIELDS,
  lastRuns,
  lookIntoSheet,
  namesOfRun,
  optionsOf,
  reasonsOfRun,
  type RunRow,
  startRun,
  toldRows,
} from '../domain/imports/index.js';
import type { Db } from '../db/connect.js';
import { AppError, notFound } from '../kernel/errors.js';
import type { FileStore } from '../kernel/file-store.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';
import type { Conclusion, HandlersOf, OperationInput, Outside } from './handler-types.js';
import { wireTime } from './wire-time.js';

type Operations = HandlersOf<Areas['people']>['operations'];
type Start = Pick<OperationInput<Areas['people']['operations']['import_start']>, 'params' | 'body'>;

/** @throws AppError unavailable where this process keeps no files */
export function storeOf({ files }: AppContext): FileStore {
  if (!files) throw new AppError('unavailable', 'Files cannot be kept or read at the moment');
  return files;
}

function runOnWire(run: RunRow, { timeZone }: Principal): object {
  const { finished_at: finished, failed_at: failed, cancelled_at: cancelled } = run;
  const ended = finished ?? failed;
  return {
    id: run.id,
    state: cancelled ? 'cancelled' : failed ? 'failed' : finished ? 'done' : 'running',
    rows: Number(run.after_id),
    created: Number(run.created),
    updated: Number(run.updated),
    skipped: Number(run.skipped),
    refused: Number(run.refused),
    columns_left_out: run.left_out,
    started_at: wireTime(run.started_at, timeZone),
    finished_at: ended && wireTime(ended, timeZone),
    problem: cancelled ? null : run.problem,
  };
}

/** Looks into the file first, with no transaction open. */
async function start(
  { app, principal }: Outside,
  { params: { id }, body }: Start,
  dry: boolean,
): Promise<Conclusion> {
  const wall = app.clock.now();
  const db = app.database.kysely;
  const encoding = body.encoding ?? undefined;
  const found = await lookIntoSheet(db, storeOf(app), principal, { importId: id, wall, encoding });
  const options = optionsOf(found, body, principal);
  return async (command) => {
    await startRun(command, id, options, { dry });
    const { run, dry: tried } = await lastRuns(command.tx, principal, id);
    const started = dry ? tried : run;
    if (!started) throw notFound();
    return async () => JSON.stringify(runOnWire(started, principal));
  };
}

/** Handlers of imports that read a file (docs/import.md). */
export const importOperations: Pick<
  Operations,
  | 'import_cancel'
  | 'import_dry_run'
  | 'import_progress'
  | 'import_reasons'
  | 'import_rows'
  | 'import_sheet'
  | 'import_start'
> = {
  import_sheet: {
    read: async ({ app, principal }, { params: { id } }) => {
      const db = app.database.kysely;
      const found = await lookIntoSheet(db, storeOf(app), principal, { importId: id, wall: app.clock.now() });
      const { file, encoding, certain, sheet } = found;
      return JSON.stringify({
        file_name: file.name,
        bytes: file.bytes,
        encoding,
        encoding_certain: certain,
        separator: sheet.separator,
        header_rows: sheet.skip,
        preset: sheet.preset,
        columns: sheet.columns,
        columns_left_out: sheet.leftOut,
        fields: COLUMN_FIELDS,
      });
    },
  },
  import_start: { act: (reader, input) => start(reader, input, false) },
  import_dry_run: { act: (reader, input) => start(reader, input, true) },
  import_cancel: {
    write: async (command, { params: { id } }) => {
      await cancelRun(command, id);
      return async () => JSON.stringify({ id });
    },
  },
  import_progress: {
    read: async ({ app, principal }, { params: { id } }) => {
      const { run, dry } = await lastRuns(app.database.kysely, principal, id);
      const told = (each: RunRow | undefined) => (each ? runOnWire(each, principal) : null);
      return JSON.stringify({ run: told(run), dry_run: told(dry) });
    },
  },
  import_reasons: {
    read: async ({ app, principal }, { params: { id }, query }) => {
      const db = app.database.kysely;
      return JSON.stringify(
        await reasonsOfRun(db, principal.teamId, await runAsked(db, principal, id, query.of)),
      );
    },
  },
  import_rows: {
    file: async ({ app, principal }, { params: { id }, query }) => {
      const db = app.database.kysely;
      const of = await runAsked(db, principal, id, query.of);
      const names = await namesOfRun(db, principal.teamId, of);
      const body = csvOf(names, toldRows(db, principal.teamId, of));
      return { contentType: 'text/csv; charset=utf-8', fileName: `import-${id}.csv`, body };
    },
  },
};

/** The number of the last run, or of the last dry one. @throws AppError not_found */
async function runAsked(
  db: Db,
  principal: Principal,
  importId: number,
  of: 'run' | 'dry_run' | null | undefined,
): Promise<number> {
  const { run, dry } = await lastRuns(db, principal, importId);
  const asked = of === 'dry_run' ? dry : run;
  if (!asked) throw notFound('there was no such run');
  return asked.id;
}

const BEGIN = ['Line', 'Outcome', 'Message', 'Person id', 'Account id'];

/** The cells stand behind what is said of them, so that the file can be mended and sent again. */
function csvOf(names: readonly string[], rows: ReturnType<typeof toldRows>): Readable {
  async function* lines() {
    yield [...BEGIN, ...names];
    for await (const { line, outcome, message, person_id: person, account_id: account, cells } of rows)
      yield [line, outcome, message, person, account, ...(cells ?? [])];
  }
  // What begins like a formula is none in a spreadsheet then; the import takes the sign away again.
  const csv = stringify({ bom: true, escape_formulas: true });
  return Readable.from(lines()).pipe(csv);
}
