import type { BootData } from './web_app_boot.js';
import { html, Html } from './html.js';
import { messagePage } from './layout.js';

/** Vite's manifest: each source that is an entry or is imported later, with what it needs at once. */
export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      /** Of a module: what it is called before its content's mark. */
      readonly name?: string;
      readonly css?: readonly string[];
      readonly imports?: readonly string[];
    }
  >
>;

/** What a page loads before it can be used. */
export interface Chunks {
  readonly script: string;
  readonly styles: readonly string[];
  /** Modules that the script or the route asks for, so that they come along at once. */
  readonly preload: readonly string[];
}

const ENTRY = 'src/main.tsx';
/** The places of the menu, as the app draws them a moment later: address below /app, title, and whether a phone has room for it. */
const PLACES = [
  ['', 'Today', true],
  ['inbox', 'Inbox', true],
  ['people', 'People', true],
  ['accounts', 'Accounts', false],
  ['cadences', 'Cadences', true],
  ['templates', 'Templates', false],
  ['analytics', 'Analytics', false],
  ['mailboxes', 'Mailboxes', false],
] as const;

/** The files of a route. */
export function chunksOf(manifest: Manifest, path: string): Chunks {
  const entry = manifest[ENTRY];
  if (!entry) throw new Error(`The build of the web app has no ${ENTRY}`);
  const place = path.split('/')[2] ?? '';
  const feature = place === '' ? 'today' : place;
  const styles = new Set<string>();
  const preload = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || preload.has(chunk.file)) return;
    preload.add(chunk.file);
    for (const each of chunk.css ?? []) styles.add(each);
    for (const each of chunk.imports ?? []) visit(each);
  };
  visit(ENTRY);
  // A feature is called as its address is. One that others use, too, is a module of its own in the bundle: by its name it is
  // found either way.
  const module = Object.keys(manifest).find((key) => manifest[key]?.name === feature);
  if (module !== undefined) visit(module);
  preload.delete(entry.file);
  return { script: entry.file, styles: [...styles], preload: [...preload] };
}

/** The page around the app: its menu and title are there before the script is. */
export function shellPage({ script, styles, preload }: Chunks, boot: BootData): string {
  const { preferences, team } = boot;
  const theme = preferences['theme'];
  const at = (file: string) => `/app/${file}`;
  return html`<!doctype html>
<html lang="en" ${(theme === 'light' || theme === 'dark') && html`data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Cadenza: cadences of e-mails, calls and other steps">
<title>Cadenza</title>
<link rel="icon" href="/assets/cadenza.svg" type="image/svg+xml">
${styles.map((file) => html`<link rel="stylesheet" href="${at(file)}">`)}
${preload.map((file) => html`<link rel="modulepreload" href="${at(file)}">`)}
${scriptElement(`type="module" src="${at(script)}"`, '')}
</head>
<body>
<div id="app"><div class="app"><nav class="side" aria-label="Main"><div class="brand"><span class="mark" aria-hidden="true"></span>${team.name}</div><span class="find"></span>${PLACES.map(
    ([address, title, small]) =>
      html`<a class="nav${!small && ' rest'}" href="/app/${address}"><i></i><span>${title}</span></a>`,
  )}</nav><main class="main"></main></div></div>
<noscript><p>Cadenza needs JavaScript. Everything can also be done with <a href="/swagger/index.html">the API</a>.</p></noscript>
${bootScript(boot)}
</body>
</html>
`.text;
}

/** Before anything was built: what to do about it. */
export function unbuiltPage(): Html {
  return messagePage(
    'The web app is not built',
    'Run "npm start", or "npm run build", in the folder of Cadenza, and start the server again. The API works meanwhile.',
    { href: '/swagger/index.html', text: 'To the API reference' },
  );
}

/** Data that no browser runs: no text in it can end the element. */
function bootScript(boot: BootData): Html {
  return scriptElement('type="application/json" id="boot"', JSON.stringify(boot).replaceAll('<', '\\u003c'));
}

/** Its end is no part of a tagged template: the compiler would rewrite it. `attributes` and `content` are ours. */
function scriptElement(attributes: string, content: string): Html {
  return new Html(`<script ${attributes}>${content}${SCRIPT_END}`);
}
const SCRIPT_END = '</script>';
