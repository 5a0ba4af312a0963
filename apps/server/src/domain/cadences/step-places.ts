import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { STEP_GROUP_COLUMNS } from '../../db/columns.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { requireVersion } from '../versions.js';
import { editableCadence } from './cadences.js';
import { lockLayout, readLayout, writeLayout } from './step-layout.js';
import { placeAll } from './step-places-rules.js';
import { checkThreads } from './steps.js';

/** Faults that one answer tells. */
const TOLD = 20;

export interface StepPlace {
  readonly id: number;
  readonly day: number;
  readonly step_number: number;
}

/**
 * Places all steps of a cadence at once: every living one, each once. `known`: the newest updated_at of the steps that the
 * caller read. @throws AppError not_found, forbidden, invalid, precondition_failed
 */
export async function placeSteps(
  command: Command,
  cadenceId: number,
  { steps: wanted }: Body<Contract['operations']['step_places']>,
  known: string | undefined,
): Promise<StepPlace[]> {
  await editableCadence(command, cadenceId);
  await lockLayout(command, cadenceId);
  if (known !== undefined) requireVersion(known, await newestOf(command, cadenceId));
  const layout = await readLayout(command, cadenceId);
  requireAll(
    layout.map(({ id }) => id),
    wanted.map(({ id }) => id),
  );
  const { placed, partings } = placeAll(layout, wanted);
  const made: number[] = [];
  for (const { from, steps } of partings) {
    const day = placed.find(({ id }) => id === steps[0])?.day ?? 1;
    made.push(await copyGroup(command, from, day));
  }
  const settled = placed.map((step) =>
    step.groupId < 0 ? { ...step, groupId: made[-step.groupId - 1] ?? step.groupId } : step,
  );
  await writeLayout(command, cadenceId, layout, settled, 0);
  await checkThreads(command, cadenceId);
  return settled.map(({ id, day }, index) => ({ id, day, step_number: index + 1 }));
}

/** @throws AppError invalid where a step is missing, named twice, or of another cadence */
function requireAll(living: readonly number[], wanted: readonly number[]): void {
  const named = new Set(wanted);
  const missing = living.filter((id) => !named.has(id)).map((id) => `lacks ${id}`);
  const there = new Set(living);
  const strange = [...named].filter((id) => !there.has(id)).map((id) => `${id} is no step of the cadence`);
  const twice = named.size < wanted.length ? ['names a step twice'] : [];
  const problems = [...missing, ...strange, ...twice];
  if (problems.length > 0) throw invalid('steps', ...problems.slice(0, TOLD));
}

async function newestOf({ tx, principal }: Command, cadenceId: number): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    SELECT wire_time(max(updated_at), ${principal.timeZone}) AS at FROM steps
    WHERE team_id = ${principal.teamId} AND cadence_id = ${cadenceId} AND deleted_at IS NULL`.execute(tx);
  return rows[0]?.at ?? null;
}

/** A group with the same timing. @returns its id */
async function copyGroup({ tx, principal }: Command, from: number, day: number): Promise<number> {
  const { id: _id, ...group } = await tx
    .selectFrom('step_groups')
    .select(STEP_GROUP_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  // reference_id names one group of an import only.
  const { id } = await tx
    .insertInto('step_groups')
    .values({ ...group, reference_id: null, day })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
