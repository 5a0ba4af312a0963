import {
  cancelAdvance,
  changeSandbox,
  isAdvancing,
  nextDueAt,
  type ReactionKind,
  readSandboxTeam,
  requireAdmin,
  resetClock,
  type SandboxAdvance,
} from '../domain/sandbox/index.js';
import { write } from '../db/write.js';
import { AppError } from '../kernel/errors.js';
import { teamNow } from '../kernel/clock.js';
import type { Principal } from '../kernel/principal.js';
import type { Command } from '../domain/command.js';
import type { AppContext, SandboxTools } from './context.js';
import type { Handlers, Reader } from './handler-types.js';
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
  sandbox: { read: async ({ app, principal }) => JSON.stringify(await sandboxOf(app, principal)) },
  sandbox_settings: { act: (reader, { body }) => changed(reader, (command) => changeSandbox(command, body)) },
  sandbox_cancel: { act: (reader) => changed(reader, cancelAdvance) },
  sandbox_reset_clock: { act: (reader) => changed(reader, resetClock) },
  sandbox_advance: {
    act: async ({ app, principal }, { body }) => {
      requireAdmin(principal);
      const report = await sandboxTools(app).advance(principal.teamId, { ...body, limitMs: HTTP_LIMIT_MS });
      const { touches, more, ...advance } = report;
      return JSON.stringify({
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
      return JSON.stringify({
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

async function changed(
  { app, principal, now }: Reader,
  change: (command: Command) => Promise<void>,
): Promise<string> {
  await write(app.database.kysely, principal, (tx) => change({ tx, principal, now }));
  return JSON.stringify(await sandboxOf(app, principal));
}

/** The sandbox of the caller's team as the wire shows it. */
async function sandboxOf(app: AppContext, principal: Principal): Promise<object> {
  requireAdmin(principal);
  const db = app.database.kysely;
  const { teamId, timeZone } = principal;
  const team = await readSandboxTeam(db, teamId);
  const next = await nextDueAt(db, teamId);
  const advance = team.advance && { ...team.advance };
  // A process that was killed could not say so.
  if (advance?.state === 'running' && !(await isAdvancing(db, teamId))) {
    advance.state = 'failed';
    advance.error = 'The server stopped on the way: advance again to go on.';
  }
  return {
    enabled: team.enabled,
    now: wireTime(teamNow(app.clock.now(), team.clockOffsetMs), timeZone),
    clock_offset_ms: team.clockOffsetMs,
    next_due_at: next && wireTime(next, timeZone),
    settings: team.settings,
    advance: advance && advanceJson(advance, principal),
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
