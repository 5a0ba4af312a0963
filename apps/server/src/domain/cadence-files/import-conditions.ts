import { type Body, type Contract, StepCondition } from '@cadenza/contract';
import { conditionProblems } from '../cadences/index.js';

type StepGroup = Body<Contract['operations']['cadence_imports']>['cadence_content']['step_groups'][number];
type ImportCondition = NonNullable<StepGroup['steps'][number]['condition']>;
type Place = NonNullable<ImportCondition['step']>;

/** Groups in walking order: by day, then as listed. */
export function walkedOrder(groups: readonly StepGroup[]): { group: StepGroup; position: number }[] {
  return groups
    .map((group, position) => ({ group, position }))
    .toSorted((a, b) => a.group.day - b.group.day || a.position - b.position);
}

/** Key of a step by its place in the cadence. */
export function placeKey({ day, number }: Place): string {
  return `${day}.${number}`;
}

/** A condition of a file as one of the table: places become ids. Problems in words. */
export function conditionOf(
  { step, goto_step: target, ...rest }: ImportCondition,
  ids: ReadonlyMap<string, number>,
): StepCondition | string {
  const places = [
    ['step', step],
    ['goto_step', target],
  ] as const;
  for (const [name, place] of places)
    if (place != null && !ids.has(placeKey(place)))
      return `${name} names no step: there is no step ${place.number} on day ${place.day}`;
  const parsed = StepCondition.safeParse({
    ...rest,
    ...(step == null ? {} : { step_id: ids.get(placeKey(step)) }),
    ...(target == null ? {} : { goto_step_id: ids.get(placeKey(target)) }),
  });
  return parsed.success ? parsed.data : 'is not a condition';
}

/** What is wrong with the conditions of an import, each with its path. Pure: the steps are numbered as they will be. */
export function importConditionProblems(groups: readonly StepGroup[]): string[] {
  const ids = new Map<string, number>();
  const placed: { stepId: number; type: string; id: number; day: number; position: number }[] = [];
  const asked: { path: string; stepId: number; condition: ImportCondition }[] = [];
  const numbers = new Map<number, number>();
  for (const { group, position } of walkedOrder(groups)) {
    for (const [index, step] of group.steps.entries()) {
      const number = (numbers.get(group.day) ?? 0) + 1;
      numbers.set(group.day, number);
      const stepId = placed.length + 1;
      ids.set(placeKey({ day: group.day, number }), stepId);
      placed.push({ stepId, type: step.type.toLowerCase(), id: position, day: group.day, position });
      if (step.condition != null)
        asked.push({
          path: `step_groups.${position}.steps.${index}.condition`,
          stepId,
          condition: step.condition,
        });
    }
  }
  return asked.flatMap(({ path, stepId, condition }) => {
    const read = conditionOf(condition, ids);
    const problems = typeof read === 'string' ? [read] : conditionProblems(read, placed, stepId);
    return problems.map(
      (problem) => `${path} ${problem.replace('_step_id', '_step').replace('step_id', 'step')}`,
    );
  });
}
