import { directionOf, type OptOutLanguage } from '../../kernel/opt-out-words.js';
import { html, type Html, type Value } from './html.js';

/** The places of the bar at the top. */
const SECTIONS = {
  people: ['/app/people', 'People'],
  cadences: ['/app/cadences', 'Cadences'],
  sandbox: ['/sandbox', 'Mail sandbox'],
  settings: ['/app/settings', 'Settings'],
} as const;
export type Section = keyof typeof SECTIONS | 'home';

export interface PageOptions {
  title: string;
  /** BCP 47, of the words; English where it is left out. */
  language?: OptOutLanguage;
  /** Wide pages carry tables; narrow ones a single form. */
  wide?: boolean;
  /** Who is signed in, with the CSRF token for the sign-out button. */
  signedIn?: { email: string; csrf: string } | undefined;
  /** Where in the application this is; without one (sign in, consent) there is nowhere else to go. */
  section?: Section;
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
${options.section && navigation(options.section)}
${
  options.signedIn &&
  html`<form class="who" method="post" action="/logout">
<input type="hidden" name="csrf" value="${options.signedIn.csrf}">
<span title="${options.signedIn.email}">${options.signedIn.email}</span>
<button class="quiet" type="submit">Sign out</button>
</form>`
}
</header>
<main id="content" class="${options.wide ? 'wide' : 'narrow'}">
${content}
</main>
</body>
</html>
`;
}

function navigation(current: Section): Html {
  return html`<nav aria-label="Main">${Object.entries(SECTIONS).map(
    ([section, [href, text]]) =>
      html`<a href="${href}" ${section === current && html`aria-current="page"`}>${text}</a>`,
  )}<a href="/swagger/index.html">API</a></nav>`;
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

/**
 * A table that turns into a list of cards on a phone. The roles are spelled out because `display` takes them away
 * there. A column named '' holds buttons.
 */
export function table(columns: readonly string[], rows: readonly (readonly Value[])[]): Html {
  const cell = (value: Value, column: string) =>
    column === ''
      ? html`<td role="cell" class="buttons">${value}</td>`
      : html`<td role="cell" data-label="${column}"><span>${value}</span></td>`;
  return html`<table role="table">
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column === '' ? html`<span class="hidden">Actions</span>` : column}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">${row.map((value, index) => cell(value, columns[index] ?? ''))}</tr>
`,
  )}</tbody>
</table>`;
}

/** Names and what they stand for; what is empty is left out. */
export function facts(pairs: readonly (readonly [string, Value])[]): Html {
  return html`<dl class="facts">${pairs.map(
    ([name, value]) =>
      value !== null &&
      value !== false &&
      value !== undefined &&
      value !== '' &&
      html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}
