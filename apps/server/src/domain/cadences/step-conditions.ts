import type { Body, Contract, StepCondition } from '@cadenza/contract';
import type { Updateable } from 'kysely';
import type { StepsTable } from '../../db/schema.js';
import { invalid, invalidFields } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { isFieldPath } from '../emails/field-rules.js';
import { byPosition, type Place } from '../memberships/membership-rules.js';

type Update = Body<Contract['resources']['steps']['update']>;
type Columns = Pick<Updateable<StepsTable>, 'condition' | 'missing_fields' | 'field_defaults'>;

/** Branch and missing-field settings of a body, as columns. @throws AppError invalid where they do not belong */
export function ruleColumnsOf(type: string, body: Update): Columns {
  for (const field of ['missing_fields', 'field_defaults'] as const)
    if (body[field] != null && type !== 'email')
      throw invalid(field, `does not belong to a step of type ${type}`);
  return {
    ...(body.condition === undefined
      ? {}
      : { condition: body.condition === null ? null : JSON.stringify(body.condition) }),
    ...(body.missing_fields === undefined ? {} : { missing_fields: body.missing_fields ?? 'hold' }),
    ...(body.field_defaults === undefined
      ? {}
      : { field_defaults: JSON.stringify(body.field_defaults ?? {}) }),
  };
}

interface PlacedStep extends Place {
  stepId: number;
  type: string;
}

/**
 * What a condition names must be there: an e-mail step before this one, a step behind it to go to, a field.
 * @throws AppError invalid on condition
 */
export async function checkCondition(
  { tx, principal }: Command,
  cadenceId: number,
  stepId: number,
  condition: StepCondition,
): Promise<void> {
  const steps: PlacedStep[] = await tx
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .select(['s.id as stepId', 's.type', 'g.id', 'g.day', 'g.position'])
    .where('s.team_id', '=', principal.teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('s.deleted_at', 'is', null)
    .execute();
  const problems = conditionProblems(condition, steps, stepId);
  if (problems.length > 0) throw invalidFields({ condition: problems });
}

/** What is wrong with a condition of the step, beyond its schema. Pure. */
export function conditionProblems(
  condition: StepCondition,
  steps: readonly PlacedStep[],
  stepId: number,
): string[] {
  const here = steps.find((step) => step.stepId === stepId);
  const problems: string[] = [];
  if (condition.if === 'field') {
    if (!isFieldPath(condition.field)) problems.push('field is not a field of a person or an account');
    const list = Array.isArray(condition.value);
    if (condition.op !== 'present' && (condition.value == null || condition.value.length === 0))
      problems.push(`value is required for ${condition.op}`);
    if (list && condition.op !== 'one_of') problems.push('value may be a list for one_of only');
  } else if (condition.step_id != null) {
    const earlier = steps.find((step) => step.stepId === condition.step_id);
    if (earlier?.type !== 'email') problems.push('step_id is not an e-mail step of this cadence');
    else if (here && byPosition(earlier, here) >= 0) problems.push('step_id must be an earlier step');
  }
  if (condition.else !== 'goto') {
    if (condition.goto_step_id != null) problems.push('goto_step_id belongs to else goto only');
    return problems;
  }
  const target = steps.find((step) => step.stepId === condition.goto_step_id);
  if (!target) problems.push('goto_step_id is not a step of this cadence');
  else if (here && byPosition(target, here) <= 0) problems.push('goto_step_id must be a later step');
  return problems;
}
