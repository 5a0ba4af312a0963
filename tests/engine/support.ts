import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import type { Database } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import { createEngine, type Engine } from '../../apps/server/src/engine/engine.js';
import type { Mailer, OutgoingMessage, SendResult } from '../../apps/server/src/engine/ports.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';

export const log: Logger = pino({ level: 'silent' });
/** A Monday, nine in the morning UTC. */
export const MONDAY = new Date('2026-03-02T09:00:00Z');

export function days(from: Date, n: number): Date {
  return new Date(from.getTime() + n * 86_400_000);
}

export interface StepSpec {
  day: number;
  type: 'email' | 'phone' | 'integration' | 'other';
  automated?: boolean;
  at?: string;
  zone?: 'person' | 'user';
  delay?: number;
  weekends?: boolean;
  immediately?: boolean;
  /** Put into the group of the step before. */
  sameGroup?: boolean;
  subject?: string;
  body?: string | null;
  /** Continue the thread of the step with this index. */
  threadOf?: number;
}

export interface World {
  database: Database;
  teamId: number;
  userId: number;
  who: { teamId: number; userId: number; admin: boolean; groupId: null };
  person(fields?: Record<string, unknown>): Promise<number>;
  cadence(
    steps: StepSpec[],
    fields?: Record<string, unknown>,
  ): Promise<{ id: number; steps: number[]; groups: number[] }>;
}

/** A team of its own with one user; people and cadences on demand. */
export async function world(
  database: Database,
  team: Record<string, unknown> = {},
  user: Record<string, unknown> = {},
): Promise<World> {
  const db = database.kysely;
  const at = { created_at: MONDAY, updated_at: MONDAY };
  const { id: teamId } = await db
    .insertInto('teams')
    .values({ ...at, name: 'Team', ...team })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: userId } = await db
    .insertInto('users')
    .values({
      ...at,
      team_id: teamId,
      guid: randomUUID(),
      email: `rep${teamId}@sender.test`,
      first_name: 'Rhea',
      last_name: 'Rep',
      ...user,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  let made = 0;
  return {
    database,
    teamId,
    userId,
    who: { teamId, userId, admin: false, groupId: null },
    person: async (fields = {}) => {
      made += 1;
      const row = {
        ...at,
        team_id: teamId,
        first_name: `Pat${made}`,
        last_name: 'Person',
        email_address: `pat${made}@team${teamId}.test`,
        ...fields,
      };
      return (await db.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow()).id;
    },
    cadence: (steps, fields = {}) => makeCadence(database, teamId, userId, steps, fields),
  };
}

export async function makeCadence(
  database: Database,
  teamId: number,
  userId: number,
  specs: StepSpec[],
  fields: Record<string, unknown>,
) {
  const db = database.kysely;
  const at = { created_at: MONDAY, updated_at: MONDAY };
  const { id } = await db
    .insertInto('cadences')
    .values({
      ...at,
      team_id: teamId,
      name: 'Seven by seven',
      owner_id: userId,
      creator_id: userId,
      ...fields,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const steps: number[] = [];
  const groups: number[] = [];
  const numbers = new Map<number, number>();
  for (const [index, spec] of specs.entries()) {
    const group = spec.sameGroup
      ? (groups.at(-1) as number)
      : await makeGroup(database, teamId, id, index, spec);
    groups.push(group);
    const number = (numbers.get(spec.day) ?? 0) + 1;
    numbers.set(spec.day, number);
    const template =
      spec.type === 'email' && spec.body !== null
        ? await makeTemplate(database, teamId, userId, index, spec)
        : null;
    const step = await db
      .insertInto('steps')
      .values({
        ...at,
        team_id: teamId,
        cadence_id: id,
        step_group_id: group,
        day: spec.day,
        step_number: number,
        type: spec.type,
        email_template_id: template,
        previous_email_step_group_id: spec.threadOf === undefined ? null : (groups[spec.threadOf] as number),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    steps.push(step.id);
  }
  return { id, steps, groups };
}

async function makeGroup(
  database: Database,
  teamId: number,
  cadenceId: number,
  position: number,
  spec: StepSpec,
): Promise<number> {
  const row = await database.kysely
    .insertInto('step_groups')
    .values({
      team_id: teamId,
      cadence_id: cadenceId,
      day: spec.day,
      position,
      automated: spec.automated ?? false,
      due_immediately: spec.immediately ?? false,
      send_type: spec.automated ? (spec.at ? 'at_time' : 'after_time_delay') : null,
      time_of_day: spec.at ?? null,
      timezone_mode: spec.automated ? (spec.zone ?? 'user') : null,
      delay_time: spec.automated && !spec.at ? (spec.delay ?? 0) : null,
      allow_send_on_weekends: spec.weekends ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function makeTemplate(
  database: Database,
  teamId: number,
  userId: number,
  index: number,
  spec: StepSpec,
): Promise<number> {
  const row = await database.kysely
    .insertInto('email_templates')
    .values({
      created_at: MONDAY,
      updated_at: MONDAY,
      team_id: teamId,
      owner_id: userId,
      title: `T${index}`,
      subject: spec.subject ?? `Hello {{first_name}} ${index}`,
      body: spec.body ?? `<p>Dear {{first_name}}, this is letter ${index} from {{my.first_name}}.</p>`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A message as a mail server got it. */
export type TakenMessage = OutgoingMessage & { raw: Buffer };

/** A mail server that accepts everything, keeps it, and does what a test tells it instead. */
export function memoryMailer(
  answer?: (message: TakenMessage) => SendResult | Promise<SendResult>,
): Mailer & { sent: TakenMessage[] } {
  const sent: TakenMessage[] = [];
  return {
    sent,
    send: async (outgoing) => {
      const raw = await outgoing.compose().catch((error: Error) => error);
      if (raw instanceof Error) return { kind: 'unsendable', reason: raw.message };
      const message = { ...outgoing, raw };
      if (!(await message.begin())) return { kind: 'withdrawn' };
      const result = answer ? await answer(message) : ({ kind: 'sent', reply: '250 OK' } as const);
      if (result.kind !== 'refused') sent.push(message);
      return result;
    },
    close: async () => undefined,
  };
}

export function engineOf(database: Database, mailer: Mailer): Engine {
  return createEngine({
    database,
    mailer,
    clock: manualClock(MONDAY),
    log,
    tickMs: 50,
    publicUrl: 'http://localhost:3000',
  });
}

/** Runs a command as the team. */
export function as<T>(w: World, work: Parameters<typeof write<T>>[2]): Promise<T> {
  return write(w.database.kysely, w.teamId, work);
}
