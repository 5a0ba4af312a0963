import { contract, type Body, type Contract } from '@cadenza/contract';
import { plain, ref, sort, view } from '../../db/view.js';
import type { Db } from '../../db/connect.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { userChanged } from '../team/user-rows.js';
import { inSightOf, OWN } from '../visibility.js';
import { sql } from 'kysely';
import { hasNumber } from './call-data-records.js';

/** Most people who are told of a number. */
const MOST = 100;

/** Whoever of those the caller sees has a number. */
export async function callersOf(db: Db, viewer: Principal, number: string) {
  return db
    .selectFrom('people as r')
    .leftJoin('accounts as a', (join) =>
      join
        .onRef('a.team_id', '=', 'r.team_id')
        .onRef('a.id', '=', 'r.account_id')
        .on(inSightOf(viewer, OWN, 'a', 'one')),
    )
    .select([
      'r.id',
      'r.title',
      'r.name as display_name',
      sql<string | null>`coalesce(a.name, CASE WHEN r.account_id IS NULL THEN r.person_company_name END)`.as(
        'account_name',
      ),
    ])
    .where('r.team_id', '=', viewer.teamId)
    .where('r.deleted_at', 'is', null)
    .where(hasNumber(number))
    .where(inSightOf(viewer, OWN, 'r', 'one'))
    .orderBy('r.id')
    .limit(MOST)
    .execute();
}

/**
 * Whether a call of a number is recorded: where the team records at all and does by itself, and nobody of the team's
 * people who has it lives where that takes consent. @throws AppError not_found for what is no number
 */
export async function isRecorded(db: Db, teamId: number, number: string): Promise<boolean> {
  const { rows } = await sql<{ is_number: boolean; recorded: boolean }>`
    SELECT phone_key(${number}::text) IS NOT NULL AS is_number, t.record_by_default AND NOT t.call_recording_disabled
      AND NOT EXISTS (SELECT FROM people r WHERE r.team_id = t.id AND r.deleted_at IS NULL AND r.eu_resident AND ${hasNumber(number)}) AS recorded
    FROM teams t WHERE t.id = ${teamId}`.execute(db);
  if (!rows[0]?.is_number) throw notFound();
  return rows[0].recorded;
}

const rows = plainRows({
  table: 'phone_number_assignments',
  admins: 'phone number assignments',
  references: { user_id: 'users' },
  unique: {
    phone_number_assignments_number_key: 'number',
    phone_number_assignments_user_key: ['user_id', 'has a number already'],
  },
});

async function assign(
  command: Command,
  body: Body<Contract['resources']['phone_number_assignments']['create']>,
): Promise<number> {
  const id = await rows.insert(command, body);
  await userChanged(command, body.user_id);
  return id;
}

async function release(command: Command, id: number): Promise<void> {
  if (!(await rows.removeOnce(command, id))) return;
  const { user_id } = await command.tx
    .selectFrom('phone_number_assignments')
    .select('user_id')
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await userChanged(command, user_id);
}

/** The phone number assignments resource. */
export const phoneNumberAssignments = {
  view: view(contract.resources.phone_number_assignments, {
    table: 'phone_number_assignments',
    sight: null,
    columns: `${plain('id', 'number')}, ${ref('user_id', '/v2/users/', 'user')}`,
    visible: 'r.deleted_at IS NULL',
    filters: { ids: 'r.id' },
    sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
  }),
  create: assign,
  remove: release,
};
