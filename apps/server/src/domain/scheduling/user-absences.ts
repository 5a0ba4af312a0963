import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import { requireReferences } from '../references.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';

type Spec = Contract['resources']['user_absences'];

const userAbsencesView: View = view(contract.resources.user_absences, {
  table: 'user_absences',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    ref('user_id', '/v2/users/', 'user'),
    plain('starts_on', 'ends_on', 'mode'),
    ref('hand_over_to_id', '/v2/users/', 'hand_over_to'),
    plain('return_spread_days'),
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', user_id: 'r.user_id', mode: 'r.mode' },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    starts_on: sort('r.starts_on', 'date'),
  },
});

const rows = plainRows({ table: 'user_absences' });

/** The caller's own leave, or for admins anybody's. @throws AppError invalid, forbidden */
async function createAbsence(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { principal } = command;
  const userId = body.user_id ?? principal.userId;
  mayChange(command, userId);
  const row = {
    user_id: userId,
    starts_on: body.starts_on,
    ends_on: body.ends_on,
    mode: body.mode ?? (body.hand_over_to_id == null ? 'hold' : 'hand_over'),
    hand_over_to_id: body.hand_over_to_id ?? null,
    return_spread_days: body.return_spread_days ?? 1,
  };
  await check(command, row);
  return rows.insert(command, row);
}

async function updateAbsence(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal } = command;
  const before = await tx
    .selectFrom('user_absences')
    .select(['user_id', 'starts_on', 'ends_on', 'mode', 'hand_over_to_id', 'return_spread_days'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound();
  mayChange(command, before.user_id);
  const mode = body.mode ?? before.mode;
  const delegate = body.hand_over_to_id === undefined ? before.hand_over_to_id : body.hand_over_to_id;
  const row = {
    user_id: before.user_id,
    starts_on: body.starts_on ?? before.starts_on,
    ends_on: body.ends_on ?? before.ends_on,
    mode,
    // Changing to hold forgets the stand-in.
    hand_over_to_id: mode === 'hold' && body.hand_over_to_id === undefined ? null : delegate,
    return_spread_days: body.return_spread_days ?? before.return_spread_days,
  };
  await check(command, row);
  // Whoever stands in now, or the days that are new, are looked at anew.
  await rows.update(command, id, { ...row, handed_over_at: null });
}

async function deleteAbsence(command: Command, id: number): Promise<void> {
  const absence = await command.tx
    .selectFrom('user_absences')
    .select('user_id')
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!absence) throw notFound();
  mayChange(command, absence.user_id);
  await rows.remove(command, id);
}

interface Row {
  user_id: number;
  starts_on: string;
  ends_on: string;
  mode: string;
  hand_over_to_id: number | null;
}

/** @throws AppError invalid */
async function check(command: Command, row: Row): Promise<void> {
  if (row.ends_on < row.starts_on) throw invalid('ends_on', 'must not be before starts_on');
  if (Date.parse(row.ends_on) - Date.parse(row.starts_on) > 366 * 86_400_000)
    throw invalid('ends_on', 'must be within a year of starts_on');
  if ((row.mode === 'hand_over') !== (row.hand_over_to_id !== null))
    throw invalid('hand_over_to_id', row.mode === 'hand_over' ? 'is required' : 'is only for mode hand_over');
  if (row.hand_over_to_id === row.user_id) throw invalid('hand_over_to_id', 'must be somebody else');
  await requireReferences(command, [
    ['users', 'user_id', row.user_id],
    ['users', 'hand_over_to_id', row.hand_over_to_id],
  ]);
}

function mayChange({ principal }: Command, userId: number): void {
  if (principal.userId !== userId) requirePermission(principal, 'manage_users', "change other users' leave");
}

export const userAbsences = {
  view: userAbsencesView,
  create: createAbsence,
  update: updateAbsence,
  remove: deleteAbsence,
};
