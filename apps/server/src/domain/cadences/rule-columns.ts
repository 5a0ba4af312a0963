import type { Body, Contract } from '@cadenza/contract';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import type { CadenceColumns } from './cadences.js';

type Update = Body<Contract['resources']['cadences']['update']>;

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

/** A cadence that moves people to a stage on which they leave it would lose everyone at once. @throws AppError invalid */
export function checkRules(columns: CadenceColumns): void {
  const { added_stage_id: added, exit_stage_ids: exits } = columns;
  if (added != null && exits?.includes(added))
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
    .where('id', 'in', wanted)
    .where('deleted_at', 'is', null)
    .execute();
  if (found.length < wanted.length) throw invalid(field, 'could not be found');
  return wanted;
}
