import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { requireReferences } from '../references.js';
import { cadenceSeenBy, seesOfUser } from '../visibility.js';
import { suggested } from './detect.js';
import { customOf, isColumnField, isOfAccounts, SHARED } from './mapping-rules.js';
import type { RowOutcome, RunOptions } from './options-rules.js';
import type { FoundSheet } from './run-queries.js';

type StartBody = Body<Contract['operations']['import_start']>;

/** Refusals that an import itself tells (`errors_list`). */
const TOLD = 100;

/** What was decided, with what the file itself suggests for the rest. @throws AppError invalid, forbidden */
export function optionsOf(
  { file, encoding, certain, sheet, known }: FoundSheet,
  body: StartBody,
  principal: Principal,
): RunOptions {
  if (!certain)
    throw invalid(
      'encoding',
      'cannot be told: the file looks like none of Western Europe. Say which it is (windows-1250, windows-1251, shift_jis ...; windows-1252 if it is), or save the list as UTF-8',
    );
  const mapping = (body.mapping ?? suggested(sheet)).filter(({ field }) => field !== '');
  for (const { column, field } of mapping) {
    if (!isColumnField(field))
      throw invalid('mapping', `${field.slice(0, 100)} is no field that a column may go to`);
    const custom = customOf(field);
    if (custom !== undefined && !known[custom.of].includes(custom.name))
      throw invalid('mapping', `${field.slice(0, 100)} is no custom field of the team`);
    if (column < 1 || column > 1_000) throw invalid('mapping', `column ${column} is none of 1 to 1000`);
  }
  // Columns of a sheet that is cut otherwise are not known.
  if (body.separator == null || body.separator === sheet.separator)
    requireColumns(mapping, sheet.columns.length);
  const twice = mapping.find(
    ({ field }, at) => !SHARED.has(field) && mapping.findIndex((each) => each.field === field) < at,
  );
  if (twice)
    throw invalid('mapping', `has two columns that go to ${twice.field.slice(0, 100)}: one would be lost`);
  if (mapping.length === 0) throw invalid('mapping', 'has no column: name the fields that columns go to');
  const makesAccounts = mapping.some(
    ({ field }) => field === 'account.domain' || field === 'account.website',
  );
  if ((makesAccounts || isOfAccounts(mapping)) && !hasScope(principal, 'accounts:write'))
    throw forbidden('The token does not have the required scopes: accounts:write (to make accounts)');
  if (body.cadence_id != null && !hasScope(principal, 'cadences:write'))
    throw forbidden(
      'The token does not have the required scopes: cadences:write (to put people on a cadence)',
    );
  return {
    file_id: file.id,
    encoding,
    separator: body.separator ?? sheet.separator,
    skip: body.header_rows ?? sheet.skip,
    names: sheet.columns.map(({ name }) => name),
    left_out: sheet.leftOut,
    mapping,
    duplicates: body.duplicates ?? 'skip',
    tags: [...new Set(body.tags ?? [])],
    person_stage_id: body.person_stage_id ?? null,
    owner_id: body.owner_id ?? null,
    cadence_id: body.cadence_id ?? null,
  };
}

/** @throws AppError invalid where the sheet does not have a column */
function requireColumns(mapping: RunOptions['mapping'], width: number): void {
  const missing = mapping.find(({ column }) => column > width);
  if (missing)
    throw invalid('mapping', `names column ${missing.column}: the sheet has ${width === 1 ? 'one' : width}`);
}

/**
 * Starts a run, or a dry one that tells what would become of each row. One at a time.
 * @throws AppError not_found, invalid while another one is at it
 */
