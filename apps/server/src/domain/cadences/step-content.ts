import type { Body, Contract } from '@cadenza/contract';
import { type StepRow } from '../../db/columns.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { seesSharedOrOwn } from '../visibility.js';

type Update = Body<Contract['resources']['steps']['update']>;
type Step = StepRow;

type Content = Partial<
  Pick<
    Step,
    | 'email_template_id'
    | 'previous_email_step_group_id'
    | 'call_instruction_id'
    | 'instructions'
    | 'integration_id'
    | 'integration_step_type_guid'
  >
>;

/** The columns that say what a step is about. @throws AppError invalid for fields that belong to another type */
export async function contentOf(
  command: Command,
  type: string,
  cadenceId: number,
  step: Step | undefined,
  body: Update,
): Promise<Content> {
  const allowed: Record<string, string[]> = {
    email: ['email_template_id', 'previous_email_step_id'],
    integration: ['instructions', 'integration_id', 'integration_step_type_guid'],
  };
  const own = allowed[type] ?? ['instructions'];
  for (const field of [
    'instructions',
    'email_template_id',
    'previous_email_step_id',
    'integration_id',
    'integration_step_type_guid',
  ] as const) {
    if (body[field] != null && !own.includes(field))
      throw invalid(field, `does not belong to a step of type ${type}`);
  }
  if (type === 'email') return emailContent(command, cadenceId, body);
  if (type === 'phone') return phoneContent(command, step, body);
  const { instructions, integration_id: integrationId, integration_step_type_guid: guid } = body;
  return {
    ...(instructions === undefined ? {} : { instructions }),
    ...(integrationId === undefined ? {} : { integration_id: integrationId }),
    ...(guid === undefined ? {} : { integration_step_type_guid: guid }),
  };
}

async function emailContent(command: Command, cadenceId: number, body: Update): Promise<Content> {
  const { tx, principal } = command;
  const content: Content = {};
  if (body.email_template_id !== undefined) {
    content.email_template_id = body.email_template_id;
    if (body.email_template_id !== null) await usableTemplate(command, cadenceId, body.email_template_id);
  }
  if (body.previous_email_step_id === null) content.previous_email_step_group_id = null;
  else if (body.previous_email_step_id !== undefined) {
    const previous = await tx
      .selectFrom('steps')
      .select(['step_group_id', 'type'])
      .where('team_id', '=', principal.teamId)
      .where('cadence_id', '=', cadenceId)
      .where('id', '=', body.previous_email_step_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (previous?.type !== 'email')
      throw invalid('previous_email_step_id', 'is not an e-mail step of this cadence');
    content.previous_email_step_group_id = previous.step_group_id;
  }
  return content;
}

/** A template the caller may have a step send: their own, a shared one, or the cadence's. @throws AppError invalid */
export async function usableTemplate(
  { tx, principal }: Command,
  cadenceId: number,
  id: number,
): Promise<void> {
  const template = await tx
    .selectFrom('email_templates')
    .select(['owner_id', 'shared', 'cadence_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  const usable = template && (seesSharedOrOwn(principal, template) || template.cadence_id === cadenceId);
  if (!usable) throw invalid('email_template_id', 'could not be found');
}

async function phoneContent(
  { tx, principal, now }: Command,
  step: Step | undefined,
  body: Update,
): Promise<Content> {
  if (step?.call_instruction_id != null) {
    if (body.instructions === undefined) return {};
    await tx
      .updateTable('call_instructions')
      .set({ instructions: body.instructions, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', step.call_instruction_id)
      .execute();
    return {};
  }
  const row = await tx
    .insertInto('call_instructions')
    .values({
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      instructions: body.instructions ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { call_instruction_id: row.id };
}
