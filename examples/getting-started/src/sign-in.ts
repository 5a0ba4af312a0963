import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authorizeUrl, ConnectionFailed, exchangeCode, type TokenStore } from '@cadenza/sdk';
import { PAGE_HEADERS, problemPage, signInPage, successPage } from './pages.js';
import { explain, Problem } from './problem.js';
import type { Settings } from './settings.js';

export interface SignInOptions {
  readonly settings: Settings;
  readonly store: TokenStore;
  readonly onSuccess: () => void;
  /** The sign-in cannot succeed; called after the browser has been told. */
  readonly onFailure: (error: unknown) => void;
}

/** `__Host-`: the browser accepts it over HTTPS only, from this very host. */
/** What explore.ts does, and no more: a person reads this on the consent page. */
const SCOPES = 'people:read people:write cadences:read cadences:write';
const COOKIE = '__Host-state';
const MOST_PENDING = 100;

/** The web server's request handler: start page, way to the authorization server, and the way back. */
export function signInHandler({
  settings,
  store,
  onSuccess,
  onFailure,
}: SignInOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { app } = settings;
  const pending = new Set<string>();

  const send = (response: ServerResponse, status: number, html: string) => {
    response.writeHead(status, PAGE_HEADERS).end(html);
  };
  const redirect = (response: ServerResponse, location: string, cookie: string) => {
    response
      .writeHead(302, {
        location,
        'set-cookie': cookie,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      .end();
  };
  const fail = (response: ServerResponse, status: number, error: unknown) => {
    response.once('close', () => onFailure(error));
    response.setHeader('connection', 'close');
    send(response, status, problemPage(explain(error)));
  };

  const leave = async (response: ServerResponse) => {
    await probe(app.authUrl);
    const state = randomBytes(32).toString('base64url');
    pending.add(state);
    if (pending.size > MOST_PENDING) for (const oldest of [...pending].slice(0, 1)) pending.delete(oldest);
    redirect(
      response,
      authorizeUrl(app, { state, scope: SCOPES }),
      `${COOKIE}=${state}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=1800`,
    );
  };

  const comeBack = async (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => {
    const state = query.get('state');
    // Not ours or another browser's: refuse, but let the sign-in that may be under way go on.
    if (state === null || cookie(request, COOKIE) !== state || !pending.delete(state)) {
      send(
        response,
        400,
        problemPage(
          `This answer belongs to no sign-in begun here: open https://localhost:${settings.port} and click "Sign in" again.`,
        ),
      );
      return;
    }
    const refusal = query.get('error');
    if (refusal !== null) {
      throw new Problem(
        refusal === 'access_denied'
          ? 'Access was denied on the consent page, so nothing was stored: run `npm run server` again, sign in and click "Allow".'
          : `The server refused the sign-in (${query.get('error_description') ?? refusal}): check the settings of your application there, then run \`npm run server\` again.`,
      );
    }
    const code = query.get('code');
    if (code === null)
      throw new Problem(
        'The server sent no code: check that CADENZA_AUTH_URL points at the authorization server, then run `npm run server` again.',
      );
    const context = query.get('context');
    const scope = query.get('scope');
    const tokens = await exchangeCode(app, {
      code,
      ...(context === null ? {} : { context }),
      ...(scope === null ? {} : { scope }),
    });
    await store.update(() => Promise.resolve(tokens));
    redirect(response, '/?success', `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
    onSuccess();
  };

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    // The base goes in front as text: a path like `//` would replace the host, and may be no URL at all.
    const { pathname, searchParams } = new URL(
      `https://localhost:${settings.port}${request.url?.startsWith('/') ? request.url : '/'}`,
    );
    if (request.method !== 'GET' && request.method !== 'HEAD')
      send(response, 405, problemPage('Only GET is understood here.'));
    else if (pathname === '/' && searchParams.has('success')) send(response, 200, successPage());
    else if (pathname === '/')
      send(response, 200, signInPage(app.authUrl, (await store.read()) !== undefined));
    else if (pathname === '/auth/salesloft') await leave(response);
    else if (pathname === '/auth/salesloft/callback') await comeBack(request, response, searchParams);
    else send(response, 404, problemPage('There is nothing here: go to the start page.'));
  };

  return (request, response) => {
    route(request, response).catch((error: unknown) =>
      fail(response, error instanceof ConnectionFailed ? 502 : 400, error),
    );
  };
}

/** Any answer will do. @throws ConnectionFailed when there is none within five seconds */
export async function probe(url: string): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    await answer.body?.cancel();
  } catch (error) {
    throw new ConnectionFailed('HEAD', url, error);
  }
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
