import { html, type Html, type Value } from './html.js';

export interface PageOptions {
  title: string;
  /** Wide pages carry tables; narrow ones a single form. */
  wide?: boolean;
  /** Who is signed in, with the CSRF token for the sign-out button. */
  signedIn?: { email: string; csrf: string } | undefined;
}

/** A whole page around `content`. One stylesheet, no script. */
export function page(options: PageOptions, content: Value): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${options.title} · Cadenza</title>
<link rel="stylesheet" href="/assets/cadenza.css">
</head>
<body>
<header class="top">
<a class="brand" href="/app/applications"><span class="mark" aria-hidden="true"></span>Cadenza</a>
${
  options.signedIn &&
  html`<form class="who" method="post" action="/logout">
<input type="hidden" name="csrf" value="${options.signedIn.csrf}">
<span>${options.signedIn.email}</span>
<button class="quiet" type="submit">Sign out</button>
</form>`
}
</header>
<main class="${options.wide ? 'wide' : 'narrow'}">
${content}
</main>
</body>
</html>
`;
}

/** A message above a form: role=alert when something went wrong, so that screen readers say it. */
export function notice(kind: 'error' | 'info', message: string | undefined): Value {
  return message
    ? html`<p class="notice ${kind}" role="${kind === 'error' ? 'alert' : 'status'}">${message}</p>`
    : null;
}

/** A page that says one thing. */
export function messagePage(title: string, message: string, link?: { href: string; text: string }): Html {
  return page(
    { title },
    html`<section class="card"><h1>${title}</h1><p>${message}</p>${link && html`<p><a href="${link.href}">${link.text}</a></p>`}</section>`,
  );
}
