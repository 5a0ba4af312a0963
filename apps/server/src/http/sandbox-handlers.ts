import {
  cancelAdvance,
  changeSandbox,
  findMessage,
  listHappened,
  listMessages,
  type ListedMessage,
  listReactions,
  type ReactionKind,
  requireAdmin,
  resetClock,
  type SandboxAdvance,
  sandboxStatus,
} from '../domain/sandbox/index.js';
import type { Db } from '../db/connect.js';
import { linkKeysOf } from '../config.js';
import { AppError, notFound } from '../kernel/errors.js';
import { trackingTokens } from '../kernel/tracking-token.js';
import { teamNow } from '../kernel/clock.js';
import type { Principal } from '../kernel/principal.js';
import type { Command } from '../domain/command.js';
import type { AppContext, SandboxTools } from './context.js';
import { type Answer, type Handlers, said } from './handler-types.js';
import { untracked } from './untracked.js';
import { wireTime } from './wire-time.js';

type Operations = Handlers['operations'];

/** An advance over HTTP stops on the way after this much real time; the caller goes on with another. */
export const HTTP_LIMIT_MS = 120_000;

/** The sandbox: its clock, its made-up people. For team admins. */
export const sandboxOperations: Pick<
  Operations,
  | 'sandbox'
  | 'sandbox_advance'
  | 'sandbox_cancel'
  | 'sandbox_message'
  | 'sandbox_messages'
  | 'sandbox_touches'
  | 'sandbox_react'
  | 'sandbox_reset_clock'
  | 'sandbox_settings'
> = {
  sandbox: {
    read: async ({ app, principal }) =>
      JSON.stringify(await sandboxOf(app.database.kysely, principal, app.clock.now())),
  },
  sandbox_settings: { write: (command, { body }) => changed(command, () => changeSandbox(command, body)) },
  sandbox_cancel: { write: (command) => changed(command, cancelAdvance) },
  sandbox_reset_clock: { write: (command) => changed(command, resetClock) },
  sandbox_advance: {
    act: async ({ app, principal }, { body }) => {
      requireAdmin(principal);
      const { by, until, background } = body;
      if (background === true) {
        const begun = await sandboxTools(app).begin(principal.teamId, { by, until });
        return said({ ...advanceJson(begun, principal), touches: [], more: false });
      }
      const limits = { by, until, limitMs: HTTP_LIMIT_MS };
      const report = await sandboxTools(app).advance(principal.teamId, limits);
      const { touches, more, ...advance } = report;
      return said({
        ...advanceJson(advance, principal),
        touches: touches.map((touch) => ({ ...touch, at: wireTime(touch.at, principal.timeZone) })),
        more,
      });
    },
  },
  sandbox_messages: {
    read: async ({ app, principal }, { query: { before, per_page: size } }) => {
      const found = await listMessages(app.database.kysely, principal, { before, limit: size + 1 });
      const messages = found.slice(0, size);
      return JSON.stringify({
        messages: messages.map((message) => keptJson(message, principal)),
        next_before: found.length > size ? messages.at(-1)?.id : null,
      });
    },
  },
  sandbox_message: { read: ({ app, principal }, { params: { id } }) => messageJson(app, principal, id) },
  sandbox_touches: {
    read: async ({ app, principal, now }, { query }) => {
      const { page, per_page: size } = query;
      const { advance } = await sandboxStatus(app.database.kysely, principal);
      const from = query.from === undefined ? (advance?.from ?? now) : new Date(query.from);
      const to = query.until === undefined ? (advance?.now ?? now) : new Date(query.until);
      const during = { teamId: principal.teamId, from, to };
      const found = await listHappened(app.database.kysely, during, size + 1, (page - 1) * size);
      const { timeZone } = principal;
      return JSON.stringify({
        from: wireTime(from, timeZone),
        until: wireTime(to, timeZone),
        page,
        per_page: size,
        next_page: found.length > size ? page + 1 : null,
        touches: found.slice(0, size).map((touch) => ({ ...touch, at: wireTime(touch.at, timeZone) })),
      });
    },
  },
  sandbox_react: {
    act: async ({ app, principal }, { params: { id }, body }) => {
      requireAdmin(principal);
      const done = await sandboxTools(app).react(principal.teamId, id, {
        kind: body.kind,
        note: noteOf(body.kind, body),
        byUserId: principal.userId,
      });
      const { received_message_id: received, at, ...rest } = done;
      return said({
        ...rest,
        at: wireTime(at, principal.timeZone),
        received_message:
          received === null
            ? null
            : { _href: `${app.config.publicUrl}/v2/received_messages/${received}`, id: received },
      });
    },
  },
};

