import type { Body, Contract } from '@cadenza/contract';
import { CADENCE_COLUMNS } from '../../db/columns.js';
import { append, appendDeleted } from '../../events/outbox.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { permits } from '../permissions.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { existingGroups, requireReferences } from '../references.js';
import { setCadencePaused } from '../scheduling/index.js';
import { seesCadence } from '../visibility.js';
import { ensureTags } from '../ensure-tags.js';
import { type Cadence, endAllMemberships } from '../memberships/index.js';
import { type CadenceColumns, checkRules, ruleColumns } from './setting-columns.js';
import { cadencesView } from './views.js';

type Spec = Contract['resources']['cadences'];
type Create = Body<Spec['create']>;
type Update = Body<Spec['update']>;

/**
 * The cadence, for a caller who may change it. @throws AppError not_found when the caller does not see it, forbidden
 * unless the caller owns it or is an admin. Until the end of the transaction nobody deletes or archives it; `alone`: nor
 * adds a person or a step.
 */
export async function editableCadence(
  { tx, principal }: Command,
  id: number,
  alone = false,
): Promise<Cadence> {
  const found = tx
    .selectFrom('cadences')
    .select(CADENCE_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null);
  const cadence = await (alone ? found.forUpdate() : found.forKeyShare()).executeTakeFirst();
  if (!cadence || !seesCadence(principal, cadence)) throw notFound();
  if (cadence.owner_id !== principal.userId && !permits(principal, 'manage_cadences'))
    throw forbidden('Only the owner of the cadence or a team admin may change it');
  return cadence;
}

/** Refuses what only admins may decide. @throws AppError forbidden */
export function requireCadenceRights(
  principal: Principal,
  wanted: {
    team_cadence?: boolean | null | undefined;
    override_contact_restrictions?: boolean | null | undefined;
    owner_id?: number | null | undefined;
  },
  before?: Cadence,
): void {
  if (permits(principal, 'manage_cadences')) return;
  if (wanted.team_cadence != null && wanted.team_cadence !== (before?.team_cadence ?? false)) {
    throw forbidden('Only team admins may make a cadence a team cadence or take that away');
  }
  if (
    wanted.override_contact_restrictions != null &&
    wanted.override_contact_restrictions !== (before?.override_contact_restrictions ?? false)
  ) {
    throw forbidden('Only team admins may let a cadence override contact restrictions');
  }
  if (wanted.owner_id != null && wanted.owner_id !== (before?.owner_id ?? principal.userId)) {
    throw forbidden('Only team admins may make someone else the owner of a cadence');
  }
}

/** Creates a cadence owned by the caller unless told otherwise. @throws AppError invalid, forbidden */
async function createCadence(command: Command, body: Create): Promise<number> {
  const { tx, principal, now } = command;
  requireCadenceRights(principal, body);
  const columns = await toColumns(command, body);
  checkRules(columns);
  const { id } = await tx
    .insertInto('cadences')
    .values({
      owner_id: principal.userId,
      ...columns,
      name: body.name,
      team_id: principal.teamId,
      creator_id: principal.userId,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await append({ tx, principal, now }, 'cadence_created', id);
  return id;
}

/**
 * Changes what the body names. Archiving takes everyone off the cadence; pausing keeps them and touches nobody.
 * @throws AppError not_found, forbidden, invalid
 */
async function updateCadence(command: Command, id: number, body: Update): Promise<void> {
  const { tx, principal, now } = command;
  const before = await editableCadence(command, id, body.archived === true);
  requireCadenceRights(principal, body, before);
  if (body.name === null || body.name?.trim() === '') throw invalid('name', 'is required');
  const columns: CadenceColumns = { ...(await toColumns(command, body)), updated_at: now };
  checkRules({ ...before, ...columns });
  if (body.paused != null) await setCadencePaused(command, id, body.paused);
  if (body.archived != null && body.archived !== (before.archived_at !== null)) {
    Object.assign(
      columns,
      body.archived
        ? { archived_at: now, archived_by_id: principal.userId }
        : { archived_at: null, archived_by_id: null },
    );
    if (body.archived) await endAllMemberships(command, id, true);
  }
  await tx
    .updateTable('cadences')
    .set(columns)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await append({ tx, principal, now }, 'cadence_updated', id);
}

/** Pauses or resumes a cadence; may be repeated. @throws AppError not_found, forbidden */
export async function pauseOwnCadence(command: Command, id: number, paused: boolean): Promise<void> {
  await editableCadence(command, id);
  await setCadencePaused(command, id, paused);
}

/** Soft deletion; may be repeated. Takes everyone off the cadence. @throws AppError not_found, forbidden */
async function deleteCadence(command: Command, id: number): Promise<void> {
  const { tx, principal, now } = command;
  const known = await tx
    .selectFrom('cadences')
    .select('deleted_at')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!known) throw notFound();
  if (known.deleted_at) return;
  await editableCadence(command, id);
  await endAllMemberships(command, id, false);
  await appendDeleted({ tx, principal, now }, 'cadence_deleted', cadencesView, id);
  await tx
    .updateTable('cadences')
    .set({ deleted_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** What a body says, as columns: references checked, tags remembered. Null is the default of what has one. */
async function toColumns(
  command: Command,
  body: Omit<Update, 'archived' | 'paused'>,
): Promise<CadenceColumns> {
  const { tx, principal, now } = command;
  await requireReferences(command, [
    ['users', 'owner_id', body.owner_id],
    ['person_stages', 'added_stage_id', body.added_stage_id],
    ['person_stages', 'bounced_stage_id', body.bounced_stage_id],
    ['person_stages', 'replied_stage_id', body.replied_stage_id],
    ['person_stages', 'finished_stage_id', body.finished_stage_id],
  ]);
  const columns: CadenceColumns = {
    name: body.name ?? undefined,
    owner_id: body.owner_id ?? undefined,
    team_cadence: orDefault(body.team_cadence, false),
    shared: orDefault(body.shared, false),
    draft: orDefault(body.draft, false),
    remove_bounces_enabled: orDefault(body.remove_bounces_enabled, true),
    remove_replies_enabled: orDefault(body.remove_replies_enabled, true),
    remove_people_when_meeting_booked: orDefault(body.remove_people_when_meeting_booked, true),
    opt_out_link_included: orDefault(body.opt_out_link_included, false),
    override_contact_restrictions: orDefault(body.override_contact_restrictions, false),
    cadence_function: orDefault(body.cadence_function, 'outbound'),
    target_daily_people: orDefault(body.target_daily_people, 0),
    cadence_priority: body.cadence_priority,
    latest_active_date: body.latest_active_date,
    external_identifier: body.external_identifier,
    added_stage_id: body.added_stage_id,
    bounced_stage_id: body.bounced_stage_id,
    replied_stage_id: body.replied_stage_id,
    finished_stage_id: body.finished_stage_id,
    tags: body.tags === undefined ? undefined : await ensureTags(tx, principal.teamId, now, body.tags ?? []),
    group_ids: body.group_ids === undefined ? undefined : await existingGroups(command, body.group_ids ?? []),
    ...(await ruleColumns(command, body)),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

const orDefault = <T>(value: T | null | undefined, fallback: T): T | undefined =>
  value === null ? fallback : value;

/** The cadences resource. */
export const cadences = {
  view: cadencesView,
  create: createCadence,
  update: updateCadence,
  remove: deleteCadence,
};
