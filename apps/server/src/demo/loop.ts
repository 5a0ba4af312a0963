import { connectBeside, type Database } from '../db/connect.js';
import { holdingLocks } from '../db/session-lock.js';
import { write } from '../db/write.js';
import {
  type Demo,
  demoOf,
  listDemos,
  noteDemoState,
  readSandboxTeam,
  resetClock,
} from '../domain/sandbox/index.js';
import type { SandboxTools } from '../http/context.js';
import type { Loop } from '../jobs/runner.js';
import { type Clock, teamNow } from '../kernel/clock.js';
import type { FileStore } from '../kernel/file-store.js';
import { actingAs, fill } from './make.js';
import { planOf, type Step, wordsOf } from './plan.js';
import { removePart } from './remove.js';
import { workDay } from './work.js';

const LOCK = 'demo';
/** How soon a demo that an operator's command asked for is begun. */
const REST_MS = 3_000;
const CONNECTIONS = 8;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
  /** What moves clocks, on a database of its own. */
  readonly sandboxOn: (database: Database) => Pick<SandboxTools, 'advance'>;
}

type Tools = Pick<Parts, 'clock' | 'store' | 'database'> & {
  readonly sandbox: Pick<SandboxTools, 'advance'>;
};

/**
 * Fills demos with their history, a step at a time, and takes away those that are not wanted any more. Which step is next
 * stands in the team: who is killed is followed by the next process, which does a step anew or goes on with it. Nothing of it
 * waits for the disk: what a crash of PostgreSQL takes is the end of what was done, and is done again.
 */
export function demoLoop(parts: Parts): Loop {
  const stop = new AbortController();
  const round = async (): Promise<number> => {
    const waiting = (await listDemos(parts.database.kysely)).find(
      ({ state }) => state.removing || state.ended === null,
    );
    if (!waiting || stop.signal.aborted) return 0;
    const database = connectBeside(parts.database, 'cadenza demo', CONNECTIONS);
    try {
      const tools = { ...parts, database, sandbox: parts.sandboxOn(database) };
      const lock = { name: LOCK, id: waiting.teamId, wait: false };
      const done = await holdingLocks(database, [lock], () => goOn(tools, waiting.teamId, stop.signal));
      return done?.result ?? 0;
    } finally {
      await database.close();
    }
  };
  return { name: 'demo', restMs: REST_MS, round, stop: async () => stop.abort() };
}

/** Does steps until none is left, or it is to stop. @returns how many */
async function goOn(parts: Tools, teamId: number, stop: AbortSignal): Promise<number> {
  const { kysely } = parts.database;
  for (let done = 0; ; done += 1) {
    const demo = await demoOf(kysely, teamId);
    if (!demo || stop.aborted) return done;
    if (demo.state.removing) await removePart(parts.database, parts.store, demo, parts.clock.now());
    else if (demo.state.ended === null) await doStep(parts, demo, stop);
    else return done;
  }
}

async function doStep(parts: Tools, demo: Demo, stop: AbortSignal): Promise<void> {
  const { database, clock } = parts;
  const { teamId, state } = demo;
  const principal = await actingAs(database.kysely, teamId, demo.userId);
  const plan = planOf({
    from: new Date(state.from),
    until: new Date(state.until),
    zone: principal.timeZone,
    people: state.people,
  });
  const step = plan[state.step] as Step;
  const doing = wordsOf(plan[state.step + 1], principal.timeZone);
  const next = { step: state.step + 1, steps: plan.length, doing };
  const team = await readSandboxTeam(database.kysely, teamId);
  const now = teamNow(clock.now(), team.clockOffsetMs);
  if (step.kind === 'travel' || step.kind === 'present') {
    const target = step.kind === 'travel' ? step.until : clock.now();
    if (!(await travel(parts, teamId, now, target, stop))) return;
  }
  if (step.kind === 'work') await workDay(database, demo, step, now);
  if (
    step.kind === 'colleagues' ||
    step.kind === 'accounts' ||
    step.kind === 'cadence' ||
    step.kind === 'people'
  )
    return fill(database, demo, step, next, now);
  await write(database.kysely, principal, async (tx) => {
    if (step.kind === 'present') await resetClock({ tx, principal, now });
    const ended = step.kind === 'present' ? clock.now().toISOString() : null;
    await noteDemoState(tx, teamId, { ...next, ended });
  });
}

/** @returns whether the clock stands there now; otherwise it is to stop */
async function travel(
  { sandbox }: Tools,
  teamId: number,
  now: Date,
  target: Date,
  stop: AbortSignal,
): Promise<boolean> {
  if (target <= now) return true;
  const { state } = await sandbox.advance(teamId, { until: target.toISOString(), stop });
  return state === 'done';
}
