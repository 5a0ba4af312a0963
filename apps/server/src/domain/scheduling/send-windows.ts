import { type Body, type Contract, contract } from '@cadenza/contract';
import type { Tx } from '../../db/connect.js';
import { violates } from '../../db/pg-errors.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import { requireReferences } from '../references.js';
import type { Command } from '../command.js';
import { mapUniqueViolation } from '../records.js';
import { cadenceSeenBy } from '../visibility.js';
import { requireZone } from '../zones.js';

type Spec = Contract['resources']['send_windows'];

const sendWindowsView: View = view(contract.resources.send_windows, {
  table: 'send_windows',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    ref('user_id', '/v2/users/', 'user'),
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    plain('zone_mode', 'time_zone', 'blocks', 'manual_steps'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    user_id: { sql: 'r.user_id = ANY(:value::bigint[])', isNull: 'r.user_id IS NULL' },
    cadence_id: { sql: 'r.cadence_id = ANY(:value::bigint[])', isNull: 'r.cadence_id IS NULL' },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const ownerTaken = (error: unknown) => violates(error, 'send_windows_owner');

/** One window per team, user and cadence. @throws AppError invalid, forbidden */
async function createWindow(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  const owner = { user_id: body.user_id ?? null, cadence_id: body.cadence_id ?? null };
  if (owner.user_id !== null && owner.cadence_id !== null)
    throw invalid('cadence_id', 'cannot be given together with user_id');
  await requireReferences(command, [['users', 'user_id', owner.user_id]]);
  await mayChange(command, owner);
  const insert = tx
    .insertInto('send_windows')
    .values({
      ...owner,
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      ...(await zone(tx, body.zone_mode ?? 'user', body.time_zone ?? null)),
      blocks: JSON.stringify(body.blocks),
      manual_steps: body.manual_steps ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const field = owner.cadence_id !== null ? 'cadence_id' : 'user_id';
  return (await mapUniqueViolation(insert, ownerTaken, field, 'has a send window already')).id;
}

/** Counts from the next action that is looked at; what is planned moves when it is due. @throws AppError not_found, invalid, forbidden */
async function updateWindow(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const before = await find(command, id);
  const mode = body.zone_mode ?? (before.zone_mode as 'user' | 'person' | 'fixed');
  const given = body.time_zone === undefined ? (mode === 'fixed' ? before.time_zone : null) : body.time_zone;
  await tx
    .updateTable('send_windows')
    .set({
      ...(await zone(tx, mode, given)),
      blocks: body.blocks && JSON.stringify(body.blocks),
      manual_steps: body.manual_steps ?? undefined,
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

async function deleteWindow(command: Command, id: number): Promise<void> {
  await find(command, id);
  await command.tx
    .deleteFrom('send_windows')
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .execute();
}

async function find(command: Command, id: number) {
  const { tx, principal } = command;
  const window = await tx
    .selectFrom('send_windows')
    .select(['user_id', 'cadence_id', 'zone_mode', 'time_zone'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!window) throw notFound();
  await mayChange(command, window);
  return window;
}

/** A fixed zone needs a name, the others have none. @throws AppError invalid */
async function zone(tx: Tx, mode: 'user' | 'person' | 'fixed', name: string | null) {
  if (mode !== 'fixed') {
    if (name !== null) throw invalid('time_zone', 'is only for zone_mode fixed');
    return { zone_mode: mode, time_zone: null };
  }
  if (name === null) throw invalid('time_zone', 'is required');
  await requireZone(tx, 'time_zone', name);
  return { zone_mode: mode, time_zone: name };
}

/** The team's: who manages the team. A user's: that user, and who manages users. A cadence's: its owner, and who manages cadences. @throws AppError forbidden, invalid */
async function mayChange(
  { tx, principal }: Command,
  { user_id: userId, cadence_id: cadenceId }: { user_id: number | null; cadence_id: number | null },
): Promise<void> {
  if (cadenceId === null) {
    if (userId === null) requirePermission(principal, 'manage_team', 'change when the team sends');
    else if (userId !== principal.userId)
      requirePermission(principal, 'manage_users', 'change when other users send');
    return;
  }
  const cadence = await tx
    .selectFrom('cadences as c')
    .select('c.owner_id')
    .where('c.team_id', '=', principal.teamId)
    .where('c.id', '=', cadenceId)
    .where('c.deleted_at', 'is', null)
    .where(cadenceSeenBy(principal, 'c'))
    .executeTakeFirst();
  if (!cadence) throw invalid('cadence_id', 'could not be found');
  if (cadence.owner_id !== principal.userId)
    requirePermission(principal, 'manage_cadences', 'change when cadences of others send');
}

export const sendWindows = {
  view: sendWindowsView,
  create: createWindow,
  update: updateWindow,
  remove: deleteWindow,
};
