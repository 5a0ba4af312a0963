import { type Contract, contract } from '@cadenza/contract';
import type * as z from 'zod';
import { sql } from 'kysely';
import { plain, sort, USERS_BY_GUID, view } from '../../db/view.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { filePathSql } from '../../kernel/file-token.js';
import { hasScope } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { requireAdmin } from '../records.js';
import { carryOut, type RequestType, type Subject } from './carry-out.js';
import { addCounts } from './request-rows.js';

type Operations = Contract['operations'];
type PeopleBody = z.output<Operations['right_to_be_forgotten']['body']>;
type AccountBody = z.output<Operations['account_redaction']['body']>;

/** A dry run of no more people is answered at once; others by whoever carries requests out. */
const AT_ONCE = 20;
const MOST_PEOPLE = 10_000;

// The database stamped when it was requested; who carries it out goes by the process's clock, which may be behind.
const notBefore = (column: string): string =>
  `CASE WHEN r.${column} IS NOT NULL THEN greatest(r.${column}, r.created_at) END`;
const EVENTS = `(SELECT json_agg(json_build_object('name', e.name, 'at', wire_time(e.at, :tz)) ORDER BY e.nth)
  FROM (VALUES (1, 'requested', r.created_at), (2, 'completed', ${notBefore('completed_at')}), (3, 'cancelled', ${notBefore('cancelled_at')})) e (nth, name, at) WHERE e.at IS NOT NULL) AS events`;
const WORK = 'FROM data_control_work w WHERE w.team_id = r.team_id AND w.request_id = r.id';
const FILE_WORK = 'FROM data_access_work w WHERE w.team_id = r.team_id AND w.request_id = r.id';
/** The file holds the words of e-mails. */
const DOWNLOAD = `CASE WHEN :contents THEN (SELECT :base || ${filePathSql('file', 'f.id')} FROM files f WHERE f.team_id = r.team_id AND f.purpose = 'access'
  AND f.record_id = r.id AND f.bytes IS NOT NULL AND f.expires_at > to_timestamp(:links_until) ORDER BY f.id DESC LIMIT 1) END`;
const METADATA = `json_build_object('people', r.people, 'account_id', r.account_id, 'run_at', wire_time(r.run_at, :tz),
  'done', CASE WHEN r.completed_at IS NULL THEN coalesce((SELECT w.done ${WORK}), 0) ELSE
    (SELECT count(*) FROM data_control_subjects s WHERE s.team_id = r.team_id AND s.request_id = r.id) END,
  'problem', coalesce((SELECT w.problem ${WORK}), (SELECT w.problem ${FILE_WORK})), 'download_url', ${DOWNLOAD}, 'rows', r.counts) AS metadata`;

/** Requests of privacy, for admins. */
export const dataControlRequests = {
  view: view(contract.resources.data_control_requests, {
    table: 'data_control_requests',
    sight: null,
    columns: `${plain('id', 'request_type', 'dry_run')}, ${EVENTS}, ${METADATA}, ${plain('team_id')},
      (SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS user_guid`,
    visible: ':admin',
    filters: {
      team_id: 'r.team_id',
      request_type: 'r.request_type',
      dry_run: 'r.dry_run',
      user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    },
    sorts: { id: sort('r.id', 'bigint') },
  }),
};

