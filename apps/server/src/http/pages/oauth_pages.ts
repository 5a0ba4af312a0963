import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, type Html } from './html.js';
import { messagePage, notice, page } from './layout.js';
import { setPageHeaders } from './safety.js';
import { permissionsOf, sentenceOf } from './scope_words.js';

export interface ConsentOptions {
  action: string;
  csrf: string;
  email: string;
  appName: string;
  scopes: readonly string[];
  /** Asked for as well, and not granted: the person's role does not allow it. */
  withheld: readonly string[];
  /** Where the browser goes afterwards; absent for a device. */
  returnsTo?: string | undefined;
  /** The code the device shows, to be compared. */
  userCode?: string | undefined;
}

/** Asks whether an app may act for the person: names the app, what it may do in words, and where it leads back. */
export function consentPage(options: ConsentOptions): Html {
  return page(
    { title: `Authorize ${options.appName}`, signedIn: { email: options.email, csrf: options.csrf } },
    html`<section class="card">
<h1><strong>${options.appName}</strong> wants to use your Cadenza account</h1>
${options.userCode && html`<p>Your device should show this code:</p><p class="code">${options.userCode}</p>`}
<p class="muted">It will act as <strong>${options.email}</strong>.</p>
${permissions(options.scopes)}
${
  options.withheld.length > 0 &&
  html`<p class="muted small">It also asked for this, which only an admin can grant, and will not get it: ${options.withheld.map(sentenceOf).join('; ')}.</p>`
}
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

function permissions(scopes: readonly string[]): Html {
  const { identity, groups, privileged } = permissionsOf(scopes);
  return html`<div class="permissions">
${identity && html`<h2>You</h2><dl><div><dt>Your name, e-mail address and team</dt><dd><span class="badge">see</span></dd></div></dl>`}
${groups.map(
  (group) =>
    html`<h2>${group.title}</h2><dl>${group.permissions.map(
      (each) =>
        html`<div><dt>${each.what}</dt><dd>${each.verbs.map((verb) => html`<span class="${verb === 'delete' ? 'badge warn' : 'badge'}">${verb}</span> `)}</dd></div>`,
    )}</dl>`,
)}
${
  privileged.length > 0 &&
  html`<section class="privileged" aria-labelledby="privileged"><h2 id="privileged">Privileged</h2>
<p class="muted small">Only admins can grant this. Be sure that you trust the app with it.</p>
<ul>${privileged.map((each) => html`<li>${each}</li>`)}</ul></section>`
}
</div>`;
}
