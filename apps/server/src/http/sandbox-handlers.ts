import {
  cancelAdvance,
  changeSandbox,
  type ReactionKind,
  requireAdmin,
  resetClock,
  type SandboxAdvance,
  sandboxStatus,
} from '../domain/sandbox/index.js';
import type { Db } from '../db/connect.js';
import { AppError } from '../kernel/errors.js';
import { teamNow } from '../kernel/clock.js';
import type { Principal } from '../kernel/principal.js';
import type { Command } from '../domain/command.js';
import type { AppContext, SandboxTools } from './context.js';
import { type Answer, type Handlers, said } from './handler-types.js';
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
      const report = await sandboxTools(app).advance(principal.teamId, { ...body, limitMs: HTTP_LIMIT_MS });
      const { touches, more, ...advance } = report;
      return said({
        ...advanceJson(advance, principal),
        touches: touches.map((touch) => ({ ...touch, at: wireTime(touch.at, principal.timeZone) })),
        more,
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
