import { type Body, type Contract, oneLine, severalLines } from '@cadenza/contract';
import { sql } from 'kysely';
import { DateTime } from 'luxon';
import { append, undoable } from '../../events/outbox.js';
import { AppError, invalid, problemOf } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { addToCadence } from '../memberships/index.js';
import { findUser } from '../records.js';
import { requireReferences } from '../references.js';
import { tasks } from '../tasks/index.js';
import { escaped, linksOnly, ownKey } from './rules.js';
import { programOf } from './signal-registrations.js';
import { filledIn, misfit, wordOf } from './signal-rules.js';

type Signal = Body<Contract['operations']['send_signal']>;
type Json = Readonly<Record<string, unknown>>;

/** A signal as it was taken, and what is known of its kind. */
export interface Taken {
  readonly id: number;
  readonly received: Date;
  readonly registration: {
    readonly id: number;
    readonly application: string;
    readonly description: Json | null;
  };
  readonly broadcast: boolean;
}

/**
 * Takes a signal: who looks after its person reads of it in the live feed, and enabled plays of its kind make their tasks.
 * The same key again changes nothing. What it says is not kept. @throws AppError invalid
 */
export async function takeSignal(command: Command, signal: Signal): Promise<Taken> {
  const { tx, principal } = command;
  const kind = await kindOf(command, signal.type);
  const data = parsed(signal.data);
  const wrong = kind.data_shape === null ? undefined : misfit(kind.data_shape, data ?? {});
  if (wrong !== undefined) throw invalid('data', wrong);
  const keys = requireIndicators(kind, signal);
  const { person_id, account_id, opportunity_id, user_guid } = signal.attribution ?? {};
  await requireReferences(command, [
    ['people', 'attribution.person_id', person_id],
    ['accounts', 'attribution.account_id', account_id],
    ['opportunities', 'attribution.opportunity_id', opportunity_id],
  ]);
  const named = user_guid ? await findUser(tx, principal, { guid: user_guid }) : undefined;
  if (user_guid && !named?.active) throw invalid('attribution.user_guid', 'could not be found');
  const broadcast = signal.broadcast_notification ?? kind.broadcast_notification;
  const registration = { id: kind.id, application: kind.application, description: kind.description };
  const { id, received, first } = await keep(command, kind.id, signal.idempotency_key);
  if (!first) return { id, received, registration, broadcast };
  const assignee = named?.id ?? (await ownerOf(command, person_id ?? null, account_id ?? null));
  if (person_id == null || assignee === null) return { id, received, registration, broadcast };
  const values = { ...data, name: await nameOf(command, person_id), type: signal.type };
  if (broadcast) {
    const message = wordOf(kind.description) ?? kind.signal_name ?? signal.type;
    await tellOf(command, {
      assignee,
      person: person_id,
      key: ownKey(`signal:${id}`),
      at: signal.occurred_at,
      // (What a signal says of somebody is words: the tags are those of the program's own text.)
      message: linksOnly(severalLines(filledIn(message, values, escaped))),
    });
  }
  for (const play of await playsOf(command, kind.id, keys))
    await carryOut(command, play, { person: person_id, assignee, values, otherwise: signal.type });
  return { id, received, registration, broadcast };
}

interface For {
  readonly person: number;
  readonly assignee: number;
  readonly values: Json;
  /** What a task is called that no word says. */
  readonly otherwise: string;
}

/** Does what a play says for a person: puts them on its cadence, or makes a task; that, too, where the cadence refuses them. */
async function carryOut(
  command: Command,
  play: Play,
  { person, assignee, values, otherwise }: For,
): Promise<void> {
  const { now, principal } = command;
  const { task_type: type, task_subject, task_reminder_hours: hours, cadence_id: cadence } = play.attributes;
  const refused = cadence == null ? null : await joining(command, cadence, person, assignee);
  if (cadence != null && refused === null) return;
  await tasks.create(command, {
    subject: oneLine(filledIn(wordOf(task_subject) ?? wordOf(play.name) ?? type, values)).trim() || otherwise,
    due_date: DateTime.fromJSDate(now, { zone: principal.timeZone }).toISODate() as string,
    task_type: type === 'Call' ? 'call' : type === 'Email' ? 'email' : 'general',
    person_id: person,
    user_id: assignee,
    ...(refused !== null && { description: `Is not on the cadence: ${refused}` }),
    ...(hours !== null && { remind_at: new Date(now.getTime() + hours * 3_600_000).toISOString() }),
  });
}

/** Puts a person on a cadence, of which nothing is left where it is refused. @returns why it was */
async function joining(
  command: Command,
  cadence_id: number,
  person_id: number,
  user_id: number,
): Promise<string | null> {
  try {
    await undoable(command.tx, () => addToCadence(command, { person_id, cadence_id, user_id }));
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problemOf(error);
  }
}

interface Kind {
  readonly id: number;
  readonly application: string;
  readonly signal_name: string | null;
  readonly description: Json | null;
  readonly data_shape: Json | null;
  readonly indicators: readonly { readonly key: string }[];
  readonly broadcast_notification: boolean;
}