/** Takes a request about people. @returns its id @throws AppError forbidden, invalid */
export async function requestForPeople(
  command: Command,
  type: RequestType,
  body: PeopleBody,
): Promise<number> {
  const wanted = [...new Set(body.people_ids)];
  if (wanted.length === 0) throw invalid('people_ids', 'names nobody');
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM people WHERE team_id = ${command.principal.teamId} AND id = ANY(${wanted}::bigint[]) ORDER BY id`.execute(
    command.tx,
  );
  const known = rows.map(({ id }) => id);
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw invalid('people_ids', `names nobody: ${unknown.slice(0, 20).join(', ')}`);
  return request(
    command,
    type,
    body,
    known.map((id) => ({ kind: 'person', record_id: id })),
    null,
  );
}

/** Takes a request about an account, and its people where the type says so. @returns its id @throws AppError forbidden, invalid */
export async function requestForAccount(
  command: Command,
  type: RequestType,
  body: AccountBody,
): Promise<number> {
  const { tx, principal } = command;
  const { account_id: id } = body;
  const { rows: found } = await sql`
    SELECT id FROM accounts WHERE team_id = ${principal.teamId} AND id = ${id}`.execute(tx);
  if (found.length === 0) throw invalid('account_id', 'must name an account');
  const { rows } =
    type === 'account_redaction'
      ? { rows: [] }
      : await sql<{ id: number }>`
    SELECT id FROM people WHERE team_id = ${principal.teamId} AND account_id = ${id} ORDER BY id LIMIT ${MOST_PEOPLE + 1}`.execute(
          tx,
        );
  if (rows.length > MOST_PEOPLE) throw invalid('account_id', `has more than ${MOST_PEOPLE} people`);
  const people = rows.map((row): Subject => ({ kind: 'person', record_id: row.id }));
  return request(command, type, body, [...people, { kind: 'account', record_id: id }], id);
}

/** Takes a request for a file of all that is known of a person. @returns its id @throws AppError forbidden, invalid */
export async function requestAccess(command: Command, body: { person_id: number }): Promise<number> {
  const { tx, principal } = command;
  if (!hasScope(principal, 'email_contents:read'))
    throw forbidden('The token does not have the required scopes: email_contents:read');
  const { rows } = await sql`
    SELECT id FROM people WHERE team_id = ${principal.teamId} AND id = ${body.person_id} FOR SHARE`.execute(
    tx,
  );
  if (rows.length === 0) throw invalid('person_id', 'must name a person');
  return request(command, 'access', {}, [{ kind: 'person', record_id: body.person_id }], null);
}

/**
 * Ends a request where it stands. Whoever is at a part of it is waited for; one that is cancelled stays so.
 * @throws AppError forbidden, not_found, invalid when it is completed
 */
export async function cancelRequest({ tx, principal, now }: Command, id: number): Promise<void> {
  requireAdmin(principal, 'cancel a request about the data of people');
  const { teamId } = principal;
  // The work first, as whoever is at it holds that and then the request.
  await sql`DELETE FROM data_control_work WHERE team_id = ${teamId} AND request_id = ${id}`.execute(tx);
  await sql`DELETE FROM data_access_work WHERE team_id = ${teamId} AND request_id = ${id}`.execute(tx);
  const found = await tx
    .selectFrom('data_control_requests')
    .select(['completed_at', 'cancelled_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound();
  if (found.completed_at !== null)
    throw invalid('id', 'is completed: nothing is left that could be cancelled');
  if (found.cancelled_at !== null) return;
  await tx
    .updateTable('data_control_requests')
    .set({ cancelled_at: now, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

async function request(
  command: Command,
  type: RequestType,
  {
    team_id: teamId,
    schedule,
    dry_run: dryRun,
  }: Partial<Pick<PeopleBody, 'team_id' | 'schedule' | 'dry_run'>>,
  subjects: readonly Subject[],
  accountId: number | null,
): Promise<number> {
  const { tx, principal, now } = command;
  requireAdmin(principal, 'request that data is redacted or deleted');
  if (teamId != null && teamId !== principal.teamId) throw invalid('team_id', 'is not the own team');
  const dry = dryRun === true;
  const runAt = schedule?.run_at ?? null;
  const { id } = await tx
    .insertInto('data_control_requests')
    .values({
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      user_id: principal.userId,
      request_type: type,
      dry_run: dry,
      account_id: accountId,
      people: subjects.filter(({ kind }) => kind === 'person').length,
      run_at: runAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    INSERT INTO data_control_subjects (team_id, request_id, kind, record_id)
    SELECT ${principal.teamId}::bigint, ${id}::bigint, s.kind, s.record_id
    FROM unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map((each) => each.record_id)}::bigint[])
      WITH ORDINALITY s (kind, record_id, nth) ORDER BY s.nth`.execute(tx);
  const asked = { tx, principal, now, type, dry };
  if (type === 'access')
    await tx.insertInto('data_access_work').values({ team_id: principal.teamId, request_id: id }).execute();
  else if (dry && runAt === null && subjects.length <= AT_ONCE) {
    for (const subject of subjects) await addCounts(tx, principal.teamId, id, await carryOut(asked, subject));
    await addCounts(tx, principal.teamId, id, {}, now);
  } else
    await tx
      .insertInto('data_control_work')
      .values({ team_id: principal.teamId, request_id: id, retry_at: runAt })
      .execute();
  return id;
}
