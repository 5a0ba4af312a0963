import type { FastifyInstance } from 'fastify';
import type { Db } from '../../db/connect.js';
import { sessionHome, switchSession } from '../../domain/identity/index.js';
import { findDemo } from '../../domain/sandbox/index.js';
import { AppError } from '../../kernel/errors.js';
import { readSession } from '../auth.js';
import { formFields, localPath } from './safety.js';
import { type PageParts, toLogin } from './visitor.js';

/** The demo as the shell shows it, with the team it is of. */
export interface DemoBeside {
  /** The page is of the demo itself. */
  readonly here: boolean;
  readonly name: string;
  /** The team that the admins come from. */
  readonly home: string;
  /** What of it is made, of so many steps; it is ready when `ready` says so. */
  readonly step: number;
  readonly steps: number;
  /** What is being made now, in words. */
  readonly doing: string | null;
  readonly ready: boolean;
}

/** For admins of a team with a demo, wherever their session looks. */
export async function demoBeside(
  db: Db,
  token: string | undefined,
  teamId: number,
  now: Date,
): Promise<DemoBeside | null> {
  const home = token === undefined ? undefined : await sessionHome(db, token, now);
  const demo = home?.admin ? await findDemo(db, home.teamId) : undefined;
  if (!home || !demo || demo.state.removing) return null;
  const { step, steps, doing = null, ended } = demo.state;
  return {
    here: demo.teamId === teamId,
    name: demo.name,
    home: home.teamName,
    ...{ step, steps, doing, ready: ended !== null },
  };
}

/** GET /app/team: how far the demo is, for the app that waits for it. */
function mountProgress(app: FastifyInstance, { ctx, auth }: PageParts): void {
  app.get('/app/team', async (request, reply) => {
    const now = ctx.clock.now();
    const token = readSession(request.headers.cookie);
    const principal = await auth.session(request.headers.cookie, now);
    const demo = principal && (await demoBeside(ctx.database.kysely, token, principal.teamId, now));
    return reply
      .code(principal ? 200 : 401)
      .header('cache-control', 'no-store')
      .send({ data: demo ?? null });
  });
}

/** POST /app/team: the session of an admin goes to the demo (`to` = demo), or home again (decision 100). */
export function mountDemoSwitch(app: FastifyInstance, parts: PageParts): void {
  const { ctx, auth, safety } = parts;
  mountProgress(app, parts);
  app.post('/app/team', async (request, reply) => {
    safety.checkCsrf(request);
    const { to, return_to: path } = formFields(request);
    const token = readSession(request.headers.cookie);
    const now = ctx.clock.now();
    const db = ctx.database.kysely;
    const home = token === undefined ? undefined : await sessionHome(db, token, now);
    if (token === undefined || !home) return toLogin(reply, '/app');
    let demoTeamId: number | null = null;
    if (to === 'demo') {
      const demo = home.admin ? await findDemo(db, home.teamId) : undefined;
      if (!demo || demo.state.removing)
        throw new AppError('not_found', 'There is no demo beside your team, or you are not an admin of it');
      demoTeamId = demo.teamId;
    }
    const next = await switchSession(db, token, demoTeamId, now);
    if (!next) return toLogin(reply, '/app');
    auth.flush();
    const seconds = Math.max(1, Math.floor((next.expiresAt.getTime() - now.getTime()) / 1000));
    safety.setSession(reply, next.token, seconds);
    return reply.header('cache-control', 'no-store').redirect(localPath(path, '/app'), 303);
  });
}
