import type { FastifyReply, FastifyRequest } from 'fastify';
import { constantTimeEqual, deriveKey, randomToken, sign } from '../../kernel/crypto.js';
import { AppError } from '../../kernel/errors.js';
import type { Config } from '../../config.js';
import { readCookie, readSession, sessionCookie } from '../auth.js';
import type { AppContext } from '../context.js';
import type { Html } from './html.js';
import { messagePage } from './layout.js';

const FORM_COOKIE = 'cadenza_form';

/**
 * The headers of every page: no script at all, nothing framed, no address leaked. `formTargets`: origins a form may
 * end at after redirects, which browsers check too (CSP form-action); an OAuth consent ends at the app.
 */
export function setPageHeaders(
  set: (name: string, value: string) => void,
  formTargets: readonly string[] = [],
): void {
  set(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${["'self'", ...formTargets].join(' ')}`,
  );
  set('x-frame-options', 'DENY');
  set('x-content-type-options', 'nosniff');
  set('referrer-policy', 'no-referrer');
  set('cache-control', 'no-store');
  // Programs (the API reference is one) open the way through an authorization in a popup and wait for it to report
  // back, so those pages keep their opener.
  if (formTargets.length === 0) set('cross-origin-opener-policy', 'same-origin');
  set('cross-origin-resource-policy', 'same-origin');
  set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}

/** Answers with a page and its headers. */
export function sendPage(
  reply: FastifyReply,
  body: Html,
  options: { status?: number; formTargets?: readonly string[] } = {},
): FastifyReply {
  setPageHeaders((name, value) => void reply.header(name, value), options.formTargets);
  return reply
    .code(options.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(body.text);
}

/** 404 for a person. */
export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply,
    messagePage('Not found', 'There is nothing at this address, or you may not see it.', {
      href: '/app',
      text: 'Go to Cadenza',
    }),
    { status: 404 },
  );
}

/** A path on this server, or `otherwise`: what a login may lead to. Never another site (open redirect). */
export function localPath(target: unknown, otherwise: string): string {
  if (typeof target !== 'string' || !/^\/[^\\\p{Cc}]*$/u.test(target) || target.startsWith('//'))
    return otherwise;
  const base = 'http://local.invalid';
  if (!URL.canParse(target, base)) return otherwise;
  const url = new URL(target, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : otherwise;
}

/** Fields of a posted form that are single strings. */
export function formFields(request: FastifyRequest): Record<string, string | undefined> {
  const fields: Record<string, string | undefined> = Object.create(null) as Record<
    string,
    string | undefined
  >;
  for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') fields[name] = storable(value);
  }
  return fields;
}

/** A form field that may occur several times. */
export function formList(request: FastifyRequest, name: string): string[] {
  const value = ((request.body ?? {}) as Record<string, unknown>)[name];
  return (Array.isArray(value) ? value : [value])
    .filter((each): each is string => typeof each === 'string')
    .map(storable);
}

/** Without NUL bytes and halves of surrogate pairs, which PostgreSQL cannot store. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The token of a browser's forms and calls, by the secret it is bound to. */
export function csrfOf({ secretKey }: Pick<Config, 'secretKey'>): (secret: string) => string {
  const key = deriveKey(secretKey, 'page forms');
  return (secret) => sign(key, secret);
}

/** Cookies and CSRF tokens of the pages. */
export function createSafety(ctx: AppContext) {
  const csrf = csrfOf(ctx.config);
  const secure = ctx.config.publicUrl.startsWith('https:');

  const setCookie = (reply: FastifyReply, name: string, value: string, maxAgeSeconds: number, path = '/') => {
    // Lax, not Strict: the first request of an OAuth login comes from another site.
    reply.header(
      'set-cookie',
      `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
  };
  const binding = (request: FastifyRequest) =>
    readSession(request.headers.cookie) ?? readCookie(request.headers.cookie, FORM_COOKIE);

  return {
    setCookie,
    setSession(reply: FastifyReply, token: string, maxAgeSeconds: number): void {
      setCookie(reply, sessionCookie(secure), token, maxAgeSeconds);
    },
    /** Both names: one may be of before. */
    endSession(reply: FastifyReply): void {
      setCookie(reply, sessionCookie(false), '', 0);
      if (secure) setCookie(reply, sessionCookie(true), '', 0);
    },
    /** The token for forms of this browser: bound to its session, before the login to a cookie of its own. */
    csrf(request: FastifyRequest, reply: FastifyReply): string {
      let secret = binding(request);
      if (secret === undefined) {
        secret = randomToken();
        setCookie(reply, FORM_COOKIE, secret, 24 * 3600);
      }
      return csrf(secret);
    },
    /** @throws AppError forbidden when the form was not made for this browser. */
    checkCsrf(request: FastifyRequest): void {
      const secret = binding(request);
      const given = formFields(request)['csrf'];
      const site = request.headers['sec-fetch-site'];
      if (
        secret === undefined ||
        given === undefined ||
        site === 'cross-site' ||
        !constantTimeEqual(csrf(secret), given)
      ) {
        throw new AppError(
          'forbidden',
          'This form has expired. Please go back, reload the page and try again.',
        );
      }
    },
  };
}

export type Safety = ReturnType<typeof createSafety>;
