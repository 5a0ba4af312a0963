import { shortLine } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { write } from '../../db/write.js';
import {
  createUser,
  listTeamUsers,
  nameOfTeam,
  sendPasswordLink,
  type SendSystemMail,
} from '../../domain/identity/index.js';
import { users } from '../../domain/team/index.js';
import { teamNow } from '../../kernel/clock.js';
import { AppError, notFound } from '../../kernel/errors.js';
import { tellWait } from '../errors.js';
import { formFields, sendPage, storable } from './safety.js';
import { createFlash, type Shown } from './shown.js';
import { usersPage } from './team_users_view.js';
import { findVisitor, idOf, moment, type PageParts, signedInAs, toLogin, type Visitor } from './visitor.js';

const HOME = '/app/users';
const PER_PAGE = 50;

interface Parts extends PageParts {
  sendSystemMail: SendSystemMail;
}

/** What the routes of the page share. */
interface TeamUsers extends Parts {
  app: FastifyInstance;
  flash: ReturnType<typeof createFlash>;
}

/**
 * The users of the team, for its admins: invite, send a link for a new password, deactivate. A link leaves by the
 * system's mail; where there is none it is shown, once.
 */
export function mountTeamUsers(app: FastifyInstance, parts: Parts): void {
  const teamUsers = { ...parts, app, flash: createFlash(parts.ctx, parts.safety, HOME) };
  app.get(HOME, async (request, reply) => {
    const visitor = await findVisitor(parts, request);
    return visitor ? show(teamUsers, request, reply, adminOnly(visitor)) : toLogin(reply, request.url);
  });
  mountInvitation(teamUsers);
  mountAction(teamUsers, '/:id/link', async (visitor, request) =>
    linkFor(parts, visitor, idOf(request), false),
  );
  mountActivation(teamUsers, '/:id/deactivate', false);
  mountActivation(teamUsers, '/:id/activate', true);
}

async function show(
  { ctx, safety, flash }: TeamUsers,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  failed?: { error: string; status: number },
): Promise<FastifyReply> {
  const query = (request.query ?? {}) as Record<string, unknown>;
  const q = typeof query['q'] === 'string' ? shortLine(storable(query['q']), 100) : '';
  const page = pageOf(query['page']);
  const found = await listTeamUsers(ctx.database.kysely, visitor.principal.teamId, {
    q,
    limit: PER_PAGE + 1,
    offset: (page - 1) * PER_PAGE,
  });
  const shown = failed === undefined ? flash.take(request, reply) : undefined;
  const signedIn = signedInAs(safety, visitor, request, reply);
  const rows = found.slice(0, PER_PAGE);
  const more = found.length > PER_PAGE;
  return sendPage(
    reply,
    usersPage({ visitor, signedIn, rows, more, page, q, shown, error: failed?.error }),
    failed === undefined ? {} : { status: failed.status },
  );
}

/** Every form of the page: CSRF, an admin, then back to the list. */
function mountAction(
  teamUsers: TeamUsers,
  path: string,
  work: (visitor: Visitor, request: FastifyRequest) => Promise<Shown | undefined>,
): void {
  const { app, auth, safety, flash } = teamUsers;
  app.post(`${HOME}${path}`, async (request, reply) => {
    safety.checkCsrf(request);
    const visitor = await findVisitor(teamUsers, request);
    if (!visitor) return toLogin(reply, HOME);
    adminOnly(visitor);
    try {
      const told = await work(visitor, request);
      auth.flush();
      if (told) flash.put(reply, told);
      return await reply.header('cache-control', 'no-store').redirect(HOME, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !['invalid', 'rate_limited'].includes(error.kind)) throw error;
      tellWait(reply, error);
      return show(teamUsers, request, reply, visitor, {
        error: error.kind === 'invalid' ? `The ${error.message}.` : error.message,
        status: error.kind === 'invalid' ? 422 : 429,
      });
    }
  });
}

/** Mails the user a link that sets a password, or has it shown to the admin. */
async function linkFor(
  { ctx, sendSystemMail }: Parts,
  visitor: Visitor,
  userId: number,
  invitation: boolean,
): Promise<Shown> {
  const db = ctx.database.kysely;
  const { account, principal } = visitor;
  const team = await nameOfTeam(db, principal.teamId);
  const about = { publicUrl: ctx.config.publicUrl, invitation, team, by: account.name ?? account.email };
  const who = { teamId: principal.teamId, userId };
  const link = await sendPasswordLink(db, who, about, sendSystemMail, ctx.clock.now());
  if (link.mailed) return { title: `A link is on its way to ${link.email}`, items: [] };
  if (link.refused !== undefined) ctx.log.error({ err: link.refused }, 'password link mail failed');
  return {
    title: `A link for ${link.email}`,
    note: `${link.refused === undefined ? 'This server has no mailbox to send it from' : 'The mail server did not take it'}, so hand it over yourself. It sets a password, once, until ${moment(link.expiresAt, principal) ?? ''}; whoever has it can come in as this user.`,
    items: [{ label: 'One-time link', value: link.url }],
  };
}

function mountInvitation(teamUsers: TeamUsers): void {
  const { ctx } = teamUsers;
  mountAction(teamUsers, '', async (visitor, request) => {
    const fields = formFields(request);
    const { teamId, userId } = visitor.principal;
    const made = await write(ctx.database.kysely, teamId, (tx) =>
      createUser(
        tx,
        teamId,
        {
          email: fields['email'] ?? '',
          firstName: nameIn(fields['first_name']),
          lastName: nameIn(fields['last_name']),
          role: fields['role'] === 'admin' ? 'admin' : 'user',
          timeZone: visitor.principal.timeZone,
          invitedBy: userId,
        },
        teamNow(ctx.clock.now(), visitor.principal.clockOffsetMs),
      ),
    );
    return linkFor(teamUsers, visitor, made.id, true);
  });
}

function mountActivation(teamUsers: TeamUsers, path: string, active: boolean): void {
  const { ctx } = teamUsers;
  mountAction(teamUsers, path, async ({ principal }, request) => {
    const now = teamNow(ctx.clock.now(), principal.clockOffsetMs);
    const id = idOf(request);
    await write(ctx.database.kysely, principal, (tx) => users.update({ tx, principal, now }, id, { active }));
    return undefined;
  });
}

/** For others the page is not there. @throws AppError not_found */
function adminOnly(visitor: Visitor): Visitor {
  if (!visitor.principal.admin) throw notFound();
  return visitor;
}

const nameIn = (text: string | undefined) => shortLine(text ?? '', 200) || null;

function pageOf(text: unknown): number {
  const page = typeof text === 'string' ? Number(text) : 1;
  return Number.isSafeInteger(page) && page > 0 && page <= 1000 ? page : 1;
}
