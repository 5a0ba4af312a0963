import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { write } from '../db/write.js';
import {
  cancelAdvance,
  changeSandbox,
  isAdvancing,
  listHappened,
  listReactions,
  nextDueAt,
  REACTION_KINDS,
  type ReactionKind,
  readSandboxTeam,
  requireAdmin,
  resetClock,
  type SandboxChange,
} from '../domain/sandbox/index.js';
import type { Command } from '../domain/command.js';
import { AppError, invalid, notFound } from '../kernel/errors.js';
import { teamNow } from '../kernel/clock.js';
import { wireError } from './errors.js';
import type { Html } from './pages/html.js';
import { messagePage } from './pages/layout.js';
import { clockPart, reactionPart } from './pages/sandbox_clock_view.js';
import { formFields, sendPage } from './pages/safety.js';
import { findVisitor, toLogin, type PageParts, type Visitor } from './pages/visitor.js';
import { HTTP_LIMIT_MS, noteOf, sandboxTools } from './sandbox-handlers.js';

/** Actions listed on the page. */
const LISTED = 50;
const PAGE = '/sandbox';

/** The clock's part of the sandbox page; nothing for those who may not move it. */
export async function clockOf({ ctx }: PageParts, visitor: Visitor, csrf: string): Promise<Html | undefined> {
  if (!visitor.principal.admin) return undefined;
  const db = ctx.database.kysely;
  const { teamId } = visitor.principal;
  const team = await readSandboxTeam(db, teamId);
  const { advance } = team;
  return clockPart({
    visitor,
    csrf,
    enabled: team.enabled,
    now: teamNow(ctx.clock.now(), team.clockOffsetMs),
    moved: team.clockOffsetMs !== 0,
    nextDueAt: await nextDueAt(db, teamId),
    advancing: await isAdvancing(db, teamId),
    settings: team.settings,
    advance,
    touches:
      advance === null ? [] : await listHappened(db, { teamId, from: advance.from, to: advance.now }, LISTED),
  });
}

/** What may be done about one message; nothing outside of sandboxes, and for the server's own mail. */
export async function reactionsOf(
  db: Db,
  visitor: Visitor,
  csrf: string,
  message: { id: number; person_id: number | null },
): Promise<Html | undefined> {
  const { teamId, admin } = visitor.principal;
  if (!admin || message.person_id === null || !(await readSandboxTeam(db, teamId)).enabled) return undefined;
  return reactionPart({
    visitor,
    csrf,
    messageId: message.id,
    reactions: await listReactions(db, teamId, message.id),
  });
}

/** The forms of the sandbox page: the clock, the made-up people, and what a recipient does about a message. */
export function mountSandboxForms(app: FastifyInstance, parts: PageParts): void {
  const { ctx, safety } = parts;
  const { kysely } = ctx.database;

  function form(
    path: string,
    work: (
      visitor: Visitor,
      fields: Record<string, string | undefined>,
      request: FastifyRequest,
    ) => Promise<string>,
  ): void {
    app.post(path, async (request, reply) => {
      safety.checkCsrf(request);
      const visitor = await findVisitor(parts, request);
      if (!visitor) return toLogin(reply, PAGE);
      try {
        requireAdmin(visitor.principal);
        return await reply.redirect(await work(visitor, formFields(request), request), 303);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return refused(reply, error);
      }
    });
  }

  const command = async ({ principal }: Visitor, change: (command: Command) => Promise<void>) => {
    const { clockOffsetMs } = await readSandboxTeam(kysely, principal.teamId);
    const now = teamNow(ctx.clock.now(), clockOffsetMs);
    await write(kysely, principal, (tx) => change({ tx, principal, now }));
    return PAGE;
  };

  form('/sandbox/advance', async ({ principal }, fields) => {
    const { by, until } = fields;
    await sandboxTools(ctx).advance(principal.teamId, { by, until, limitMs: HTTP_LIMIT_MS });
    return `${PAGE}#last-advance`;
  });
  form('/sandbox/settings', (visitor, fields) =>
    command(visitor, (unit) => changeSandbox(unit, settingsOf(fields))),
  );
  form('/sandbox/cancel', (visitor) => command(visitor, cancelAdvance));
  form('/sandbox/reset_clock', (visitor) => command(visitor, resetClock));
  form('/sandbox/messages/:id/react', async ({ principal }, fields, request) => {
    const { id } = request.params as { id: string };
    const kind = REACTION_KINDS.find((each) => each === fields['kind']);
    if (kind === undefined) throw invalid('kind', 'is not something a recipient does');
    if (!/^\d{1,15}$/.test(id)) throw notFound();
    await sandboxTools(ctx).react(principal.teamId, Number(id), {
      kind,
      note: noteOf(kind, { ...fields, returns_on: dayOf(kind, fields['returns_on']) }),
      byUserId: principal.userId,
    });
    return `/sandbox/messages/${id}#reactions`;
  });
}

function refused(reply: FastifyReply, error: AppError): FastifyReply {
  return sendPage(
    reply,
    messagePage('That did not work', `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`, {
      href: PAGE,
      text: 'Back to the mail sandbox',
    }),
    { status: wireError(error).status },
  );
}

/** @throws AppError invalid for a day that is none */
function dayOf(kind: ReactionKind, text: string | undefined): string | undefined {
  if (kind !== 'auto_reply' || text === undefined || text === '') return undefined;
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`)))
    throw invalid('returns_on', 'is not a day');
  return text;
}

const RATES = [
  'reply_rate',
  'auto_reply_rate',
  'bounce_rate',
  'open_rate',
  'click_rate',
  'opt_out_rate',
] as const;

/** The two forms that post here: one switches the sandbox on or off, the other says what made-up people do. */
function settingsOf(fields: Record<string, string | undefined>): SandboxChange {
  if (fields['form'] !== 'people') return { enabled: fields['enabled'] === 'true' };
  const seed = fields['seed']?.trim() ?? '';
  if (seed === '' || seed.length > 100) throw invalid('seed', 'must be 1 to 100 characters');
  const rates = RATES.map((name) => {
    const percent = Number(fields[name] === '' ? Number.NaN : fields[name]);
    if (!(percent >= 0 && percent <= 100)) throw invalid(name, 'must be a percentage from 0 to 100');
    return [name, percent / 100] as const;
  });
  return {
    seed,
    ...(Object.fromEntries(rates) as Record<(typeof RATES)[number], number>),
    complete_manual_steps: fields['complete_manual_steps'] === 'true',
  };
}
