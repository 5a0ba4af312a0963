import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import { addressKey } from '../../kernel/address.js';
import { AppError, type FieldErrors, invalidFields } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { ensureTags } from '../ensure-tags.js';
import {
  automationAllowed,
  type CadenceColumns,
  editableCadence,
  fillCadence,
  importedRules,
  insertCadence,
  insertCallInstruction,
  insertStepGroup,
  insertSteps,
  insertVariant,
  lockLayout,
  losesEveryone,
  requireCadenceRights,
  setCondition,
} from '../cadences/index.js';
import { insertTemplate } from '../emails/index.js';
import { conditionOf, placeKey, walkedOrder } from './import-conditions.js';
import { contentProblems } from './import-problems.js';

export type CadenceBody = Body<Contract['operations']['cadence_imports']>;
type Settings = NonNullable<CadenceBody['settings']>;
type StepGroup = CadenceBody['cadence_content']['step_groups'][number];
type ImportStep = StepGroup['steps'][number];

const PRIORITIES = ['High', 'Medium', 'Low'];

/**
 * Creates a cadence, or fills an empty one, from the JSON an export gives; all or nothing. @returns its id.
 * @throws AppError invalid naming the path of everything that is wrong; forbidden
 */
export async function importCadence(command: Command, body: CadenceBody): Promise<number> {
  const { tx, principal, now } = command;
  const { settings, cadence_content: content, sharing_settings: sharing } = body;
  const errors: FieldErrors = {};
  const problem = (field: string, message: string) => {
    (errors[field] ??= []).push(message);
  };
  const before =
    content.cadence_id == null ? undefined : await emptyCadence(command, content.cadence_id, problem);
  const columns = {
    ...(await settingsColumns(command, settings ?? {}, problem)),
    ...(await importedRules(command, settings?.rules ?? {}, problem)),
  };
  if (losesEveryone(columns)) problem('settings', 'rules.exit_stages must not have added_stage_setting');
  if (content.cadence_id == null && !settings?.name?.trim()) problem('settings', 'name is required');
  if (settings?.name != null && settings.name.trim() === '') problem('settings', 'name must not be blank');
  for (const message of contentProblems(content.step_groups, await automationAllowed(command)))
    problem('cadence_content', message);
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  requireCadenceRights(
    principal,
    { team_cadence: sharing?.team_cadence, owner_id: columns.owner_id ?? null },
    before,
  );

  const shared = {
    ...(sharing?.team_cadence == null ? {} : { team_cadence: sharing.team_cadence }),
    ...(sharing?.shared == null ? {} : { shared: sharing.shared }),
  };
  const tags =
    settings?.tags == null
      ? {}
      : { tags: await ensureTags(tx, principal.teamId, now, settings.tags.split(',')) };
  const all = { ...columns, ...shared, ...tags };
  const owner = columns.owner_id ?? before?.owner_id ?? principal.userId;
  const id = before?.id ?? (await createCadence(command, { ...all, name: settings?.name ?? '' }, owner));
  if (before) await fillCadence(command, id, all);
  const stepIds = await insertGroups(command, id, owner, content.step_groups);
  await append(command, before ? 'cadence_updated' : 'cadence_created', id);
  await append(command, 'step_created', stepIds);
  return id;
}

type Problem = (field: string, message: string) => void;

/** The cadence that is to be filled: it must have no steps. */
async function emptyCadence(command: Command, id: number, problem: Problem) {
  try {
    const cadence = await editableCadence(command, id);
    await lockLayout(command, id);
    const step = await command.tx
      .selectFrom('steps')
      .select('id')
      .where('team_id', '=', command.principal.teamId)
      .where('cadence_id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (step) problem('cadence_content', 'cadence_id must name a cadence without steps');
    return cadence;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'not_found') throw error;
    problem('cadence_content', 'cadence_id could not be found');
    return undefined;
  }
}

