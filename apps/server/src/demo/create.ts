import type { Db } from '../db/connect.js';
import { writeAcrossTeams } from '../db/write.js';
import { ADMIN_ROLE, createTeam, createUser } from '../domain/identity/index.js';
import { type Demo, findDemo, makeChosenSandbox, nameDemo } from '../domain/sandbox/index.js';
import { BootError } from '../kernel/boot-error.js';
import { beginningOf, DEMO_SIZE, type DemoSize, planOf } from './plan.js';

const NAME = 'Demo: Brightwater';
/** Of the delivered messages. */
const REACTIONS = {
  seed: 'brightwater',
  reply_rate: 0.13,
  auto_reply_rate: 0.05,
  bounce_rate: 0.02,
  open_rate: 0.38,
  click_rate: 0.06,
  opt_out_rate: 0.012,
};

/**
 * The demo of a team: an empty sandbox whose clock stands weeks ago, and a user of its own who stands for the team's
 * admins. What it is filled with comes by the loop (loop.ts). One that is there stays. @throws BootError without an admin
 */
export async function createDemo(
  db: Db,
  homeTeamId: number,
  wall: Date,
  { days, people }: DemoSize = DEMO_SIZE,
): Promise<Demo> {
  return writeAcrossTeams(db, async (tx) => {
    // Two may ask at once.
    await tx.selectFrom('teams').select('id').where('id', '=', homeTeamId).forNoKeyUpdate().execute();
    const earlier = await findDemo(tx, homeTeamId);
    if (earlier?.state.removing) throw new BootError('The demo is being removed: wait for its end.');
    if (earlier) return earlier;
    const admin = await tx
      .selectFrom('users')
      .select(['first_name', 'last_name', 'time_zone'])
      .where('team_id', '=', homeTeamId)
      .where('role_id', '=', ADMIN_ROLE)
      .where('active', '=', true)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!admin) throw new BootError(`Team ${homeTeamId} has no admin yet.`);
    const zone = admin.time_zone;
    const from = beginningOf(wall, zone, days);
    const { id } = await createTeam(tx, { name: NAME, offsetMs: from.getTime() - wall.getTime() }, from);
    await makeChosenSandbox(tx, id, from, REACTIONS);
    const names = { firstName: admin.first_name, lastName: admin.last_name };
    // Without a password nobody signs in as this user: admins come in by their own session (decision 100).
    const user = await createUser(
      tx,
      id,
      { email: demoAddress('you', id), role: 'admin', timeZone: zone, ...names },
      from,
    );
    const state = {
      from: from.toISOString(),
      until: wall.toISOString(),
      people,
      step: 0,
      steps: planOf({ from, until: wall, zone, people }).length,
      ended: null,
      removing: false,
    };
    await nameDemo(tx, id, { of: homeTeamId, userId: user.id, state });
    return { teamId: id, name: NAME, homeTeamId, userId: user.id, state };
  });
}

/** An address of the demo's own company. Addresses of users are told apart in the whole installation: the team is in it. */
export const demoAddress = (name: string, teamId: number): string =>
  `${name}@brightwater-${teamId}.example`.toLowerCase();
