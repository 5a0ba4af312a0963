import type { TeamUser } from '../../domain/identity/index.js';
import { html, type Html } from './html.js';
import { notice, page, type PageOptions, table } from './layout.js';
import { type Shown, shownCard } from './shown.js';
import type { Visitor } from './visitor.js';

const HOME = '/app/users';

/** The page of the team's users, for admins. */
export function usersPage(options: {
  visitor: Visitor;
  signedIn: NonNullable<PageOptions['signedIn']>;
  rows: readonly TeamUser[];
  more: boolean;
  page: number;
  q: string;
  shown: Shown | undefined;
  error: string | undefined;
}): Html {
  const { visitor, signedIn, rows, q, shown, error } = options;
  const { csrf } = signedIn;
  return page(
    { title: 'Users', wide: true, signedIn, section: 'users' },
    html`<h1>Users</h1>
<p class="muted">Everybody who signs in for your team.</p>
${notice('error', error)}
${shown && shownCard(shown)}
${invitationCard(csrf)}
<section class="card">
<h2>The team</h2>
<form class="search" method="get" action="${HOME}" role="search">
<label class="hidden" for="q">Name or address</label>
<input id="q" name="q" type="search" value="${q}" placeholder="Name or address">
<button class="secondary" type="submit">Search</button>
</form>
${
  rows.length === 0
    ? html`<p class="muted">Nobody${q !== '' && ' by this name or address'}.</p>`
    : table(
        ['Name', 'Address', 'Role', 'State', ''],
        rows.map((user) => [
          user.name,
          html`<bdi>${user.email}</bdi>`,
          roleOf(user),
          stateOf(user),
          buttons(user, csrf, visitor.principal.userId),
        ]),
      )
}
${pages(options)}
</section>`,
  );
}

function invitationCard(csrf: string): Html {
  return html`<section class="card">
<h2>Invite somebody</h2>
<p class="muted">They get a link by which they set their own password. Where the server cannot send it, it is shown to you.</p>
<form class="slim" method="post" action="${HOME}">
<input type="hidden" name="csrf" value="${csrf}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="off">
<label for="first-name">First name</label>
<input id="first-name" name="first_name" maxlength="200" autocomplete="off">
<label for="last-name">Last name</label>
<input id="last-name" name="last_name" maxlength="200" autocomplete="off">
<fieldset class="plain"><legend>Role</legend>
<label class="choice"><input type="radio" name="role" value="user" checked> User: works with people and cadences</label>
<label class="choice"><input type="radio" name="role" value="admin"> Admin: changes the team and its users, too</label>
</fieldset>
<button type="submit">Invite</button>
</form>
</section>`;
}

function roleOf({ role_id: role }: TeamUser): string {
  return role === 'Admin' || role === 'User' ? role : 'Custom role';
}

function stateOf({ active, invited }: TeamUser): Html {
  if (!active) return html`<span class="badge warn">Deactivated</span>`;
  return invited ? html`<span class="badge">Invited</span>` : html`<span class="badge live">Active</span>`;
}

function buttons(user: TeamUser, csrf: string, self: number): Html {
  const button = (path: string, text: string, kind = 'secondary') =>
    html`<form method="post" action="${HOME}/${user.id}/${path}"><input type="hidden" name="csrf" value="${csrf}"><button class="${kind} compact" type="submit" aria-label="${text}: ${user.email}">${text}</button></form>`;
  if (!user.active) return button('activate', 'Activate');
  const link = button('link', user.invited ? 'Invite again' : 'Reset password');
  // One's own place is not left by a slip: the API does it, or another admin.
  return html`${link}${user.id !== self && button('deactivate', 'Deactivate', 'danger')}`;
}

function pages({ page: at, more, q }: { page: number; more: boolean; q: string }): Html {
  const link = (to: number, text: string) =>
    html`<a href="${HOME}?${new URLSearchParams({ q, page: String(to) }).toString()}">${text}</a>`;
  return html`<p class="pages">${at > 1 ? link(at - 1, 'Back') : html`<span></span>`}${more && link(at + 1, 'More')}</p>`;
}
