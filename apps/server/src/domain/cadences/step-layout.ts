import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import type { Command } from '../command.js';

/** Where a living step stands. */
export interface PlacedStep {
  readonly id: number;
  readonly groupId: number;
  readonly day: number;
  /** Order of the step's group within the day. */
  readonly position: number;
  /** 1-based within the day. */
  readonly number: number;
}

/** Where a step is to stand: number within the day; undefined for its end. */
export interface Target {
  readonly id: number;
  /** The step's own group now; undefined for a step just made in a group of its own. */
  readonly groupId: number | undefined;
  /** Takes the step when it cannot stay among the others of its group. */
  readonly spareGroupId: number | undefined;
  readonly day: number;
  readonly number: number | undefined;
}

/**
 * Days, group order and numbers with the target in its new place. Steps of one group stay together: a place in the
 * middle of another group becomes the place behind it. Pure. @returns undefined when the target needs a spare group.
 */
export function arrange(steps: readonly PlacedStep[], target: Target): PlacedStep[] | undefined {
  const others = steps.filter((step) => step.id !== target.id);
  const today = others.filter((step) => step.day === target.day).toSorted(byPlace);
  const at = Math.min((target.number ?? today.length + 1) - 1, today.length);
  const mates = today.filter((step) => step.groupId === target.groupId);
  const first = today.findIndex((step) => step.groupId === target.groupId);
  const hadMates = others.some((step) => step.groupId === target.groupId);
  const stays = mates.length > 0 && at >= first && at <= first + mates.length;
  const groupId = stays || !hadMates ? (target.groupId ?? target.spareGroupId) : target.spareGroupId;
  if (groupId === undefined) return undefined;
  let index = at;
  while (!stays && index > 0 && index < today.length && today[index - 1]?.groupId === today[index]?.groupId)
    index += 1;
  const ordered = [
    ...today.slice(0, index),
    { id: target.id, groupId, day: target.day, position: 0, number: 0 },
    ...today.slice(index),
  ];
  const places = [...new Set(ordered.map((step) => step.groupId))];
  const placed = ordered.map((step, index) => ({
    ...step,
    position: places.indexOf(step.groupId),
    number: index + 1,
  }));
  return close([...placed, ...others.filter((step) => step.day !== target.day)]);
}

/**
 * Every day's steps numbered from 1 without gaps. Positions stay: whoever stands at a group that was emptied goes on
 * from its place. Pure.
 */
export function close(steps: readonly PlacedStep[]): PlacedStep[] {
  const seen = new Map<number, number>();
  return steps.toSorted(byPlace).map((step) => {
    const number = (seen.get(step.day) ?? 0) + 1;
    seen.set(step.day, number);
    return { ...step, number };
  });
}

const byPlace = (a: PlacedStep, b: PlacedStep): number =>
  a.day - b.day || a.position - b.position || a.number - b.number || a.id - b.id;

/** Serialises changes of one cadence's steps. Not the cadence's row: the engine holds people's rows when it takes that. */
export async function lockLayout({ tx, principal }: Command, cadenceId: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${principal.teamId} steps of ${cadenceId}`}, 0))`.execute(
    tx,
  );
}

/** The living steps of a cadence. */
export async function readLayout({ tx, principal }: Command, cadenceId: number): Promise<PlacedStep[]> {
  return tx
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .select(['s.id', 's.step_group_id as groupId', 's.day', 'g.position', 's.step_number as number'])
    .where('s.team_id', '=', principal.teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('s.deleted_at', 'is', null)
    .execute();
}

/** What others see of a step's place; its number through the cadence moves with steps of earlier days too. */
function placesOf(layout: readonly PlacedStep[]): Map<number, { multi: boolean; seen: string }> {
  const ordered = layout.toSorted((a, b) => a.day - b.day || a.number - b.number);
  return new Map(
    ordered.map((step, index) => {
      const multi = layout.some((other) => other.groupId === step.groupId && other.id !== step.id);
      return [step.id, { multi, seen: [step.day, step.number, index, step.groupId, multi].join(' ') }];
    }),
  );
}

/**
 * Writes a layout over the one that stood before; every step that others see elsewhere now gets an event, except `own`,
 * whose event the caller writes.
 */
export async function writeLayout(
  { tx, principal, now }: Command,
  cadenceId: number,
  before: readonly PlacedStep[],
  layout: readonly PlacedStep[],
  own: number,
): Promise<void> {
  const team = principal.teamId;
  const [old, places] = [placesOf(before), placesOf(layout)];
  const moved = layout.filter(({ id }) => old.get(id)?.seen !== places.get(id)?.seen).map(({ id }) => id);
  const json = JSON.stringify(
    layout.map((step) => ({
      ...step,
      multi: places.get(step.id)?.multi ?? false,
      moved: moved.includes(step.id),
    })),
  );
  const rows = sql`json_to_recordset(${json}::json) AS v(id bigint, "groupId" bigint, day integer, position integer, number integer, multi boolean, moved boolean)`;
  // Two passes: the unique index on day and number is checked row by row.
  await sql`UPDATE steps SET step_number = -step_number WHERE team_id = ${team} AND cadence_id = ${cadenceId} AND deleted_at IS NULL`.execute(
    tx,
  );
  await sql`
    UPDATE steps s SET day = v.day, step_number = v.number, step_group_id = v."groupId", multitouch_enabled = v.multi
    FROM ${rows} WHERE s.team_id = ${team} AND s.id = v.id`.execute(tx);
  await sql`UPDATE steps SET updated_at = ${now}::timestamptz WHERE team_id = ${team} AND id = ANY(${moved}::bigint[])`.execute(
    tx,
  );
  await sql`UPDATE step_groups g SET day = v.day, position = v.position FROM ${rows} WHERE g.team_id = ${team} AND g.id = v."groupId" AND (g.day, g.position) <> (v.day, v.position)`.execute(
    tx,
  );
  const others = moved.filter((id) => id !== own);
  await append({ tx, principal, now }, 'step_updated', others);
}

/**
 * A number through the whole cadence, as the wire has it, as one within its day: below the day's first it is the
 * first, past its last it goes to the end. `own`: the step that is to get it.
 */
export function numberInDay(
  layout: readonly PlacedStep[],
  own: number | undefined,
  day: number,
  through: number,
): number {
  const before = layout.filter((step) => step.day < day && step.id !== own).length;
  return Math.max(1, through - before);
}
