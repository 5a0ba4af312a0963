import { directionOf, type OptOutLanguage } from '../../kernel/opt-out-words.js';
import { html, type Html, type Value } from './html.js';

export interface PageOptions {
  title: string;
  /** BCP 47, of the words; English where it is left out. */
  language?: OptOutLanguage;
  /** Who is signed in, with the CSRF token for the sign-out button. */
  signedIn?: { email: string; csrf: string } | undefined;
}

/** A whole page around `content`. One stylesheet, no script. */
export function page(options: PageOptions, content: Value): Html {
  return html`<!doctype html>
<html lang="${options.language ?? 'en'}" dir="${directionOf(options.language ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${options.title} · Cadenza</title>
<link rel="icon" href="/assets/cadenza.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/cadenza.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/app"><span class="mark" aria-hidden="true"></span>Cadenza</a>
${
  options.signedIn &&
  html`<form class="who" method="post" action="/logout">
<input type="hidden" name="csrf" value="${options.signedIn.csrf}">
<span title="${options.signedIn.email}">${options.signedIn.email}</span>
<button class="quiet" type="submit">Sign out</button>
</form>`
}
</header>
<main id="content" class="narrow">
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
export function messagePage(
  title: string,
  message: string,
  link?: { href: string; text: string },
  language: OptOutLanguage = 'en',
): Html {
  return page(
    { title, language },
    html`<section class="card"><h1>${title}</h1><p>${message}</p>${link && html`<p><a href="${link.href}">${link.text}</a></p>`}</section>`,
  );
}
