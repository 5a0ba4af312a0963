import type { Database } from '../db/connect.js';
import { write } from '../db/write.js';
import { createActivity, createCall, sendEmailAction } from '../domain/activities/index.js';
import type { Command } from '../domain/command.js';
import { meetings } from '../domain/meetings/index.js';
import { createSuccess, updatePerson } from '../domain/people/index.js';
import { threads } from '../domain/receiving/index.js';
import type { Demo } from '../domain/sandbox/index.js';
import { tasks } from '../domain/tasks/index.js';
import { placeByHand } from '../engine/planning/place-by-hand.js';
import { inParallel } from '../engine/claim.js';
import { AppError } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { seededRandom } from '../kernel/seeded-random.js';
import { actingAs } from './make.js';
import { outcomeOf } from './outcomes.js';

/** Rows looked at for each kind of work of a day. */
const MOST = 300;
/** How much of what waits a rep leaves for another day. */
const LEFT = 0.15;
const DAY = 86_400_000;
/** Reps who work side by side. */
const LANES = 3;

type Doer = (userId: number, work: (command: Command) => Promise<unknown>) => Promise<void>;

/**
 * What reps do on a day: what waits of the cadences, answers that are dealt with, meetings that took place. Each piece has
 * a transaction of its own and is looked up by what is open: done once more after a crash, it finds the rest.
 */
export async function workDay(
  database: Database,
  demo: Demo,
  { recent }: { recent: boolean },
  now: Date,
): Promise<void> {
  const { kysely } = database;
  const known = new Map<number, Principal>();
  const by: Doer = async (userId, work) => {
    const principal = known.get(userId) ?? (await actingAs(kysely, demo.teamId, userId));
    known.set(userId, principal);
    try {
      await write(kysely, principal, (tx) => work({ tx, principal, now }));
    } catch (error) {
      // Somebody who opted out, a text with a gap: it waits for a person, as in any team.
      if (!(error instanceof AppError)) throw error;
    }
  };
  const spared = recent ? demo.userId : null;
  await doWaiting(database, demo, by, { spared, now });
  await readAnswers(database, demo, by, { spared, now });
  await afterMeetings(database, demo, by, now);
}

interface Day {
  /** Whose work is left to him; null: nobody's. */
  readonly spared: number | null;
  readonly now: Date;
}

async function doWaiting({ kysely }: Database, demo: Demo, by: Doer, { spared, now }: Day): Promise<void> {
  const waiting = await kysely
    .selectFrom('actions as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.team_id', '=', 'a.team_id').onRef('p.id', '=', 'a.person_id'),
    )
    .select(['a.id', 'a.type', 'a.person_id', 'a.user_id', 'a.step_id', 'p.email_address', 'p.phone'])
    .where('a.team_id', '=', demo.teamId)
    .where('a.status', '=', 'in_progress')
    .where('a.automated', '=', false)
    .$if(spared !== null, (query) => query.where('a.user_id', '<>', spared ?? 0))
    .orderBy('a.due_at')
    .orderBy('a.id')
    .limit(MOST)
    .execute();
  const users = [...new Set(waiting.map(({ user_id }) => user_id))];
  const failed: unknown[] = [];
  await inParallel(users, LANES, async (user) => {
    try {
      for (const action of waiting) if (action.user_id === user) await doOne(by, action, now);
    } catch (error) {
      failed.push(error);
    }
  });
  if (failed.length > 0) throw failed[0];
}

interface Waiting {
  readonly id: number;
  readonly type: string;
  readonly person_id: number;
  readonly user_id: number;
  readonly step_id: number;
  readonly email_address: string | null;
  readonly phone: string | null;
}

async function doOne(by: Doer, action: Waiting, now: Date): Promise<void> {
  const { id, type, person_id, user_id, step_id, email_address, phone } = action;
  const day = now.toISOString().slice(0, 10);
  const draw = (question: string) => seededRandom('demo', email_address ?? '', step_id, day, question);
  if (draw('left') < LEFT) return;
  await by(user_id, async (command) => {
    if (type === 'email') return sendEmailAction({ ...command, takePlace: placeByHand }, id);
    if (type !== 'phone') return createActivity(command, { action_id: id });
    return call(command, { action_id: id, person_id, to: phone }, draw);
  });
}

/** A call with what came of it. */
async function call(
  command: Command,
  about: { action_id: number; person_id: number; to: string | null },
  draw: (question: string) => number,
): Promise<void> {
  const { person_id } = about;
  const { disposition, sentiment, duration, notes, next } = outcomeOf(draw);
  await createCall(command, { ...about, disposition, sentiment, duration, notes });
  const at = (days: number) => new Date(command.now.getTime() + days * DAY);
  if (next === 'meeting') {
    await meetings.create(command, {
      title: 'A first look at Brightwater',
      person_id,
      start_time: at(1 + Math.floor(draw('meeting') * 5)).toISOString(),
      duration: 30,
      location: 'Video call',
      send_invitation: false,
    });
    await toStage(command, person_id, 'Meeting booked');
  }
  if (next === 'refusal') await toStage(command, person_id, 'Not interested');
  if (next === 'later')
    await tasks.create(command, {
      subject: 'Call back as agreed',
      task_type: 'call',
      person_id,
      due_date: at(2 + Math.floor(draw('later') * 8))
        .toISOString()
        .slice(0, 10),
    });
}

async function toStage(command: Command, personId: number, name: string): Promise<void> {
  const { tx, principal } = command;
  const stage = await tx
    .selectFrom('person_stages')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (stage) await updatePerson(command, personId, { person_stage_id: stage.id });
}

/** Answers of the day before and earlier are dealt with. */
async function readAnswers({ kysely }: Database, demo: Demo, by: Doer, { spared, now }: Day): Promise<void> {
  const open = await kysely
    .selectFrom('threads')
    .select(['id', 'user_id'])
    .where('team_id', '=', demo.teamId)
    .where('done_at', 'is', null)
    .where('user_id', 'is not', null)
    .where('last_received_at', '<', new Date(now.getTime() - DAY))
    .$if(spared !== null, (query) => query.where('user_id', '<>', spared))
    .orderBy('id')
    .limit(MOST)
    .execute();
  for (const { id, user_id } of open)
    if (seededRandom('demo', id, now.getTime(), 'answer') >= LEFT)
      await by(user_id as number, (command) => threads.update(command, id, { unread: false, done: true }));
}

/** Of the meetings that took place, some make a customer. */
async function afterMeetings({ kysely }: Database, demo: Demo, by: Doer, now: Date): Promise<void> {
  const held = await kysely
    .selectFrom('meetings as m')
    .select(['m.id', 'm.person_id', 'm.owner_id'])
    .where('m.team_id', '=', demo.teamId)
    .where('m.start_time', '<', now)
    .where('m.start_time', '>=', new Date(now.getTime() - 4 * DAY))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('successes as s')
            .select('s.id')
            .whereRef('s.team_id', '=', 'm.team_id')
            .whereRef('s.person_id', '=', 'm.person_id'),
        ),
      ),
    )
    .orderBy('m.id')
    .limit(MOST)
    .execute();
  for (const { id, person_id, owner_id } of held) {
    if (person_id === null || owner_id === null || seededRandom('demo', id, 'customer') > 0.4) continue;
    await by(owner_id, async (command) => {
      await createSuccess(command, person_id);
      await toStage(command, person_id, 'Customer');
    });
  }
}
