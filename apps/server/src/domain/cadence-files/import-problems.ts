import type { Body, Contract } from '@cadenza/contract';
import { importConditionProblems, walkedOrder } from './import-conditions.js';
import { isTemplatePath, liquidProblem, namedPaths, placed } from '../emails/index.js';

type StepGroup = Body<Contract['operations']['cadence_imports']>['cadence_content']['step_groups'][number];

/** What is wrong with the step groups of an import beyond their schema (docs/wire.md section 8), each with its path. Pure. */
export function contentProblems(groups: readonly StepGroup[], automationAllowed: boolean): string[] {
  return [
    ...groups.flatMap((group, index) =>
      [...timingProblems(group, automationAllowed), ...templateProblems(group)].map(
        (problem) => `step_groups.${index}.${problem}`,
      ),
    ),
    ...threadProblems(groups),
    ...importConditionProblems(groups),
  ];
}

function timingProblems(group: StepGroup, automationAllowed: boolean): string[] {
  const problems: string[] = [];
  const timing = group.automated_settings;
  if (group.automated && timing != null && timing.send_type == null)
    problems.push('automated_settings.send_type is required when automated is true');
  if (group.automated && !automationAllowed)
    problems.push("automated is switched off in the team's settings");
  if (group.automated && !group.steps.every((step) => step.type === 'Email'))
    problems.push('automated can be true only when every step is an Email');
  if (timing?.send_type === 'at_time') {
    if (timing.time_of_day == null)
      problems.push('automated_settings.time_of_day is required when send_type is at_time');
    if (timing.timezone_mode == null)
      problems.push('automated_settings.timezone_mode is required when send_type is at_time');
  }
  if (timing?.send_type === 'after_time_delay' && timing.delay_time == null)
    problems.push('automated_settings.delay_time is required when send_type is after_time_delay');
  return problems;
}

function templateProblems(group: StepGroup): string[] {
  return group.steps.flatMap((step, index) => {
    if (step.type !== 'Email') return [];
    const { email_template: own, variants } = step.type_settings;
    const templates = [
      ['email_template', own] as const,
      ...(variants ?? []).map(
        (variant, number) => [`variants.${number}.email_template`, variant.email_template] as const,
      ),
    ];
    return templates.flatMap(([path, template]) =>
      (['subject', 'body'] as const).flatMap((field) => {
        const place = `steps.${index}.type_settings.${path}.${field}`;
        const problem = liquidProblem(template[field] ?? '');
        if (problem !== undefined) return [`${place} is not valid Liquid: ${placed(problem)}`];
        const unknown = namedPaths(template[field] ?? '').filter((name) => !isTemplatePath(name));
        // Clients look for these words.
        const tags = [...new Set(unknown)].slice(0, 20).map((name) => `{{${name}}}`);
        return tags.length === 0 ? [] : [`${place} contains invalid dynamic tags ${tags.join(', ')}`];
      }),
    );
  });
}

/** reference_id names one group, and a thread goes on from an e-mail of an earlier one. */
function threadProblems(groups: readonly StepGroup[]): string[] {
  const problems: string[] = [];
  const earlier = new Set<string>();
  const taken = new Set<string>();
  for (const { group, position: index } of walkedOrder(groups)) {
    for (const [number, step] of group.steps.entries()) {
      const previous =
        step.type === 'Email' ? step.type_settings.previous_email_step_group_reference_id : undefined;
      if (previous != null && !earlier.has(String(previous))) {
        problems.push(
          `step_groups.${index}.steps.${number}.type_settings.previous_email_step_group_reference_id must be the reference_id of an earlier group with an Email`,
        );
      }
    }
    if (group.reference_id == null) continue;
    const reference = String(group.reference_id);
    if (taken.has(reference)) problems.push(`step_groups.${index}.reference_id is used by another group`);
    taken.add(reference);
    if (group.steps.some((step) => step.type === 'Email')) earlier.add(reference);
  }
  return problems;
}
