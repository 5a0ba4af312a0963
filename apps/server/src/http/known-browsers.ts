import type { FastifyReply, FastifyRequest } from 'fastify';
import { secretKeys } from '../config.js';
import { constantTimeEqual, deriveKey, randomToken, sign } from '../kernel/crypto.js';
import { readCookie } from './auth.js';
import type { AppContext } from './context.js';
import type { Safety } from './pages/safety.js';

const COOKIE = 'cadenza_browser';
/** The longest a browser keeps a cookie. */
const MAX_AGE_SECONDS = 400 * 24 * 3600;
/** People who share a browser: the latest of them. */
const KEPT = 5;

/**
 * Browsers that a user has signed in with: a signed cookie says so, for each user apart, and outlives the session. It
 * opens nothing; it only takes the browser out of reach of limits that strangers use up.
 */
export function knownBrowsers(ctx: AppContext, safety: Safety) {
  const keys = secretKeys(ctx.config).map((secret) => deriveKey(secret, 'known browsers'));
  const mark = (key: Buffer, name: string, userId: number) => sign(key, `${name} ${userId}`).slice(0, 22);
  const read = (request: FastifyRequest) => {
    const [name = '', ...marks] = (readCookie(request.headers.cookie, COOKIE) ?? '').split('.', KEPT + 1);
    return { name, marks };
  };
  return {
    /** The browser's name when this user has signed in with it before. */
    of:
      (request: FastifyRequest) =>
      (userId: number): string | undefined => {
        const { name, marks } = read(request);
        const known = keys.some((key) =>
          marks.some((each) => constantTimeEqual(each, mark(key, name, userId))),
        );
        return known ? name : undefined;
      },
    /** From now on this browser is one of the user's. */
    remember(request: FastifyRequest, reply: FastifyReply, userId: number): void {
      const old = read(request);
      const key = keys[0] as Buffer;
      const ours = /^[\w-]{22}$/.test(old.name) && old.marks.every((each) => /^[\w-]{22}$/.test(each));
      const name = ours && old.marks.length > 0 ? old.name : randomToken(16);
      const own = mark(key, name, userId);
      const others = name === old.name ? old.marks.filter((each) => each !== own) : [];
      safety.setCookie(reply, COOKIE, [name, own, ...others].slice(0, KEPT + 1).join('.'), MAX_AGE_SECONDS);
    },
  };
}
