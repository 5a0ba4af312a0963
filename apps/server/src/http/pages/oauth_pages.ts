import { SCOPES } from '@cadenza/contract';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, type Html } from './html.js';
import { messagePage, notice, page } from './layout.js';
import { setPageHeaders } from './safety.js';

const WORDS: Readonly<Record<string, string>> = {
  ...SCOPES,
  openid: 'Know who you are: your name, e-mail address and team',
};

export interface ConsentOptions {
  action: string;
  csrf: string;
  email: string;
  appName: string;
  scopes: readonly string[];
  /** Where the browser goes afterwards; absent for a device. */
  returnsTo?: string | undefined;
  /** The code the device shows, to be compared. */
  userCode?: string | undefined;
}

/** Asks whether an app may act for the person: names the app, what it may do in words, and where it leads back. */
export function consentPage(options: ConsentOptions): Html {
  const [changes, reads] = [
    options.scopes.filter(isChange),
    options.scopes.filter((scope) => !isChange(scope)),
  ];
  return page(
    { title: `Authorize ${options.appName}`, signedIn: { email: options.email, csrf: options.csrf } },
    html`<section class="card">
<h1><strong>${options.appName}</strong> wants to use your Cadenza account</h1>
${options.userCode && html`<p>Your device should show this code:</p><p class="code">${options.userCode}</p>`}
<p class="muted">It will act as <strong>${options.email}</strong>.</p>
${reads.length > 0 && html`<h2>It could see</h2>${scopeList(reads)}`}
${changes.length > 0 && html`<h2>It could change</h2>${scopeList(changes)}`}
<form class="actions" method="post" action="${options.action}">
<input type="hidden" name="csrf" value="${options.csrf}">
${options.userCode && html`<input type="hidden" name="user_code" value="${options.userCode}">`}
<button type="submit" name="decision" value="allow">Allow</button>
<button class="secondary" type="submit" name="decision" value="deny">Cancel</button>
</form>
<p class="muted small">${options.returnsTo ? html`Afterwards you go back to <strong>${options.returnsTo}</strong>. ` : 'Only continue if you started this on your own device. '}You can end its access at any time under “Your account”.</p>
</section>`,
  );
}

/** Asks for the code a device shows. */
export function deviceCodePage(options: {
  csrf: string;
  email: string;
  userCode?: string | undefined;
  error?: string | undefined;
}): Html {
  return page(
    { title: 'Connect a device', signedIn: { email: options.email, csrf: options.csrf } },
    html`<section class="card">
<h1>Connect a device</h1>
<p class="muted">Enter the code your device or command line shows.</p>
${notice('error', options.error)}
<form method="post" action="/device">
<input type="hidden" name="csrf" value="${options.csrf}">
<label for="user_code">Code</label>
<input class="code" id="user_code" name="user_code" value="${options.userCode}" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus>
<button type="submit">Continue</button>
</form>
</section>`,
  );
}

/** The engine's errors that cannot be sent back to an app, for a person. */
export function renderOAuthError(koa: KoaContextWithOIDC, out: ErrorOut): void {
  setPageHeaders((name, value) => koa.set(name, value));
  koa.type = 'html';
  koa.body = messagePage('This sign-in cannot continue', `${sentence(out)} (${out.error})`, {
    href: '/app',
    text: 'Go to Cadenza',
  }).text;
}

function sentence(out: ErrorOut): string {
  if (out.error === 'invalid_redirect_uri')
    return 'The app asked to be called back at an address it is not registered for.';
  if (out.error === 'invalid_client') return 'The app that sent you here is not known to this server.';
  const text = out.error_description ?? 'The app that sent you here made a request this server cannot answer';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!]$/.test(text) ? '' : '.'}`;
}

function isChange(scope: string): boolean {
  return scope.endsWith(':write') || scope.endsWith(':delete');
}

function scopeList(scopes: readonly string[]): Html {
  return html`<ul class="scopes">${scopes.map((scope) => html`<li>${WORDS[scope] ?? scope}</li>`)}</ul>`;
}
