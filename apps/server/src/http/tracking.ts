import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkKeysOf } from '../config.js';
import { write } from '../db/write.js';
import { recordVisit } from '../domain/activities/index.js';
import { pageOf, tellSiteVisit } from '../domain/feed/index.js';
import { mergedInto } from '../domain/merging/index.js';
import { deriveKey, sign } from '../kernel/crypto.js';
import { SITE_PARAMETER, siteTokens } from '../kernel/site-token.js';
import { type Tracked, trackingTokens } from '../kernel/tracking-token.js';
import type { Authenticator } from './auth.js';
import { createStrangerLimiter } from './caller.js';
import type { AppContext } from './context.js';
import { messagePage } from './pages/layout.js';
import { sendPage } from './pages/safety.js';

/** A transparent GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** Requests of one network per minute that are recorded; past this they are only answered. */
const RECORDED_PER_MINUTE = 120;
/** Networks remembered at a time. */
const CLIENTS = 50_000;
const MAX_AGENT = 400;

/**
 * The open pixel and tracked links (docs/tracking.md). No cookie is set or needed. The pixel always answers, so that
 * nobody learns which tokens are real; a link leads to the address its token authenticates, and to no other.
 */
export function mountTracking(app: FastifyInstance, ctx: AppContext, auth: Authenticator): void {
  const tokens = trackingTokens(linkKeysOf(ctx.config));
  const networks = deriveKey(ctx.config.secretKey, 'tracking networks');
  const mayRecord = createStrangerLimiter(ctx, RECORDED_PER_MINUTE, CLIENTS);

  /** Never throws: whatever is wrong with the record, the person gets where the link leads. */
  async function record(request: FastifyRequest, about: Tracked & { url?: string }): Promise<void> {
    const now = ctx.clock.now();
    if (!mayRecord(request, now)) return;
    try {
      const visit = {
        kind: about.url === undefined ? ('open' as const) : ('click' as const),
        url: about.url ?? null,
        method: request.method,
        userAgent: agentOf(request),
        ip: request.ip,
        purposes: purposesOf(request),
        ours: await oursBecause(request, about.teamId, now),
        network: networkOf(request.ip, networks),
      };
      await write(ctx.database.kysely, about.teamId, (tx) =>
        recordVisit(tx, about.teamId, about.emailId, visit, now),
      );
    } catch (error) {
      ctx.log.warn({ err: error, teamId: about.teamId, emailId: about.emailId }, 'a visit was not recorded');
    }
  }

  async function oursBecause(request: FastifyRequest, teamId: number, now: Date): Promise<string | null> {
    const from = header(request, 'referer');
    if (from !== undefined && from.startsWith(`${ctx.config.publicUrl}/`))
      return 'It was looked at inside Cadenza.';
    if (request.headers.cookie === undefined) return null;
    const viewer = await auth.session(request.headers.cookie, now);
    return viewer?.teamId === teamId ? 'A signed-in user of the team looked at it.' : null;
  }

  app.get('/t/o/:token', async (request, reply) => {
    const about = tokens.readOpen((request.params as { token: string }).token);
    if (about) await record(request, about);
    return uncached(reply).type('image/gif').send(PIXEL);
  });

  // A wildcard: the address in the token makes it longer than a part of a path may be.
  app.get('/t/c/*', async (request, reply) => {
    const about = tokens.readClick((request.params as { '*': string })['*']);
    const target = about && webAddress(about.url);
    if (!about || target === undefined)
      return sendPage(
        reply,
        messagePage('This link is not complete', 'Open the link of the e-mail again, as a whole.'),
        { status: 404 },
      );
    await record(request, about);
    return uncached(reply).header('referrer-policy', 'no-referrer').redirect(target, 302);
  });
  mountSiteVisits(app, ctx, { mayRecord, oursBecause });
}

/** What both have in common: how much of one client is written down, and who looks at their own. */
interface Judges {
  mayRecord(request: FastifyRequest, now: Date): boolean;
  oursBecause(request: FastifyRequest, teamId: number, now: Date): Promise<string | null>;
}

/** Pages of teams' own websites, which their visitors came to by a link that names them. */
function mountSiteVisits(app: FastifyInstance, ctx: AppContext, may: Judges): void {
  const sites = siteTokens(linkKeysOf(ctx.config));

  /** As `record`, of a page of the team's website. */
  async function look(request: FastifyRequest, token: string, page: string): Promise<void> {
    const now = ctx.clock.now();
    const about = sites.read(token);
    if (!about || request.method !== 'GET' || purposesOf(request).length > 0 || !may.mayRecord(request, now))
      return;
    const { teamId, id: personId } = about;
    try {
      if ((await may.oursBecause(request, teamId, now)) !== null) return;
      const tell = (person: number) =>
        write(ctx.database.kysely, teamId, (tx) =>
          tellSiteVisit(tx, { teamId, personId: person, page, wall: now }),
        );
      if (await tell(personId)) return;
      // Links live longer than records: who was merged is somebody else by now.
      const into = await mergedInto(ctx.database.kysely, teamId, 'person', personId);
      if (into !== undefined) await tell(into);
    } catch (error) {
      ctx.log.warn({ err: error, teamId, personId }, 'a visit of the website was not recorded');
    }
  }

  // The website's own page asks for it; which page it is it says, or the browser.
  app.get('/t/s', async (request, reply) => {
    const { [SITE_PARAMETER]: token, page: said } = request.query as Readonly<Record<string, unknown>>;
    const page = pageOf(typeof said === 'string' ? said : (header(request, 'referer') ?? ''));
    if (typeof token === 'string' && page !== undefined) await look(request, token, page);
    return uncached(reply)
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('image/gif')
      .send(PIXEL);
  });
}

function uncached(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store, private, max-age=0').header('x-robots-tag', 'noindex');
}

/**
 * The address as a header can carry it: ASCII, whatever script it was typed in, without the line breaks of an editor.
 * Signed by us, and still no script: the sender may have typed anything. @returns undefined for what is no web address
 */
function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function agentOf(request: FastifyRequest): string | null {
  const agent = header(request, 'user-agent');
  return agent === undefined ? null : agent.replaceAll('\0', '').toWellFormed().slice(0, MAX_AGENT);
}

function purposesOf(request: FastifyRequest): string[] {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].flatMap((name) => header(request, name) ?? []);
}

/** A keyed hash of the client's network: places can be counted, nobody can be found by it. */
function networkOf(ip: string, key: Buffer): string | null {
  const mapped = ip.slice('::ffff:'.length);
  const plain = ip.toLowerCase().startsWith('::ffff:') && isIPv4(mapped) ? mapped : ip;
  if (isIPv4(plain)) return sign(key, plain.split('.').slice(0, 3).join('.')).slice(0, 11);
  if (isIPv6(plain)) return sign(key, plain.split(':').slice(0, 3).join(':')).slice(0, 11);
  return null;
}
