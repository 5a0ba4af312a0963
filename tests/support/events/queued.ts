import { pino } from 'pino';
import { tick } from '../../../apps/server/src/engine/planning/tick.js';
import { must } from '../truth/world.js';
import type { EventWalk } from './walk.js';

const log = pino({ level: 'silent' });
let made = 0;

export interface Queued {
  readonly person: number;
  readonly address: string;
  readonly cadence: number;
  readonly step: number;
  readonly membership: number;
  readonly email: number;
}

/** The engine prepares what is due, and sends nothing. */
export const prepareDue = (walk: EventWalk) =>
  walk.happens('the engine prepares', () =>
    tick({ database: walk.server.database, log, width: 1, batch: 100 }, walk.server.clock.now()),
  );

/** A cadence of an automatic e-mail and a call four days later. */
export async function cadenceOfTwo(walk: EventWalk, settings: object = {}, andCall = true) {
  made += 1;
  const cadence = await walk.make('cadences', { name: `Queue ${made}`, ...settings });
  const body = '<p>B <a href="https://x.example/">x</a></p>';
  const template = await walk.make('email_templates', { title: 'T', subject: 'S', body });
  const step = await walk.make('steps', {
    cadence_id: cadence,
    type: 'email',
    automated: true,
    due_immediately: true,
    email_template_id: template,
    day: 1,
  });
  if (andCall) await walk.make('steps', { cadence_id: cadence, type: 'phone', name: 'Call', day: 5 });
  return { cadence, step };
}

export async function somebody(walk: EventWalk, fields: object = {}) {
  made += 1;
  const address = `queued${made}@queue.example`;
  const person = await walk.make('people', { email_address: address, last_name: 'Q', ...fields });
  return { person, address };
}

/** Somebody on a cadence whose first e-mail stands in the queue: what it tells when it is taken out is asked of all commands. */
export async function queued(
  walk: EventWalk,
  fields: object = {},
  settings: object = {},
  andCall = true,
): Promise<Queued> {
  const { cadence, step } = await cadenceOfTwo(walk, settings, andCall);
  const { person, address } = await somebody(walk, fields);
  const membership = await walk.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  await prepareDue(walk);
  const [email] = await walk.sql<{ id: number; state: string }>(
    `SELECT id, state FROM emails WHERE membership_id = $1`,
    [membership],
  );
  must(email?.state === 'queued', () => `the e-mail is ${email?.state}`);
  return { person, address, cadence, step, membership, email: email?.id as number };
}
