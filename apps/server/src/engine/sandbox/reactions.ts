import { sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { findOptOut, optOut, recordVisit } from '../../domain/activities/index.js';
import type { ReactionKind, SandboxReaction, SandboxSettings } from '../../domain/sandbox/index.js';
import { noteDrawn, skipDrawing } from '../../domain/team/team-rows.js';
import { AppError, notFound } from '../../kernel/errors.js';
import type { TrackingTokens } from '../../kernel/tracking-token.js';
import { foreignReader } from '../../mail/foreign/reader.js';
import { type Arrival, receiveMessage } from '../receiving/receive.js';
import { drawReactions, isoDay, mayReact } from './draws.js';
import { type Answered, autoReplyTo, bounceOf, replyTo } from './emails.js';

/** Messages drawn in one transaction. */
const DRAWN_AT_ONCE = 1000;
/** What made-up people read their mail with. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

interface Undrawn {
  id: number;
  delivered_at: Date;
  address: string;
  step: string;
  earlier: number;
}

/**
 * Decides what happens about messages that were delivered since the last time. Each is decided once, whatever crashes:
 * reactions and watermark are one transaction. @returns the new watermark
 */
export async function drawNew(
  database: Database,
  teamId: number,
  drawnId: number,
  settings: SandboxSettings,
): Promise<number> {
  let mark = drawnId;
  if (!mayReact(settings)) return drawNothing(database, teamId);
  for (;;) {
    const after = mark;
    const { last, count } = await write(database.kysely, teamId, (tx) =>
      drawSome(tx, teamId, after, settings),
    );
    mark = last;
    if (count < DRAWN_AT_ONCE) return mark;
  }
}

/** Nobody does anything: what was delivered so far is decided. */
function drawNothing(database: Database, teamId: number): Promise<number> {
  return write(database.kysely, teamId, (tx) => skipDrawing(tx, teamId));
}

async function drawSome(
  tx: Tx,
  teamId: number,
  after: number,
  settings: SandboxSettings,
): Promise<{ last: number; count: number }> {
  // The step by what is the same in every run, and how often this person got it before (a second run of a cadence).
  const { rows } = await sql<Undrawn>`
    SELECT m.id, m.delivered_at, lower(e.to_address) AS address,
      coalesce(c.name || ' ' || s.day || '.' || g.position || '.' || s.step_number, 'one-off') AS step,
      (SELECT count(*) FROM emails o JOIN sandbox_messages n ON n.team_id = o.team_id AND n.message_id = o.message_id
        WHERE o.team_id = e.team_id AND o.person_id = e.person_id AND o.step_id IS NOT DISTINCT FROM e.step_id AND n.id < m.id) AS earlier
    FROM sandbox_messages m
    LEFT JOIN emails e ON e.team_id = m.team_id AND e.message_id = m.message_id
    LEFT JOIN steps s ON s.team_id = e.team_id AND s.id = e.step_id
    LEFT JOIN step_groups g ON g.team_id = s.team_id AND g.id = s.step_group_id
    LEFT JOIN cadences c ON c.team_id = e.team_id AND c.id = e.cadence_id
    WHERE m.team_id = ${teamId} AND m.id > ${after} ORDER BY m.id LIMIT ${DRAWN_AT_ONCE}`.execute(tx);
  const last = rows.at(-1)?.id ?? after;
  if (last === after) return { last, count: 0 };
  const drawn = rows.flatMap((row) =>
    // The server's own mail is nobody's to react to.
    row.address === null
      ? []
      : drawReactions(settings, {
          address: row.address,
          ordinal: `${row.step} ${row.earlier}`,
          deliveredAt: row.delivered_at,
        }).map((each) => ({ message_id: row.id, kind: each.kind, due_at: each.at, note: each.note })),
  );
  if (drawn.length > 0)
    await sql`
      INSERT INTO sandbox_reactions (team_id, due_at, message_id, kind, note)
      SELECT ${teamId}, due_at, message_id, kind, note
      FROM jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb) AS d (message_id bigint, kind text, due_at timestamptz, note text)`.execute(
      tx,
    );
  await noteDrawn(tx, teamId, last);
  return { last, count: rows.length };
}

interface Reaction {
  id: number;
  message_id: number;
  kind: ReactionKind;
  note: string | null;
}

/** What happens at one moment of the team's time; `wall` is the same moment on the wall clock. */
export interface Moment {
  now: Date;
  wall: Date;
}

/** Where made-up people live. */
export interface ReactionContext {
  database: Database;
  /** Reads what pixels and links of delivered messages say. */
  tracking: TrackingTokens;
}

/** Reactions read at once. */
const AT_ONCE = 50;

/**
 * Does what is due until a moment, each at its own, in order. None of them makes anything else due earlier, so nothing
 * has to be looked at in between. @returns how many; fewer than are due when `move`, which moves the clock, says stop
 */
export async function reactUntil(
  world: ReactionContext,
  teamId: number,
  until: Date,
  move: (at: Date) => Promise<Moment | undefined>,
): Promise<number> {
  const due = await world.database.kysely
    .selectFrom('sandbox_reactions')
    .select(['id', 'message_id', 'kind', 'note', 'due_at'])
    .where('team_id', '=', teamId)
    .where('done_at', 'is', null)
    .where('due_at', '<=', until)
    .orderBy('due_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  let done = 0;
  for (const reaction of due) {
    const moment = await move(reaction.due_at);
    if (!moment) break;
    await act(world, teamId, reaction as Reaction, moment);
    done += 1;
  }
  return done;
}

/** By hand, from the sandbox page or the API: happens at once. @throws AppError not_found for a message that is none of the ledger's */
export async function reactByHand(
  world: ReactionContext,
  teamId: number,
  messageId: number,
  wanted: { kind: ReactionKind; note: string | null; byUserId: number },
  moment: Moment,
): Promise<SandboxReaction> {
  const { database } = world;
  const message = await readAnswered(database, teamId, messageId);
  if (!message) throw notFound(`sandbox message ${messageId}`);
  const { id } = await write(database.kysely, teamId, (tx) =>
    tx
      .insertInto('sandbox_reactions')
      .values({
        team_id: teamId,
        message_id: messageId,
        due_at: moment.now,
        kind: wanted.kind,
        note: wanted.note,
        by_user_id: wanted.byUserId,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  const done = await act(world, teamId, { id, message_id: messageId, ...wanted }, moment);
  return { id, kind: wanted.kind, at: moment.now, ...done };
}

type Done = Pick<SandboxReaction, 'outcome' | 'received_message_id'>;

/**
 * Does one reaction and notes what came of it. The Message-ID of what it sends is the reaction's, so that doing it
 * again after a crash in between changes nothing.
 */
async function act(
  world: ReactionContext,
  teamId: number,
  reaction: Reaction,
  moment: Moment,
): Promise<Done> {
  let done: Done;
  try {
    done = await EFFECTS[reaction.kind](world, teamId, reaction, moment);
  } catch (error) {
    // What cannot be done must not stop the clock.
    done = { outcome: `It could not be done: ${text(error)}`, received_message_id: null };
  }
  await world.database.kysely
    .updateTable('sandbox_reactions')
    .set({ done_at: moment.now, ...done })
    .where('team_id', '=', teamId)
    .where('id', '=', reaction.id)
    .execute();
  return done;
}

type Effect = (world: ReactionContext, teamId: number, reaction: Reaction, moment: Moment) => Promise<Done>;

const EFFECTS: Readonly<Record<ReactionKind, Effect>> = {
  reply: mailed((message, id, note, now) => replyTo(message, id, note ?? 'Thank you for your message.', now)),
  auto_reply: mailed((message, id, note, now) => autoReplyTo(message, id, note ?? isoDay(now, 7), now)),
  bounce: mailed((message, id, _note, now) => bounceOf(message, id, now)),
  open: (world, teamId, reaction, moment) => visit(world, teamId, reaction, moment, 'open'),
  click: (world, teamId, reaction, moment) => visit(world, teamId, reaction, moment, 'click'),
  opt_out: unsubscribe,
};

/** A message that comes in as if a mailbox had received it (engine/receiving/receive.ts). */
function mailed(
  compose: (message: SandboxEmail, messageId: string, note: string | null, now: Date) => Buffer,
): Effect {
  return async ({ database }, teamId, reaction, { now }) => {
    const message = await requireAnswered(database, teamId, reaction);
    const raw = compose(message, `<reaction-${teamId}-${reaction.id}@sandbox.invalid>`, reaction.note, now);
    const arrival: Arrival = {
      teamId,
      mailboxId: null,
      folder: null,
      role: 'inbox',
      uidValidity: null,
      uid: null,
      flags: new Set(),
      receivedAt: now,
    };
    const received = await receiveMessage(database, arrival, raw, now);
    if (received === undefined)
      return { outcome: 'It was known already, or concerns nobody.', received_message_id: null };
    const record = await database.kysely
      .selectFrom('received_messages')
      .select(['kind', 'severity'])
      .where('team_id', '=', teamId)
      .where('id', '=', received)
      .executeTakeFirstOrThrow();
    const kind = record.severity === null ? record.kind : `${record.kind} (${record.severity})`;
    return { outcome: `Received as ${kind.replace('_', ' ')}.`, received_message_id: received };
  };
}

/**
 * A request to the pixel or to a tracked link of the message as it was delivered, recorded as their handlers do
 * (http/tracking.ts). What the message does not carry cannot be noticed.
 */
async function visit(
  { database, tracking }: ReactionContext,
  teamId: number,
  reaction: Reaction,
  { wall }: Moment,
  kind: 'open' | 'click',
): Promise<Done> {
  const message = await requireAnswered(database, teamId, reaction);
  const nothing = (outcome: string): Done => ({ outcome, received_message_id: null });
  const outcome = await foreignReader().show(message.raw);
  if ('unreadable' in outcome) return nothing(`It cannot be read. ${outcome.unreadable}`);
  const seen = trackedIn(outcome.shown.html, tracking, message.email_id);
  const url = kind === 'open' ? null : (seen.links.find((each) => each === reaction.note) ?? seen.links[0]);
  if (kind === 'open' && !seen.pixel)
    return nothing('It carries no pixel: nobody notices that it was opened.');
  if (url === undefined) return nothing('It has no tracked link: nobody notices a click.');
  const request = {
    kind,
    url,
    method: 'GET',
    userAgent: BROWSER,
    ip: null,
    purposes: [],
    ours: null,
    network: null,
  };
  const recorded = await write(database.kysely, teamId, (tx) =>
    recordVisit(tx, teamId, message.email_id, request, wall),
  );
  if (!recorded) return nothing('The e-mail is gone.');
  return nothing(
    recorded.counted ? `Counted: a person's ${kind}.` : `Recorded, not counted: ${recorded.actor}.`,
  );
}

/** The pixel and the tracked links of an e-mail as delivered. */
function trackedIn(
  html: string,
  tracking: TrackingTokens,
  emailId: number,
): { pixel: boolean; links: string[] } {
  const pixels = [...html.matchAll(/\/t\/o\/([\w.-]+)/g)].map(([, token]) =>
    tracking.readOpen(token as string),
  );
  const links = [...html.matchAll(/\/t\/c\/([\w.-]+)/g)].map(([, token]) =>
    tracking.readClick(token as string),
  );
  return {
    pixel: pixels.some((each) => each?.emailId === emailId),
    links: links.flatMap((each) => (each?.emailId === emailId ? [each.url] : [])),
  };
}

/** What the one-click POST of the message's List-Unsubscribe header does (RFC 8058, http/unsubscribe.ts). */
async function unsubscribe(
  { database }: ReactionContext,
  teamId: number,
  reaction: Reaction,
  { now }: Moment,
): Promise<Done> {
  const message = await requireAnswered(database, teamId, reaction);
  const about = await findOptOut(database.kysely, teamId, message.email_id);
  if (!about) throw notFound(`email ${message.email_id}`);
  await write(database.kysely, teamId, (tx) => optOut(tx, about, now, 'team'));
  return { outcome: `${about.address} gets no more of these e-mails.`, received_message_id: null };
}

type SandboxEmail = Answered & { email_id: number; raw: Buffer };

async function requireAnswered(
  database: Database,
  teamId: number,
  { message_id: id }: Reaction,
): Promise<SandboxEmail> {
  const message = await readAnswered(database, teamId, id);
  if (!message) throw new AppError('not_found', 'The message belongs to no e-mail of the ledger');
  return message;
}

/** A message of the sandbox with its ledger row; undefined for the server's own mail. */
async function readAnswered(
  { kysely }: Database,
  teamId: number,
  id: number,
): Promise<SandboxEmail | undefined> {
  const row = await kysely
    .selectFrom('sandbox_messages as m')
    .innerJoin('emails as e', (join) =>
      join.onRef('e.team_id', '=', 'm.team_id').onRef('e.message_id', '=', 'm.message_id'),
    )
    .leftJoin('people as p', (join) =>
      join.onRef('p.team_id', '=', 'e.team_id').onRef('p.id', '=', 'e.person_id'),
    )
    .select(['e.message_id', 'e.references', 'e.from_address', 'e.to_address', 'm.subject', 'm.delivered_at'])
    .select(['e.id as email_id', 'p.name as to_name', 'm.raw'])
    .where('m.team_id', '=', teamId)
    .where('m.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { delivered_at: sentAt, ...rest } = row;
  return { ...rest, sentAt };
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