/** Settings as columns; names that must exist are looked up. */
async function settingsColumns(
  { tx, principal }: Command,
  settings: Settings,
  problem: Problem,
): Promise<CadenceColumns> {
  const columns: CadenceColumns = {
    name: settings.name ?? undefined,
    target_daily_people: settings.target_daily_people ?? undefined,
    remove_replies_enabled: settings.remove_replied ?? undefined,
    remove_bounces_enabled: settings.remove_bounced ?? undefined,
    remove_people_when_meeting_booked: settings.remove_people_when_meeting_booked ?? undefined,
    reschedule_from_pause_enabled: settings.reschedule_from_pause_enabled ?? undefined,
    external_identifier:
      settings.external_identifier == null ? undefined : String(settings.external_identifier),
    cadence_function: settings.cadence_function ?? undefined,
  };
  if (settings.cadence_priority != null) {
    const priority = PRIORITIES.find(
      (each) => each.toLowerCase() === settings.cadence_priority?.toLowerCase(),
    );
    if (priority) columns.cadence_priority = priority;
    else problem('settings', `cadence_priority must be one of ${PRIORITIES.join(', ')}`);
  }
  if (settings.cadence_owner != null) {
    const owner = await tx
      .selectFrom('users')
      .select('id')
      .where('team_id', '=', principal.teamId)
      .where(sql<string>`address_key(email)`, '=', addressKey(settings.cadence_owner))
      .where('active', '=', true)
      .executeTakeFirst();
    if (owner) columns.owner_id = owner.id;
    else problem('settings', 'cadence_owner could not be found');
  }
  for (const kind of ['added', 'bounced', 'finished', 'replied'] as const) {
    const name = settings[`${kind}_stage_setting`];
    if (name == null) continue;
    const stage = await tx
      .selectFrom('person_stages')
      .select('id')
      .where('team_id', '=', principal.teamId)
      .where(sql<string>`lower(name)`, '=', name.toLowerCase())
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (stage) columns[`${kind}_stage_id`] = stage.id;
    else problem('settings', `${kind}_stage_setting could not be found`);
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

async function createCadence(
  { tx, principal, now }: Command,
  columns: CadenceColumns & { name: string },
  ownerId: number,
): Promise<number> {
  const row = {
    ...columns,
    owner_id: ownerId,
    team_id: principal.teamId,
    creator_id: principal.userId,
    created_at: now,
    updated_at: now,
  };
  return insertCadence(tx, row);
}

/** Groups, their steps and what those are about. @returns the steps' ids */
async function insertGroups(
  command: Command,
  cadenceId: number,
  ownerId: number,
  groups: readonly StepGroup[],
): Promise<number[]> {
  const { tx, principal } = command;
  const byReference = new Map<string, number>();
  const numbers = new Map<number, number>();
  const rows: StepRow[] = [];
  // A thread may go on from any group of an earlier day, wherever that stands in the list.
  const extras: StepExtras[] = [];
  for (const { group, position } of walkedOrder(groups)) {
    if (group.steps.length === 0) continue;
    const timing = group.automated_settings;
    const groupId = await insertStepGroup(tx, principal.teamId, {
      cadence_id: cadenceId,
      day: group.day,
      position,
      automated: group.automated,
      due_immediately: group.due_immediately,
      reference_id: group.reference_id == null ? null : String(group.reference_id),
      send_type: timing?.send_type ?? null,
      time_of_day: timing?.time_of_day ?? null,
      timezone_mode: timing?.timezone_mode ?? null,
      delay_time: timing?.delay_time ?? null,
      allow_send_on_weekends: timing?.allow_send_on_weekends ?? false,
    });
    if (group.reference_id != null) byReference.set(String(group.reference_id), groupId);
    for (const step of group.steps) {
      const number = (numbers.get(group.day) ?? 0) + 1;
      numbers.set(group.day, number);
      const content = await contentOf(command, cadenceId, ownerId, step, byReference);
      rows.push({
        ...content,
        cadence_id: cadenceId,
        step_group_id: groupId,
        day: group.day,
        step_number: number,
        type: step.type.toLowerCase(),
        name: step.name,
        disabled: !step.enabled,
        multitouch_enabled: group.steps.length > 1,
      });
      extras.push({ place: { day: group.day, number }, step });
    }
  }
  const ids = await insertSteps(command, rows);
  await insertExtras(command, cadenceId, ownerId, extras, ids);
  return ids;
}

interface StepExtras {
  place: { day: number; number: number };
  step: ImportStep;
}

/** Branches, which name other steps, and the versions of e-mails: once all steps are there. */
async function insertExtras(
  command: Command,
  cadenceId: number,
  ownerId: number,
  extras: readonly StepExtras[],
  ids: readonly number[],
): Promise<void> {
  const { tx, principal, now } = command;
  const byPlace = new Map(extras.map(({ place }, index) => [placeKey(place), ids[index] as number]));
  for (const [index, { step }] of extras.entries()) {
    const id = ids[index] as number;
    if (step.condition != null) {
      const condition = JSON.stringify(conditionOf(step.condition, byPlace));
      await setCondition(tx, principal.teamId, id, condition);
    }
    if (step.type !== 'Email') continue;
    for (const variant of step.type_settings.variants ?? []) {
      await insertVariant(command, {
        step_id: id,
        name: variant.name,
        weight: variant.weight,
        winner_at: variant.winner ? now : null,
        email_template_id: await createTemplate(command, cadenceId, ownerId, variant.email_template),
      });
    }
  }
}

interface StepContent {
  missing_fields?: string;
  field_defaults?: string;
  email_template_id?: number;
  previous_email_step_group_id?: number | null;
  call_instruction_id?: number;
  instructions?: string | null;
  integration_id?: number | null;
  integration_step_type_guid?: string | null;
}
interface StepRow extends StepContent {
  cadence_id: number;
  step_group_id: number;
  day: number;
  step_number: number;
  type: string;
  name: string;
  disabled: boolean;
  multitouch_enabled: boolean;
}

type ImportTemplate = Extract<ImportStep, { type: 'Email' }>['type_settings']['email_template'];

function createTemplate(
  command: Command,
  cadenceId: number,
  ownerId: number,
  { title = null, subject = null, body = null, ...tracking }: ImportTemplate,
): Promise<number> {
  return insertTemplate(command, {
    title,
    subject,
    body,
    ...(tracking.open_tracking == null ? {} : { open_tracking: tracking.open_tracking }),
    ...(tracking.click_tracking == null ? {} : { click_tracking: tracking.click_tracking }),
    cadence_id: cadenceId,
    owner_id: ownerId,
  });
}

/** Templates are made from the text given: one that exists cannot be named (docs/wire.md section 8). */
async function contentOf(
  command: Command,
  cadenceId: number,
  ownerId: number,
  step: ImportStep,
  byReference: ReadonlyMap<string, number>,
): Promise<StepContent> {
  if (step.type === 'Email') {
    const { email_template: template, previous_email_step_group_reference_id: previous } = step.type_settings;
    const { missing_fields: missing, field_defaults: defaults } = step.type_settings;
    return {
      email_template_id: await createTemplate(command, cadenceId, ownerId, template),
      previous_email_step_group_id: previous == null ? null : (byReference.get(String(previous)) ?? null),
      missing_fields: missing ?? 'hold',
      field_defaults: JSON.stringify(defaults ?? {}),
    };
  }
  const instructions = step.type_settings.instructions ?? null;
  if (step.type === 'Phone')
    return { call_instruction_id: await insertCallInstruction(command, instructions) };
  if (step.type === 'Other') return { instructions };
  return {
    instructions,
    integration_id: step.type_settings.integration_id ?? null,
    integration_step_type_guid: step.type_settings.integration_step_type_guid ?? null,
  };
}

export { exportCadence, type ExportReader } from './export-queries.js';
