import { type AdminDeps, teamOf } from '../admin-options.js';
import { adminOptions } from '../command-options.js';
import { type Demo, demoOf, findDemo } from '../domain/sandbox/index.js';
import { openFiles } from '../file-parts.js';
import { createDemo } from './create.js';
import { beginRemoval, removePart } from './remove.js';

/** What the commands print: moments are ISO 8601. */
function printed({ teamId, name, homeTeamId, state }: Demo): object {
  const { step, steps, ended, removing } = state;
  return {
    ...{ team_id: teamId, name, of_team_id: homeTeamId },
    state: removing ? 'removing' : ended === null ? 'filling' : 'ready',
    ...{ step, steps, ready_at: ended },
  };
}

const NONE = { team_id: null, state: 'none' };

/** `admin demo create`: the team at once; a running server fills it, or the next one that is started. */
export async function demoCreate(args: string[], { database, clock }: AdminDeps): Promise<object> {
  const { team } = adminOptions('demo create', args);
  const of = await teamOf(database.kysely, team);
  return printed(await createDemo(database.kysely, of, clock.now()));
}

/** `admin demo status`: how far it is. */
export async function demoStatus(args: string[], { database }: AdminDeps): Promise<object> {
  const { team } = adminOptions('demo status', args);
  const demo = await findDemo(database.kysely, await teamOf(database.kysely, team));
  return demo ? printed(demo) : NONE;
}

/** `admin demo remove`: all of it, in parts; broken off, a running server goes on, or the next call. */
export async function demoRemove(args: string[], { database, config, clock }: AdminDeps): Promise<object> {
  const { team } = adminOptions('demo remove', args);
  const demo = await findDemo(database.kysely, await teamOf(database.kysely, team));
  if (!demo) return { ...NONE, removed: false };
  await beginRemoval(database, demo);
  const store = openFiles(config, clock);
  for (let gone = false; !gone; ) {
    gone = await removePart(database, store, demo, clock.now());
    // A server beside this one may have been faster.
    gone ||= (await demoOf(database.kysely, demo.teamId)) === undefined;
  }
  return { team_id: demo.teamId, state: 'none', removed: true };
}
