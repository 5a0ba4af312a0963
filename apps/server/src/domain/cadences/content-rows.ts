import type { Insertable, Updateable } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { CadencesTable, StepGroupsTable, StepsTable, StepVariantsTable } from '../../db/schema.js';
import type { Command } from '../command.js';

type Given<Table> = Omit<Insertable<Table>, 'team_id' | 'created_at' | 'updated_at'>;

/** What a file says of a cadence that was there. */
export async function fillCadence(
  { tx, principal, now }: Command,
  id: number,
  cadence: Updateable<CadencesTable>,
): Promise<void> {
  await tx
    .updateTable('cadences')
    .set({ ...cadence, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** A group of steps of one moment. @returns its id */
export async function insertStepGroup(
  tx: Tx,
  teamId: number,
  group: Omit<Insertable<StepGroupsTable>, 'team_id'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('step_groups')
    .values({ ...group, team_id: teamId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** @returns the steps' ids, in their order */
export async function insertSteps(
  { tx, principal, now }: Command,
  steps: readonly Given<StepsTable>[],
): Promise<number[]> {
  const ids: number[] = [];
  // Parts, because a statement takes 65,535 parameters at most.
  for (let start = 0; start < steps.length; start += 1000) {
    const part = steps.slice(start, start + 1000).map((step) => ({
      ...step,
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
    }));
    const inserted = await tx.insertInto('steps').values(part).returning('id').execute();
    ids.push(...inserted.map((row) => row.id));
  }
  return ids;
}

/** Where a step branches, as JSON. */
export async function setCondition(tx: Tx, teamId: number, id: number, condition: string): Promise<void> {
  await tx
    .updateTable('steps')
    .set({ condition })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** A version of a step's e-mail. */
export async function insertVariant(
  { tx, principal, now }: Command,
  variant: Given<StepVariantsTable>,
): Promise<void> {
  const stamps = { team_id: principal.teamId, created_at: now, updated_at: now };
  await tx
    .insertInto('step_variants')
    .values({ ...variant, ...stamps })
    .execute();
}

/** What to say in a call. @returns its id */
export async function insertCallInstruction(
  { tx, principal, now }: Command,
  instructions: string | null,
): Promise<number> {
  const { id } = await tx
    .insertInto('call_instructions')
    .values({ team_id: principal.teamId, created_at: now, updated_at: now, instructions })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
