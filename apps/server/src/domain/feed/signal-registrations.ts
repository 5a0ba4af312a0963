import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { plain, sort, time, view } from '../../db/view.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';

type Operations = Contract['operations'];
type Create = Body<Operations['create_signal_registration']>;
type Change = Body<Operations['update_signal_registration']>;

/** Who registered it, by GUID. */
export const OWNER = `(SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.owner_user_id) AS owner_user_guid`;

/** Kinds of signals are the team's: everybody of it may know them. */
export const signalRegistrationsView = view(contract.operations.signal_registrations, {
  table: 'signal_registrations',
  sight: null,
  columns: [
    plain('type', 'signal_name'),
    OWNER,
    'r.application AS integration_slug',
    `json_build_object('id', r.application) AS integration`,
    plain('indicators', 'id'),
    'NULL AS globally_installed_at',
    plain('description', 'data_shape'),
    time('created_at'),
    time('updated_at'),
    plain('attribution'),
  ].join(', '),
  filters: { type: 'r.type' },
  sorts: { id: sort('r.id', 'bigint'), updated_at: sort('r.updated_at') },
});

const rows = plainRows({
  table: 'signal_registrations',
  admins: 'kinds of signals',
  forGood: true,
  defaults: { attribution: [], broadcast_notification: true },
  required: ['type'],
  unique: { signal_registrations_team_id_application_type_key: 'type' },
});

/** Whose program speaks: what it registers is its own, whatever others register under the same word. */
export const programOf = ({ application, userId }: Principal): string => application ?? `user:${userId}`;

/** Kinds that one program may have. */
const MOST = 500;

/** @returns its id @throws AppError forbidden, invalid */
export async function createSignalRegistration(command: Command, body: Create): Promise<number> {
  const { principal } = command;
  const id = await rows.insert(command, {
    application: programOf(principal),
    owner_user_id: principal.userId,
    type: body.type,
    signal_name: body.signal_name || null,
    description: body.description ?? null,
    data_shape: body.data_shape ?? null,
    indicators: indicatorsOf(body.indicators),
    attribution: body.attribution,
    broadcast_notification: body.broadcast_notification,
  });
  await requireRoom(command, 'signal_registrations', sql`application = ${programOf(principal)}`, MOST);
  return id;
}

/** @throws AppError not_found, forbidden, invalid */
export const updateSignalRegistration = (command: Command, id: number, body: Change): Promise<void> =>
  rows.update(command, id, {
    type: body.type,
    signal_name: body.signal_name === '' ? null : body.signal_name,
    description: body.description,
    data_shape: body.data_shape,
    attribution: body.attribution,
    broadcast_notification: body.broadcast_notification,
    ...(body.indicators && { indicators: indicatorsOf(body.indicators) }),
  });

/** With its plays; signals of it are refused from then on. @throws AppError not_found, forbidden */
export const deleteSignalRegistration = (command: Command, id: number): Promise<void> =>
  rows.remove(command, id);

/** As JSON text; the shapes come as JSON text already. */
function indicatorsOf(indicators: Create['indicators']): string {
  const parsed = (text: string | null | undefined): unknown => (text == null ? null : JSON.parse(text));
  return JSON.stringify(
    indicators.map((each) => ({
      key: each.key,
      description: parsed(each.description),
      metadata_shape: parsed(each.metadata_shape),
      recommended_content_shape: parsed(each.recommended_content_shape),
    })),
  );
}

/** @throws AppError invalid where there are more than so many */
export async function requireRoom(
  { tx, principal }: Command,
  table: 'signal_registrations' | 'signal_plays',
  of: ReturnType<typeof sql>,
  most: number,
): Promise<void> {
  const { rows: found } =
    await sql`SELECT 1 FROM ${sql.table(table)} WHERE team_id = ${principal.teamId} AND ${of} LIMIT ${most + 1}`.execute(
      tx,
    );
  if (found.length > most) throw invalid('base', `has more than ${most} of them`);
}

/** Removes what says which signals came, 90 days after they did: until then one that is sent again is dropped. @returns how many */
export async function forgetSignals(db: Db, wall: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM signals s USING (SELECT k.team_id, k.id FROM teams t CROSS JOIN LATERAL (
      SELECT o.team_id, o.id FROM signals o WHERE o.team_id = t.id
        AND o.created_at <= ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond' - interval '90 days'
      ORDER BY o.created_at, o.id LIMIT 1000) k LIMIT 1000) f
    WHERE s.team_id = f.team_id AND s.id = f.id`.execute(db);
  return Number(numAffectedRows);
}