/** What the calling program registered under the word; held, so that it is not deleted meanwhile. @throws AppError invalid */
async function kindOf({ tx, principal }: Command, type: string): Promise<Kind> {
  const program = programOf(principal);
  const { rows } = await sql<Kind>`
    SELECT id, application, signal_name, description, data_shape, indicators, broadcast_notification FROM signal_registrations
    WHERE team_id = ${principal.teamId} AND application = ${program} AND type = ${type} FOR KEY SHARE`.execute(
    tx,
  );
  if (!rows[0])
    throw invalid('type', `no Signal Registration found for integration id ${program} and given type`);
  return rows[0];
}

/** Their keys. @throws AppError invalid for one that the kind has not */
function requireIndicators(kind: Kind, signal: Signal): string[] {
  const known = new Map(kind.indicators.map((each) => [each.key, each]));
  const keys = (signal.indicators ?? []).map(({ key }) => key);
  if (keys.some((key) => !known.has(key))) throw invalid('indicators', 'are not all of the kind of signal');
  return keys;
}

/** Writes down that it came; of those with the same key at a time one is the first. */
async function keep(
  { tx, principal, now }: Command,
  registration: number,
  key: string,
): Promise<{ id: number; received: Date; first: boolean }> {
  const made = await tx
    .insertInto('signals')
    .values({
      team_id: principal.teamId,
      created_at: now,
      registration_id: registration,
      idempotency_key: key,
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'registration_id', 'idempotency_key']).doNothing())
    .returning(['id', 'created_at'])
    .executeTakeFirst();
  if (made) return { id: made.id, received: made.created_at, first: true };
  const before = await tx
    .selectFrom('signals')
    .select(['id', 'created_at'])
    .where('team_id', '=', principal.teamId)
    .where('registration_id', '=', registration)
    .where('idempotency_key', '=', key)
    .executeTakeFirstOrThrow();
  return { id: before.id, received: before.created_at, first: false };
}

/** Who looks after the person, else the account, as long as they are there. */
async function ownerOf(
  { tx, principal }: Command,
  person: number | null,
  account: number | null,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    SELECT u.id FROM (SELECT 1 AS rank, owner_id FROM people WHERE team_id = ${principal.teamId} AND id = ${person}
      UNION ALL SELECT 2, owner_id FROM accounts WHERE team_id = ${principal.teamId} AND id = ${account}) o
    JOIN users u ON u.team_id = ${principal.teamId} AND u.id = o.owner_id AND u.active ORDER BY o.rank LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

async function nameOf({ tx, principal }: Command, person: number): Promise<string> {
  const found = await tx
    .selectFrom('people')
    .select('name')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', person)
    .executeTakeFirst();
  return found?.name ?? '';
}

interface Told {
  readonly assignee: number;
  readonly person: number;
  readonly key: string;
  readonly at: string;
  readonly message: string;
}

async function tellOf(command: Command, { assignee, person, key, at, message }: Told): Promise<void> {
  const { tx, principal, now } = command;
  const { id } = await tx
    .insertInto('live_feed_items')
    .values({
      ...{ team_id: principal.teamId, created_at: now, user_id: assignee, person_id: person },
      ...{ event_type: 'signal', event_occurred_at: at, message, idempotency_key: key },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await append(command, 'live_feed_item_created', id);
}

interface Play {
  readonly name: Json | null;
  readonly attributes: {
    readonly task_type: string;
    readonly task_subject: Json | null;
    readonly task_reminder_hours: number | null;
    readonly cadence_id: number | null;
  };
}

/** Those that are enabled, for any signal of the kind or for one of its indicators. */
async function playsOf(
  { tx, principal }: Command,
  registration: number,
  keys: readonly string[],
): Promise<Play[]> {
  const { rows } = await sql<Play>`
    SELECT name, attributes FROM signal_plays WHERE team_id = ${principal.teamId} AND registration_id = ${registration}
      AND enabled_at IS NOT NULL AND (indicators = '{}' OR indicators && ${keys}::text[]) ORDER BY id`.execute(
    tx,
  );
  return rows;
}

const parsed = (text: string | null | undefined): Json | null =>
  text == null ? null : (JSON.parse(text) as Json);

/** How a signal is answered, but for moments: the caller's zone is not known here. */
export function answerOf(signal: Signal, { id, registration, broadcast }: Taken): Json {
  return {
    id,
    urgency: signal.urgency,
    type: signal.type,
    indicators: (signal.indicators ?? []).map(({ key, metadata }) => ({ key, metadata: parsed(metadata) })),
    idempotency_key: signal.idempotency_key,
    data: parsed(signal.data),
    attribution: Object.fromEntries(
      ['person_id', 'account_id', 'opportunity_id', 'email_tracked_content_id', 'user_guid'].map((name) => [
        name,
        (signal.attribution as Json | null | undefined)?.[name] ?? null,
      ]),
    ),
    broadcast_notification: broadcast,
    description: registration.description,
    registration: { id: registration.id },
    integration: { id: registration.application },
  };
}
