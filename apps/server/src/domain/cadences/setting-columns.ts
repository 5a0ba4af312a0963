import type { Body, Contract } from '@cadenza/contract';
import type { Updateable } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { CadencesTable } from '../../db/schema.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';

type Update = Body<Contract['resources']['cadences']['update']>;
type ImportRules = NonNullable<
  NonNullable<Body<Contract['operations']['cadence_imports']>['settings']>['rules']
>;

/** Columns a command sets; `undefined` leaves alone. */
export type CadenceColumns = Omit<Updateable<CadencesTable>, 'team_id' | 'id'>;

/** Entry and exit rules, daily limits and tracking of a body, as columns; null is the default of what has one. @throws AppError invalid */
export async function ruleColumns(command: Command, body: Update): Promise<CadenceColumns> {
  return {
    entry_once: orDefault(body.entry_once, false),
    entry_exclusive: orDefault(body.entry_exclusive, false),
    entry_quiet_days: body.entry_quiet_days,
    entry_blocked_stage_ids: await stageIds(command, 'entry_blocked_stage_ids', body.entry_blocked_stage_ids),
    exit_on_opt_out: orDefault(body.exit_on_opt_out, true),
    exit_on_success: orDefault(body.exit_on_success, true),
    exit_stage_ids: await stageIds(command, 'exit_stage_ids', body.exit_stage_ids),
    exit_account_on_reply: orDefault(body.exit_account_on_reply, false),
    new_people_per_day: body.new_people_per_day,
    new_people_per_user_per_day: body.new_people_per_user_per_day,
    open_tracking: body.open_tracking,
    click_tracking: body.click_tracking,
  };
}

/** A cadence that moves people to a stage on which they leave it would lose everyone at once. */
export function losesEveryone({ added_stage_id: added, exit_stage_ids: exits }: CadenceColumns): boolean {
  return added != null && exits?.includes(added) === true;
}

/** @throws AppError invalid */
export function checkRules(columns: CadenceColumns): void {
  if (losesEveryone(columns))
    throw invalid('exit_stage_ids', 'must not have the stage that people are moved to when they are added');
}

const orDefault = <T>(value: T | null | undefined, fallback: T): T | undefined =>
  value === null ? fallback : value;

async function stageIds(
  { tx, principal }: Command,
  field: string,
  ids: readonly number[] | null | undefined,
): Promise<number[] | undefined> {
  if (ids === undefined) return undefined;
  const wanted = [...new Set(ids ?? [])];
  if (wanted.length === 0) return [];
  const found = await tx
    .selectFrom('person_stages')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', anyOf(wanted))
    .where('deleted_at', 'is', null)
    .execute();
  if (found.length < wanted.length) throw invalid(field, 'could not be found');
  return wanted;
}

/** The rules of an import as columns: stages by name; what is absent keeps its default. */
export async function importedRules(
  command: Command,
  { entry_blocked_stages: blocked, exit_stages: exits, ...rules }: ImportRules,
  problem: (field: string, message: string) => void,
): Promise<CadenceColumns> {
  const columns: CadenceColumns = Object.fromEntries(
    Object.entries(rules).filter(([, value]) => value !== null && value !== undefined),
  );
  if (blocked != null) {
    const ids = await stagesNamed(command, blocked);
    if (ids) columns.entry_blocked_stage_ids = ids;
    else problem('settings', 'rules.entry_blocked_stages could not be found');
  }
  if (exits != null) {
    const ids = await stagesNamed(command, exits);
    if (ids) columns.exit_stage_ids = ids;
    else problem('settings', 'rules.exit_stages could not be found');
  }
  return columns;
}

/** The stages of these names, in any case; undefined when one is missing. */
async function stagesNamed(
  { tx, principal }: Command,
  names: readonly string[],
): Promise<number[] | undefined> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  if (wanted.size === 0) return [];
  const stages = await tx
    .selectFrom('person_stages')
    .select(['id', 'name'])
    .where('team_id', '=', principal.teamId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  const found = new Map(stages.map((stage) => [stage.name.toLowerCase(), stage.id]));
  const ids = [...wanted].map((name) => found.get(name));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
