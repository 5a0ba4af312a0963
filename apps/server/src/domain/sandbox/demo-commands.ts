import type { Db, Tx } from '../../db/connect.js';
import { AppError } from '../../kernel/errors.js';
import { closeTeam, deleteDemoTeam, markDemo, noteDemo } from '../team/team-rows.js';

/** teams.demo: moments are ISO 8601. */
export interface DemoState {
  /** When the team's history begins, and the end that its making heads for. */
  readonly from: string;
  readonly until: string;
  /** How many people come. */
  readonly people: number;
  /** Steps that are done, of so many. */
  readonly step: number;
  readonly steps: number;
  /** What is being made now, in words. Absent: made by an earlier version, or not begun. */
  readonly doing?: string;
  readonly ended: string | null;
  /** It is being taken away: nothing more is made. */
  readonly removing: boolean;
}

/** A team that shows another one's admins what a busy team looks like (decision 100). */
export interface Demo {
  readonly teamId: number;
  readonly name: string;
  readonly homeTeamId: number;
  /** The user who stands for the admins of the other team. */
  readonly userId: number;
  readonly state: DemoState;
}

const demos = (db: Db) =>
  db
    .selectFrom('teams')
    .select(['id', 'name', 'demo_of', 'demo_user_id', 'demo'])
    .where('demo_of', 'is not', null);

type Row = Awaited<ReturnType<ReturnType<typeof demos>['executeTakeFirstOrThrow']>>;

const shaped = (row: Row): Demo => ({
  teamId: row.id,
  name: row.name,
  homeTeamId: row.demo_of as number,
  userId: row.demo_user_id as number,
  state: row.demo as DemoState,
});

/** All demos of this installation. */
export async function listDemos(db: Db): Promise<Demo[]> {
  return (await demos(db).orderBy('id').execute()).map(shaped);
}

/** The demo of a team. */
export async function findDemo(db: Db, homeTeamId: number): Promise<Demo | undefined> {
  const row = await demos(db).where('demo_of', '=', homeTeamId).orderBy('id').executeTakeFirst();
  return row && shaped(row);
}

/** The team itself, when it is one. */
export async function demoOf(db: Db, teamId: number): Promise<Demo | undefined> {
  const row = await demos(db).where('id', '=', teamId).executeTakeFirst();
  return row && shaped(row);
}

export const nameDemo = (
  tx: Tx,
  teamId: number,
  demo: { of: number; userId: number; state: DemoState },
): Promise<void> => markDemo(tx, teamId, demo);

/** What of its state is another one now. */
export const noteDemoState = (tx: Tx, teamId: number, change: Partial<DemoState>): Promise<void> =>
  noteDemo(tx, teamId, change);

/** It is to be taken away: nothing more is made, and nobody comes in. */
export async function closeDemo(tx: Tx, teamId: number): Promise<void> {
  await closeTeam(tx, teamId);
  await noteDemo(tx, teamId, { removing: true });
}

/** The team itself, when nothing else of it is left. */
export const forgetDemo = (db: Db, teamId: number): Promise<void> => deleteDemoTeam(db, teamId);

/** Its people are made up, and stay so. @throws AppError conflict when the team is a demo */
export async function refuseDemo(db: Db, teamId: number, what: string): Promise<void> {
  if (await demoOf(db, teamId))
    throw new AppError('conflict', `This is the demo: ${what}. Do it in your own team`);
}
