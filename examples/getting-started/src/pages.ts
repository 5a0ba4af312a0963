import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; --ink: #16202e; --soft: #5b6879; --paper: #ffffff; --ground: #f2f4f8; --line: #dfe4ec; --accent: #3730a3; --on-accent: #ffffff; --good: #0f7b4f; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #edf1f7; --soft: #9eacbf; --paper: #172030; --ground: #0d1420; --line: #2a364a; --accent: #a5b4fc; --on-accent: #111a2b; --good: #5fd3a2; --bad: #ff9a90; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 2.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; box-shadow: 0 12px 32px rgb(15 23 42 / 8%); }
.brand { margin: 0 0 1.5rem; display: flex; align-items: center; gap: .6rem; font-weight: 650; }
.brand span { display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: .55rem; background: var(--accent); color: var(--on-accent); }
h1 { margin: 0 0 .6rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; color: var(--soft); overflow-wrap: anywhere; }
.button { display: block; margin-top: 1.5rem; padding: .8rem 1rem; border-radius: .6rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: center; text-decoration: none; }
.button:hover { filter: brightness(1.1); }
.button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
code { padding: .12rem .4rem; border-radius: .35rem; background: var(--ground); color: var(--ink); font-size: .92em; }
.good h1 { color: var(--good); } .bad h1 { color: var(--bad); }
`;

/** Sent with every page: no scripts, nothing from elsewhere, no frames; the one style sheet by its hash. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The start page. */
export function signInPage(apiUrl: string, authorized: boolean): string {
  const known = authorized
    ? '<p>This computer is authorized already; signing in again replaces that authorization.</p>'
    : '';
  return page(
    'Sign in',
    `<h1>Connect your account</h1>
<p>Sign in at <strong>${escape(new URL(apiUrl).host)}</strong> and allow this example to work with your people and cadences. Your password stays there; this computer keeps a token only.</p>${known}
<a class="button" href="/auth/salesloft">Sign in</a>`,
  );
}

/** The end of a sign-in that worked. */
export function successPage(): string {
  return page(
    'Signed in',
    `<h1>You are signed in</h1>
<p>The authorization is stored on this computer. Now run <code>npm run cli</code> in another terminal to create a person and add them to a cadence.</p>
<p>You can close this page.</p>`,
    'good',
  );
}

/** Something went wrong; `sentence` says what to do. */
export function problemPage(sentence: string): string {
  return page('Not signed in', `<h1>That did not work</h1>\n<p role="alert">${escape(sentence)}</p>`, 'bad');
}

function page(title: string, body: string, tone = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} · Getting started</title><style>${STYLE}</style></head>
<body><main class="${tone}"><p class="brand"><span aria-hidden="true">♪</span>Getting started</p>
${body}
</main></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
