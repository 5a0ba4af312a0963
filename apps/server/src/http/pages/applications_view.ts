import { GENERAL_SCOPES, PRIVILEGED_SCOPES } from '@cadenza/contract';
import type { Account, ApiKeyRow, OAuthAppRow } from '../../domain/identity/index.js';
import { html, type Html } from './html.js';
import { notice, page, table } from './layout.js';
import { type Shown, shownCard } from './shown.js';

export interface ApplicationsOptions {
  csrf: string;
  account: Account & { admin: boolean };
  apps: readonly OAuthAppRow[];
  keys: readonly ApiKeyRow[];
  shown: Shown | undefined;
  error: string | undefined;
  now: Date;
}

/** The page of OAuth apps and API keys. */
export function applicationsPage(options: ApplicationsOptions): Html {
  const { csrf, account, shown, error } = options;
  return page(
    {
      title: 'Your applications',
      wide: true,
      signedIn: { email: account.email, csrf, admin: account.admin },
      section: 'applications',
    },
    html`<h1>Your applications</h1>
<p class="muted">Programs that work with your Cadenza data through the <a href="/swagger/index.html">API</a>.</p>
${notice('error', error)}
${shown && shownCard(shown)}
${keysCard(options)}
${appsCard(options)}`,
  );
}

function keysCard({ csrf, account, keys, now }: ApplicationsOptions): Html {
  return html`<section class="card">
<h2>API keys</h2>
<p class="muted">For your own scripts. A key acts as you, within its scopes.</p>
${
  keys.length > 0 &&
  table(
    ['Name', 'Key', 'Scopes', 'Created', 'Last used', ''],
    keys.map((key) => [
      key.name,
      html`<code>ak…${key.hint}</code>`,
      scopeCount(key.scopes),
      day(key.created_at),
      ago(key.last_used_at, now),
      html`${button(csrf, `/keys/${key.id}/rotate`, 'Rotate', key.name)}${button(csrf, `/keys/${key.id}/revoke`, 'Revoke', key.name, 'danger')}`,
    ]),
  )
}
<details ${keys.length === 0 && html`open`}>
<summary>New API key</summary>
<form class="after" method="post" action="/app/applications/keys">
<input type="hidden" name="csrf" value="${csrf}">
<label for="key-name">Name</label>
<input id="key-name" name="name" required maxlength="200" placeholder="Nightly export">
${scopeChoice('key', Object.keys(GENERAL_SCOPES), account.admin)}
<button type="submit">Create key</button>
</form>
</details>
</section>`;
}

function appsCard({ csrf, account, apps }: ApplicationsOptions): Html {
  return html`<section class="card">
<h2>OAuth apps</h2>
<p class="muted">For programs that other people sign in to. ${account.admin && 'As an admin you see all apps of the team.'}</p>
${
  apps.length > 0 &&
  table(
    ['Name', 'Client id', 'Kind', 'Scopes', 'Created', ''],
    apps.map((app) => [
      html`<a href="/app/applications/apps/${app.id}">${app.name}</a>`,
      html`<code class="cut" title="${app.client_id}">${app.client_id}</code>`,
      app.confidential ? 'Confidential' : 'Public',
      scopeCount(app.scopes),
      day(app.created_at),
      html`${app.confidential && button(csrf, `/apps/${app.id}/rotate`, 'Rotate secret', app.name)}${button(csrf, `/apps/${app.id}/revoke`, 'Revoke', app.name, 'danger')}`,
    ]),
  )
}
<details>
<summary>New OAuth app</summary>
<form class="after" method="post" action="/app/applications/apps">
<input type="hidden" name="csrf" value="${csrf}">
<label for="app-name">Name</label>
<input id="app-name" name="name" required maxlength="200" placeholder="Shown to people when they sign in">
<label for="app-redirects">Redirect URIs, one per line</label>
<textarea id="app-redirects" name="redirect_uris" rows="3" spellcheck="false" placeholder="https://localhost:8443/auth/salesloft/callback"></textarea>
<fieldset class="plain"><legend>Kind</legend>
<label class="choice"><input type="radio" name="kind" value="confidential" checked> Confidential: runs on a server that can keep a secret</label>
<label class="choice"><input type="radio" name="kind" value="public"> Public: runs on a person's device or in a browser (PKCE required)</label>
</fieldset>
${scopeChoice('app', Object.keys(GENERAL_SCOPES), account.admin)}
<button type="submit">Register app</button>
</form>
</details>
</section>`;
}

/** The form that changes one app. */
export function editAppPage(options: {
  csrf: string;
  account: Account & { admin: boolean };
  app: OAuthAppRow;
}): Html {
  const { csrf, account, app } = options;
  return page(
    {
      title: app.name,
      wide: true,
      signedIn: { email: account.email, csrf, admin: account.admin },
      section: 'applications',
    },
    html`<p class="small"><a href="/app/applications">Your applications</a></p>
<section class="card">
<h1>${app.name}</h1>
<p class="muted">Client id <code class="break">${app.client_id}</code>. ${app.confidential ? 'Confidential app.' : 'Public app.'} Grants: ${app.grant_types.map((grant) => grant.replace(/^urn:.*:/, '')).join(', ')}.</p>
<form method="post" action="/app/applications/apps/${app.id}">
<input type="hidden" name="csrf" value="${csrf}">
<label for="name">Name</label>
<input id="name" name="name" value="${app.name}" required maxlength="200">
<label for="redirects">Redirect URIs, one per line</label>
<textarea id="redirects" name="redirect_uris" rows="4" spellcheck="false">${app.redirect_uris.join('\n')}</textarea>
${scopeChoice('edit', app.scopes, account.admin)}
<button type="submit">Save</button>
</form>
</section>`,
  );
}

/** Privileged scopes are an admin's: nobody else is offered them. */
function scopeChoice(prefix: string, checked: readonly string[], admin: boolean): Html {
  const group = (
    title: string,
    scopes: Readonly<Record<string, string>>,
  ) => html`<fieldset class="scopes"><legend>${title}</legend>
${Object.entries(scopes).map(
  ([scope, words], index) =>
    html`<label class="choice" for="${prefix}-${title}-${index}"><input id="${prefix}-${title}-${index}" type="checkbox" name="scopes" value="${scope}" ${checked.includes(scope) && html`checked`}><span>${words} <code>${scope}</code></span></label>`,
)}
</fieldset>`;
  return html`<details class="inner"><summary>Scopes</summary>${group('General', GENERAL_SCOPES)}${admin && group('Privileged', PRIVILEGED_SCOPES)}</details>`;
}

function button(csrf: string, path: string, text: string, what: string, kind = 'secondary'): Html {
  return html`<form method="post" action="/app/applications${path}"><input type="hidden" name="csrf" value="${csrf}"><button class="${kind} compact" type="submit" aria-label="${text} ${what}">${text}</button></form>`;
}

function scopeCount(scopes: readonly string[]): Html {
  return html`<span title="${scopes.join('\n')}">${scopes.length}</span>`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function ago(date: Date | null, now: Date): string {
  if (!date) return 'Never';
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 2) return 'Just now';
  if (minutes < 120) return `${minutes} minutes ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} hours ago`;
  return day(date);
}
