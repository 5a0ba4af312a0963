import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { plain, sort, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { seesCadence } from '../visibility.js';
import { OWNER, requireRoom } from './signal-registrations.js';

type Operations = Contract['operations'];
type Create = Body<Operations['create_play']>;
type Change = Body<Operations['update_play']>;

const KIND = (what: string) =>
  `(SELECT ${what} FROM signal_registrations s WHERE s.team_id = r.team_id AND s.id = r.registration_id)`;

/** What shall be done when signals come. */
export const playsView = view(contract.operations.plays, {
  table: 'signal_plays',
  sight: null,
  columns: [
    `CASE WHEN r.enabled_at IS NULL THEN 'draft' ELSE 'enabled' END AS state`,
    `${KIND('s.type')} AS signal_type`,
    `${KIND(`json_build_object('id', s.id, 'type', s.type)`)} AS signal_registration`,
    OWNER,
    'r.team_id AS owner_tenant_id',
    plain('name', 'label'),
    `${KIND(`json_build_object('id', s.application)`)} AS integration`,
    plain('indicators'),
    `'play-' || r.id AS identifier`,
    plain('id'),
    `to_char(r.enabled_at AT TIME ZONE :tz, 'YYYY-MM-DD') AS enabled_at`,
    plain('description'),
    `to_char(r.created_at AT TIME ZONE :tz, 'YYYY-MM-DD') AS created_at`,
    plain('attributes'),
  ].join(', '),
  filters: {},
  sorts: { id: sort('r.id', 'bigint') },
});

const rows = plainRows({
  table: 'signal_plays',
  admins: 'plays',
  forGood: true,
  defaults: { indicators: [] },
});

/** Plays that one kind of signal may have: each makes a task. */
const MOST = 20;

/** @returns its id @throws AppError forbidden, invalid */
export async function createPlay(command: Command, body: Create): Promise<number> {
  const { tx, principal } = command;
  const { signal_registration_id: registration, attributes, ...said } = body;
  await requireIndicators(command, registration, said.indicators ?? []);
  await requireCadence(command, attributes);
  await tx
    .selectFrom('signal_registrations')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', registration)
    .forUpdate()
    .execute();
  const id = await rows.insert(command, {
    registration_id: registration,
    owner_user_id: principal.userId,
    name: said.name ?? null,
    label: said.label ?? null,
    description: said.description ?? null,
    indicators: said.indicators,
    attributes: attributesOf(attributes),
  });
  await requireRoom(command, 'signal_plays', sql`registration_id = ${registration}`, MOST);
  return id;
}

/** One that is enabled keeps what sets it off and what it does. @throws AppError not_found, forbidden, invalid */
export async function updatePlay(command: Command, id: number, body: Change): Promise<void> {
  const { enabled_at: enabled, registration_id: registration } = await lockPlay(command, id);
  const { attributes, indicators, ...words } = body;
  if (enabled !== null && indicators !== undefined) throw invalid('indicators', ONLY_WORDS);
  if (enabled !== null && attributes !== undefined) throw invalid('attributes', ONLY_WORDS);
  if (indicators) await requireIndicators(command, registration, indicators);
  await requireCadence(command, attributes);
  await rows.update(command, id, {
    ...words,
    indicators,
    ...(attributes !== undefined && { attributes: attributesOf(attributes) }),
  });
}
const ONLY_WORDS = 'cannot be changed while it is enabled';

/** A draft. @throws AppError not_found, forbidden, invalid */
export async function deletePlay(command: Command, id: number): Promise<void> {
  const { enabled_at: enabled } = await lockPlay(command, id);
  if (enabled !== null) throw invalid('id', 'is enabled: only drafts are deleted');
  await rows.remove(command, id);
}

/** Has it done from now on, or no longer; repeatable. @throws AppError not_found, forbidden, invalid */
export async function setPlayEnabled(command: Command, id: number, on: boolean): Promise<void> {
  const { enabled_at: enabled, attributes } = await lockPlay(command, id);
  if (on && (attributes as { task_type?: string } | null)?.task_type == null)
    throw invalid('attributes', 'say no task_type: there is nothing to do');
  await rows.update(command, id, { enabled_at: on ? (enabled ?? command.now) : null });
}

async function lockPlay({ tx, principal }: Command, id: number) {
  const found = await tx
    .selectFrom('signal_plays')
    .select(['enabled_at', 'registration_id', 'attributes'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

/** @throws AppError invalid for a kind that is none, and for indicators that it has not */
async function requireIndicators(
  { tx, principal }: Command,
  registration: number,
  wanted: readonly string[],
): Promise<void> {
  const kind = await tx
    .selectFrom('signal_registrations')
    .select('indicators')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', registration)
    .executeTakeFirst();
  if (!kind) throw invalid('signal_registration_id', 'could not be found');
  const known = new Set((kind.indicators as { key: string }[]).map(({ key }) => key));
  const unknown = wanted.find((each) => !known.has(each));
  if (unknown !== undefined) throw invalid('indicators', 'are not all of the kind of signal');
}

/** The cadence that people are put on is there for who says so. @throws AppError invalid */
async function requireCadence({ tx, principal }: Command, attributes: Create['attributes']): Promise<void> {
  const { cadence_id: id, task_type: type } = attributes ?? {};
  if (id == null) return;
  if (type !== 'Add person to cadence')
    throw invalid('attributes.cadence_id', 'goes with the task_type Add person to cadence');
  const cadence = await tx
    .selectFrom('cadences')
    .select(['owner_id', 'team_cadence', 'shared', 'group_ids'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!cadence || !seesCadence(principal, cadence))
    throw invalid('attributes.cadence_id', 'could not be found');
}

/** As JSON text; its words come as JSON text already. */
function attributesOf(attributes: Create['attributes']): string | null {
  if (attributes == null) return null;
  const { task_type, task_reminder_hours, cadence_id, ...words } = attributes;
  const texts = Object.entries(words).map(([name, text]) => [
    name,
    text == null ? null : (JSON.parse(text) as unknown),
  ]);
  return JSON.stringify({
    task_type: task_type ?? null,
    task_reminder_hours: task_reminder_hours ?? null,
    cadence_id: cadence_id ?? null,
    ...(Object.fromEntries(texts) as object),
  });
}
