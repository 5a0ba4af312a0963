import { say } from '../said.js';
import type { Body, Contract } from '@cadenza/contract';
import { STEP_COLUMNS, STEP_GROUP_COLUMNS, type StepGroupRow, type StepRow } from '../../db/columns.js';
import { append, appendDeleted } from '../../events/outbox.js';
import { AppError, invalid, invalidFields, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { editableCadence } from './cadences.js';
import { checkCondition, ruleColumnsOf } from './step-conditions.js';
import { contentOf } from './step-content.js';
import { arrange, close, lockLayout, numberInDay, readLayout, writeLayout } from './step-layout.js';
import { cancelStep } from '../memberships/index.js';
import { stepsView } from './views.js';

type Spec = Contract['resources']['steps'];
type Create = Body<Spec['create']>;
type Update = Body<Spec['update']>;
type Step = StepRow;
type Group = StepGroupRow;

const TIMING = [
  'automated',
  'due_immediately',
  'send_type',
  'time_of_day',
  'timezone_mode',
  'delay_time',
  'allow_send_on_weekends',
] as const;
// More than any day holds: a new step stands at the end until its layout is written.
const NEW_STEP_NUMBER = 1_000_000;

/** Adds a step in a group of its own: at the day's end, or before the step that has its number. @throws AppError invalid, forbidden */
async function createStep(command: Command, body: Create): Promise<number> {
  const { tx, principal, now } = command;
  await editableCadence(command, body.cadence_id).catch((error: unknown) => {
    throw error instanceof AppError && error.kind === 'not_found'
      ? invalid('cadence_id', 'could not be found')
      : error;
  });
  await lockLayout(command, body.cadence_id);
  const layout = await readLayout(command, body.cadence_id);
  const day = body.day ?? Math.max(1, ...layout.map((step) => step.day));
  await checkTiming(command, [body.type], timingOf(body));
  const group = await tx
    .insertInto('step_groups')
    .values({
      ...timingOf(body),
      team_id: principal.teamId,
      cadence_id: body.cadence_id,
      day,
      position: layout.length,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const content = {
    ...(await contentOf(command, body.type, body.cadence_id, undefined, body)),
    ...ruleColumnsOf(body.type, body),
  };
  const { id } = await tx
    .insertInto('steps')
    .values({
      ...content,
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      cadence_id: body.cadence_id,
      step_group_id: group.id,
      day,
      step_number: NEW_STEP_NUMBER,
      type: body.type,
      name: body.name ?? null,
      disabled: body.disabled ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const placed = arrange(layout, {
    id,
    groupId: group.id,
    spareGroupId: undefined,
    day,
    number: body.step_number == null ? undefined : numberInDay(layout, undefined, day, body.step_number),
  });
  await writeLayout(command, body.cadence_id, layout, placed ?? [], id);
  await checkThreads(command, body.cadence_id);
  if (body.condition != null) await checkCondition(command, body.cadence_id, id, body.condition);
  await append({ tx, principal, now }, 'step_created', id);
  return id;
}

/**
 * Changes what the body names; timing belongs to the step's group. People already on the cadence keep their open
 * actions; those of a step that is disabled are taken back, and the people go on. @throws AppError not_found, forbidden, invalid
 */
async function updateStep(command: Command, id: number, body: Update): Promise<void> {
  const { tx, principal, now } = command;
  const step = await lockStep(command, id, body.disabled === true);
  await updateTiming(command, step, body);
  const content = {
    ...(await contentOf(command, step.type, step.cadence_id, step, body)),
    ...ruleColumnsOf(step.type, body),
  };
  await tx
    .updateTable('steps')
    .set({
      ...content,
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.disabled == null ? {} : { disabled: body.disabled }),
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  if (body.day != null || body.step_number != null) await moveStep(command, step, body);
  await checkThreads(command, step.cadence_id);
  if (body.condition != null) await checkCondition(command, step.cadence_id, id, body.condition);
  if (body.disabled && !step.disabled)
    await cancelStep(tx, principal.teamId, id, now, say('step_disabled', { how: 'disabled' }));
  await append({ tx, principal, now }, 'step_updated', id);
}

/** Soft deletion; may be repeated. The day's other steps move up; people at the step go on. @throws AppError not_found, forbidden */
async function deleteStep(command: Command, id: number): Promise<void> {
  const { tx, principal, now } = command;
  const known = await tx
    .selectFrom('steps')
    .select('deleted_at')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known?.deleted_at) return;
  const step = await lockStep(command, id, true);
  const layout = await readLayout(command, step.cadence_id);
  await appendDeleted({ tx, principal, now }, 'step_deleted', stepsView, id);
  await tx
    .updateTable('steps')
    .set({ deleted_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await writeLayout(command, step.cadence_id, layout, close(layout.filter((each) => each.id !== id)), id);
  await cancelStep(tx, principal.teamId, id, now, say('step_disabled', { how: 'deleted' }));
}

/** `alone`: against whoever opens an action for it (openableSteps). */
async function lockStep(command: Command, id: number, alone = false): Promise<Step> {
  const { tx, principal } = command;
  const base = tx
    .selectFrom('steps')
    .select(STEP_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null);
  const found = await base.executeTakeFirst();
  if (!found) throw notFound();
  await editableCadence(command, found.cadence_id, alone);
  await lockLayout(command, found.cadence_id);
  const step = await base.executeTakeFirst();
  if (!step) throw notFound();
  return step;
}

async function moveStep(command: Command, step: Step, body: Update): Promise<void> {
  const { tx } = command;
  const layout = await readLayout(command, step.cadence_id);
  const day = body.day ?? step.day;
  const target = {
    id: step.id,
    groupId: step.step_group_id,
    day,
    number:
      body.step_number == null
        ? day === step.day
          ? step.step_number
          : undefined
        : numberInDay(layout, step.id, day, body.step_number),
  };
  let placed = arrange(layout, { ...target, spareGroupId: undefined });
  if (!placed) {
    const { id: _id, ...group } = await groupOf(command, step.step_group_id);
    // reference_id names one group of an import only.
    const spare = await tx
      .insertInto('step_groups')
      .values({ ...group, reference_id: null, day })
      .returning('id')
      .executeTakeFirstOrThrow();
    placed = arrange(layout, { ...target, spareGroupId: spare.id });
  }
  await writeLayout(command, step.cadence_id, layout, placed ?? layout, step.id);
}

type Timing = Partial<Pick<Group, (typeof TIMING)[number]>>;

/** The timing a body names, as columns of the group. */
function timingOf(body: Update): Timing {
  const named = TIMING.filter((key) => body[key] !== undefined).map((key) => [
    key,
    typeof body[key] === 'boolean' || !isFlag(key) ? body[key] : false,
  ]);
  return Object.fromEntries(named) as Timing;
}
const isFlag = (key: string) =>
  key === 'automated' || key === 'due_immediately' || key === 'allow_send_on_weekends';

async function updateTiming(command: Command, step: Step, body: Update): Promise<void> {
  const timing = timingOf(body);
  if (Object.keys(timing).length === 0) return;
  const { tx, principal } = command;
  const mates = await tx
    .selectFrom('steps')
    .select('type')
    .where('team_id', '=', principal.teamId)
    .where('step_group_id', '=', step.step_group_id)
    .where('deleted_at', 'is', null)
    .execute();
  const group = await groupOf(command, step.step_group_id);
  await checkTiming(
    command,
    mates.map((mate) => mate.type),
    { ...group, ...timing },
  );
  await tx
    .updateTable('step_groups')
    .set(timing)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', group.id)
    .execute();
}

async function groupOf({ tx, principal }: Command, id: number): Promise<Group> {
  return tx
    .selectFrom('step_groups')
    .select(STEP_GROUP_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** What is wrong with a group's timing, by field (docs/wire.md section 8). */
export function timingProblems(types: readonly string[], timing: Timing): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  if (timing.automated && types.some((type) => type !== 'email'))
    problems['automated'] = ['can be true only when every step is an e-mail'];
  if (timing.send_type === 'at_time') {
    if (timing.time_of_day == null) problems['time_of_day'] = ['is required when send_type is at_time'];
    if (timing.timezone_mode == null) problems['timezone_mode'] = ['is required when send_type is at_time'];
  }
  if (timing.send_type === 'after_time_delay' && timing.delay_time == null)
    problems['delay_time'] = ['is required when send_type is after_time_delay'];
  return problems;
}

async function checkTiming(command: Command, types: readonly string[], timing: Timing): Promise<void> {
  const problems = timingProblems(types, timing);
  if (timing.automated && !(await automationAllowed(command)))
    (problems['automated'] ??= []).push("is switched off in the team's settings");
  if (Object.keys(problems).length > 0) throw invalidFields(problems);
}

/** False where the team has switched automated e-mail steps off. */
export async function automationAllowed({ tx, principal }: Command): Promise<boolean> {
  const team = await tx
    .selectFrom('teams')
    .select('allow_automated_email_steps')
    .where('id', '=', principal.teamId)
    .executeTakeFirstOrThrow();
  return team.allow_automated_email_steps;
}

/** A thread goes on from an earlier group, wherever steps were moved to. @throws AppError invalid */
export async function checkThreads({ tx, principal }: Command, cadenceId: number): Promise<void> {
  const wrong = await tx
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .innerJoin('step_groups as p', (join) =>
      join.onRef('p.team_id', '=', 's.team_id').onRef('p.id', '=', 's.previous_email_step_group_id'),
    )
    .select('s.id')
    .where('s.team_id', '=', principal.teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('s.deleted_at', 'is', null)
    .where((eb) => eb(eb.refTuple('p.day', 'p.position'), '>=', eb.refTuple('g.day', 'g.position')))
    .executeTakeFirst();
  if (wrong)
    throw invalid('previous_email_step_id', 'must be an earlier step than the one that continues its thread');
}

/** The steps resource. */
export const steps = { view: stepsView, create: createStep, update: updateStep, remove: deleteStep };