const keptJson = (message: ListedMessage, { timeZone }: Principal) => ({
  id: message.id,
  delivered_at: wireTime(message.delivered_at, timeZone),
  message_id: message.message_id,
  envelope_from: message.envelope_from,
  envelope_to: message.envelope_to,
  subject: message.subject,
});

/** A message as its recipient reads it. @throws AppError not_found also for whom the caller does not see */
async function messageJson(app: AppContext, principal: Principal, id: number): Promise<string> {
  const db = app.database.kysely;
  const message = await findMessage(db, principal, id);
  if (!message) throw notFound();
  const outcome = (await app.sandbox?.show(message.raw)) ?? { unreadable: 'This server reads no messages.' };
  const shown = 'shown' in outcome ? outcome.shown : undefined;
  const reactions = principal.admin ? await listReactions(db, principal.teamId, id) : [];
  const ref = (path: string, of: number | null) =>
    of === null ? null : { _href: `${app.config.publicUrl}/v2/${path}/${of}`, id: of };
  return JSON.stringify({
    ...keptJson(message, principal),
    person: ref('people', message.person_id),
    from: shown?.from ?? null,
    to: shown?.to ?? null,
    text: shown?.text ?? '',
    html: shown ? untracked(shown.html, trackingTokens(linkKeysOf(app.config))) : '',
    unreadable: 'shown' in outcome ? null : outcome.unreadable,
    reactions: reactions.map(
      ({ id: of, kind, at, done, by_hand, outcome: came, received_message_id: received }) => ({
        id: of,
        kind,
        at: wireTime(at, principal.timeZone),
        done,
        by_hand,
        outcome: came,
        received_message: ref('received_messages', received),
      }),
    ),
  });
}

/** What a reaction carries: a reply's words, an absent person's day of return, a click's link. */
export function noteOf(
  kind: ReactionKind,
  given: {
    text?: string | null | undefined;
    returns_on?: string | null | undefined;
    url?: string | null | undefined;
  },
): string | null {
  const note = { reply: given.text, auto_reply: given.returns_on, click: given.url }[kind as string];
  return note == null || note.trim() === '' ? null : note;
}

/** @throws AppError unavailable */
export function sandboxTools({ sandbox }: AppContext): SandboxTools {
  if (!sandbox) throw new AppError('unavailable', 'This server cannot move the clock of a sandbox');
  return sandbox;
}

/** A change of the sandbox, answered with what it is then. */
async function changed(command: Command, change: (command: Command) => Promise<void>): Promise<Answer> {
  await change(command);
  const { tx, principal, now } = command;
  const wall = new Date(now.getTime() - principal.clockOffsetMs);
  return async () => JSON.stringify(await sandboxOf(tx, principal, wall));
}

/** The sandbox of the caller's team as the wire shows it. @param wall now of the wall clock @throws AppError forbidden */
async function sandboxOf(db: Db, principal: Principal, wall: Date): Promise<object> {
  const { timeZone } = principal;
  const team = await sandboxStatus(db, principal);
  return {
    enabled: team.enabled,
    now: wireTime(teamNow(wall, team.clockOffsetMs), timeZone),
    clock_offset_ms: team.clockOffsetMs,
    next_due_at: team.nextDueAt && wireTime(team.nextDueAt, timeZone),
    settings: team.settings,
    advance: team.advance && advanceJson(team.advance, principal),
  };
}

function advanceJson(advance: SandboxAdvance, { timeZone }: Principal): object {
  const { from, target, now, ...rest } = advance;
  return {
    state: rest.state,
    from: wireTime(from, timeZone),
    target: wireTime(target, timeZone),
    now: wireTime(now, timeZone),
    moments: rest.moments,
    counts: rest.counts,
    error: rest.error,
  };
}