export async function startRun(
  command: Command,
  importId: number,
  options: RunOptions,
  { dry }: { dry: boolean },
): Promise<number> {
  const { tx, principal, now } = command;
  await holdImport(command, importId);
  await requireReferences(command, [
    ['users', 'owner_id', options.owner_id],
    ['person_stages', 'person_stage_id', options.person_stage_id],
  ]);
  if (options.cadence_id !== null && !(await seesCadence(command, options.cadence_id)))
    throw invalid('cadence_id', 'could not be found');
  const { rows } = await sql<{ dry: boolean; waiting: boolean }>`
    SELECT dry, finished_at IS NULL AND failed_at IS NULL AS waiting FROM import_runs
    WHERE team_id = ${principal.teamId} AND import_id = ${importId}`.execute(tx);
  if (rows.some(({ waiting }) => waiting)) throw invalid('id', 'is being imported or tried already');
  const { id } = await tx
    .insertInto('import_runs')
    .values({
      team_id: principal.teamId,
      import_id: importId,
      dry,
      user_id: principal.userId,
      scopes: principal.scopes === 'all' ? null : [...principal.scopes],
      options: JSON.stringify(options),
      started_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function seesCadence({ tx, principal }: Command, id: number): Promise<boolean> {
  const found = await tx
    .selectFrom('cadences as c')
    .select('c.id')
    .where('c.team_id', '=', principal.teamId)
    .where('c.id', '=', id)
    .where('c.deleted_at', 'is', null)
    .where(cadenceSeenBy(principal, 'c'))
    .executeTakeFirst();
  return found !== undefined;
}

/** Ends the run that is under way behind the rows it has done. @throws AppError not_found, invalid when there is none */
export async function cancelRun(command: Command, importId: number): Promise<void> {
  await holdImport(command, importId);
  if ((await endRuns(command, importId)) === 0) throw invalid('id', 'is not being imported');
}

/** @returns how many runs were under way */
export async function endRuns({ tx, principal, now }: Command, importId: number): Promise<number> {
  const { rows } = await sql`
    UPDATE import_runs SET cancelled_at = ${now}, failed_at = ${now}, problem = 'Cancelled.'
    WHERE team_id = ${principal.teamId} AND import_id = ${importId} AND finished_at IS NULL AND failed_at IS NULL RETURNING 1`.execute(
    tx,
  );
  return rows.length;
}

async function holdImport({ tx, principal }: Command, importId: number): Promise<void> {
  const found = await tx
    .selectFrom('imports')
    .select('user_id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', importId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!found || !seesOfUser(principal, found.user_id)) throw notFound();
}

/** A run that somebody is at: `attempts` is their token. */
export interface RunClaim {
  readonly team_id: number;
  readonly id: number;
  readonly attempts: number;
}

/** A run as whoever is at it needs it. */
export interface Run extends RunClaim {
  readonly import_id: number;
  readonly dry: boolean;
  readonly user_id: number;
  readonly scopes: string[] | null;
  readonly options: RunOptions;
  readonly after_id: number;
}

/** The run as long as it is ours, and under way; held until the end of the transaction. */
export async function holdRun(tx: Tx, { team_id: teamId, id, attempts }: RunClaim): Promise<Run | undefined> {
  const { rows } = await sql<Run>`
    SELECT team_id, id, attempts, import_id, dry, user_id, scopes, options, after_id FROM import_runs
    WHERE team_id = ${teamId} AND id = ${id} AND attempts = ${attempts} AND finished_at IS NULL AND failed_at IS NULL FOR UPDATE`.execute(
    tx,
  );
  return rows[0];
}

/** Notes what became of rows, and that the run is behind them. */
export async function noteRows(
  tx: Tx,
  run: Run,
  outcomes: readonly RowOutcome[],
  { rows, ended, now, retryAt }: { rows: number; ended: boolean; now: Date; retryAt: Date },
): Promise<void> {
  const count = (outcome: RowOutcome['outcome']) =>
    outcomes.filter((each) => each.outcome === outcome).length;
  // Of a run itself whom it made is known by the import; of a dry one every row is told.
  const told = outcomes.filter((each) => run.dry || each.outcome !== 'created' || each.message !== null);
  await sql`INSERT INTO import_rows (team_id, run_id, line, outcome, message, person_id, account_id, cells, undo)
    SELECT ${run.team_id}, ${run.id}, r.line, r.outcome, r.message,
      CASE WHEN ${run.dry} AND r.outcome = 'created' THEN NULL ELSE r.person_id END,
      CASE WHEN ${run.dry} AND r.outcome = 'created' THEN NULL ELSE r.account_id END, r.cells, CASE WHEN NOT ${run.dry} THEN r.undo END
    FROM json_to_recordset(${JSON.stringify(told)}::json)
      AS r (line bigint, outcome text, message text, person_id bigint, account_id bigint, cells text[], undo text)`.execute(
    tx,
  );
  await sql`UPDATE import_runs SET after_id = after_id + ${rows}, retry_at = ${retryAt},
      created = created + ${count('created')}, updated = updated + ${count('updated')},
      skipped = skipped + ${count('skipped')}, refused = refused + ${count('refused')},
      finished_at = CASE WHEN ${ended} THEN ${now}::timestamptz END
    WHERE team_id = ${run.team_id} AND id = ${run.id}`.execute(tx);
  if (ended && !run.dry)
    await sql`UPDATE imports SET updated_at = ${now}, errors_list = coalesce((
        SELECT jsonb_agg(jsonb_build_object('line', e.line, 'error', e.message) ORDER BY e.line) FROM (
          SELECT line, message FROM import_rows WHERE team_id = ${run.team_id} AND run_id = ${run.id} AND outcome = 'refused'
          ORDER BY line LIMIT ${TOLD}) e), '[]')
      WHERE team_id = ${run.team_id} AND id = ${run.import_id}`.execute(tx);
}

/** Lets go of a run: it is taken up again at once, or after a rest. */
export async function letGo(
  tx: Tx,
  { team_id: teamId, id, attempts }: RunClaim,
  restUntil?: Date,
): Promise<void> {
  await sql`UPDATE import_runs SET retry_at = ${restUntil ?? null}, attempts = CASE WHEN ${restUntil === undefined} THEN 0 ELSE attempts END
    WHERE team_id = ${teamId} AND id = ${id} AND attempts = ${attempts}`.execute(tx);
}

/** Gives a run up, with a sentence for whoever started it. */
export async function giveUpRun(
  tx: Tx,
  { team_id: teamId, id, attempts }: RunClaim,
  problem: string,
  now: Date,
): Promise<void> {
  await sql`UPDATE import_runs SET failed_at = ${now}, problem = ${problem}
    WHERE team_id = ${teamId} AND id = ${id} AND attempts = ${attempts} AND failed_at IS NULL`.execute(tx);
}

/** Claims runs of a team for `leaseMs`; part of a claim (jobs/lease.ts). */
export async function takeRuns(tx: Tx, due: ReturnType<typeof sql>, until: Date): Promise<RunClaim[]> {
  const { rows } = await sql<RunClaim>`
    UPDATE import_runs w SET attempts = w.attempts + 1, retry_at = ${until}
    FROM (${due}) d WHERE w.team_id = d.team_id AND w.id = d.id RETURNING w.team_id, w.id, w.attempts`.execute(
    tx,
  );
  return rows.sort((a, b) => a.id - b.id);
}

const KEPT_DAYS = 30;
const FORGOTTEN_AT_ONCE = 5_000;

/**
 * Forgets what is kept of rows of a run that is thirty days old by its team's clock, as the files are, or whose import was
 * deleted. @returns how many rows; 0: nothing is left to forget
 */
export async function forgetRows(db: Db, wall: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM import_rows r USING (
      SELECT k.team_id, k.run_id, k.line FROM (
        SELECT n.team_id, n.id FROM import_runs n JOIN teams t ON t.id = n.team_id
          JOIN imports i ON i.team_id = n.team_id AND i.id = n.import_id
        WHERE (i.deleted_at IS NOT NULL OR n.started_at <= ${wall}::timestamptz
            + t.clock_offset_ms * interval '1 millisecond' - ${KEPT_DAYS}::integer * interval '1 day')
          AND EXISTS (SELECT FROM import_rows e WHERE e.team_id = n.team_id AND e.run_id = n.id)
        LIMIT 1) o JOIN import_rows k ON k.team_id = o.team_id AND k.run_id = o.id
      LIMIT ${FORGOTTEN_AT_ONCE}) f
    WHERE r.team_id = f.team_id AND r.run_id = f.run_id AND r.line = f.line`.execute(db);
  return Number(numAffectedRows);
}
