import { createEngine } from 'cadenza-server/engine/engine.js';
import { createMailer } from 'cadenza-server/mail/mailer.js';
import type { Row } from '../report.js';
import { addPeople, log, makeCadence, MONDAY, type World } from './world.js';

const PEOPLE = 10_000;
const DAYS = [1, 4, 8, 12, 16, 20, 25, 30];
const GOAL_SECONDS = 60;

/** Thirty days of an eight-step cadence: the clock jumps from one due moment to the next, mail goes to the sandbox. */
export async function measureSimulation(world: World, signal: AbortSignal, people = PEOPLE): Promise<Row> {
  const { database } = world;
  const cadence = await makeCadence(
    world,
    DAYS.map((day) => ({ day, at: '09:00' })),
  );
  await addPeople(world, cadence, people, `$2::timestamptz + n % 600 * interval '1 second'`);
  const engine = createEngine({
    database,
    mailer: createMailer({ smtpUrl: undefined, store: database }),
    clock: { now: () => MONDAY },
    log,
    tickMs: 1000,
    publicUrl: 'http://localhost:3000',
  });
  const begun = performance.now();
  for (let hour = 0; hour <= 31 * 24; hour += 1) {
    signal.throwIfAborted();
    await engine.runOnce(new Date(MONDAY.getTime() + hour * 3_600_000));
  }
  const seconds = (performance.now() - begun) / 1000;
  await engine.stop();
  const { rows } = await database.pool.query<{ sent: string; done: string }>(
    `SELECT (SELECT count(*) FROM emails WHERE cadence_id = $1 AND state = 'sent') AS sent,
       (SELECT count(*) FROM cadence_memberships WHERE cadence_id = $1 AND current_state = 'completed') AS done`,
    [cadence.id],
  );
  if (Number(rows[0]?.sent) !== people * DAYS.length || Number(rows[0]?.done) !== people)
    throw new Error(`${rows[0]?.sent} e-mails sent and ${rows[0]?.done} people done, of ${people}`);
  return {
    what: `30 days, 8 steps, ${people} people`,
    cadenza: `${seconds.toFixed(1)} s`,
    reference: '-',
    ratio: `${((people * DAYS.length) / seconds).toFixed(0)} e-mails/s`,
    goal: `< ${GOAL_SECONDS} s`,
    met: seconds < GOAL_SECONDS,
    latencies: '',
  };
}
