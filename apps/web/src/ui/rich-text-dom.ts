/** HTML of letters read into nodes of ours, and written out again. Nothing of it is ever handed to the parser of the page. */

export interface Reading {
  readonly html: string;
  /** Variables without a value: chips in red. A rendered text has them as `[name]`, a template as `{{ name }}`. */
  readonly missing: readonly string[];
  /** It is a template, with `{{ }}`; else it is rendered, and braces in it are words. */
  readonly template?: boolean | undefined;
}

const KEPT = new Set(
  'P BR DIV SPAN B STRONG I EM U S UL OL LI BLOCKQUOTE H1 H2 H3 H4 PRE CODE HR A SUB SUP'.split(' '),
);
/** Without their words. */
const DROPPED = new Set('SCRIPT STYLE TEMPLATE HEAD TITLE NOSCRIPT OBJECT IFRAME SVG MATH'.split(' '));
const LINKS = ['http:', 'https:', 'mailto:', 'tel:'];
/** A letter that nests deeper is no letter. */
const DEEPEST = 60;

/** @returns the nodes, and whether something had to be left out, so that writing them out would lose it */
export function cleaned(reading: Reading): { content: DocumentFragment; lost: boolean } {
  const parsed = new DOMParser().parseFromString(reading.html, 'text/html');
  const content = document.createDocumentFragment();
  const state = { lost: false, reading };
  for (const node of parsed.body.childNodes) copy(node, content, state, 0);
  return { content, lost: state.lost };
}

function copy(
  node: Node,
  into: Node,
  state: { lost: boolean; readonly reading: Reading },
  depth: number,
): void {
  if (node instanceof Text) {
    // Lines of the source are no lines of the letter; a line break that stands here later was typed.
    into.appendChild(words(node.data.replaceAll(/[ \t\r\n]+/g, ' '), state.reading));
    return;
  }
  if (!(node instanceof Element)) return;
  const name = node.tagName.toUpperCase();
  if (DROPPED.has(name) || depth > DEEPEST) {
    state.lost = true;
    return;
  }
  let target = into;
  if (KEPT.has(name)) {
    const made = document.createElement(name);
    if (!attributes(node, made)) state.lost = true;
    target = into.appendChild(made);
  } else {
    state.lost = true;
    const alt = node.getAttribute('alt');
    if (alt) into.appendChild(document.createTextNode(alt));
  }
  for (const child of node.childNodes) copy(child, target, state, depth + 1);
}

/** @returns whether all of them could be kept */
function attributes(from: Element, to: HTMLElement): boolean {
  let all = true;
  for (const { name, value } of from.attributes) {
    if (to instanceof HTMLAnchorElement && name === 'href' && linked(value)) {
      to.href = value;
      to.target = '_blank';
      to.rel = 'noopener noreferrer';
    } else if (!['target', 'rel'].includes(name)) all = false;
  }
  return all;
}

const linked = (href: string): boolean => URL.canParse(href) && LINKS.includes(new URL(href).protocol);

/** A text with its variables as chips. */
function words(text: string, { missing, template }: Reading): DocumentFragment {
  const found = document.createDocumentFragment();
  let left = text;
  while (left !== '') {
    const next = template ? nextVariable(left) : nextGap(left, missing);
    if (!next) break;
    if (next.at > 0) found.append(left.slice(0, next.at));
    found.append(chip(next.name, next.source, template ? missing.includes(next.name) : next.missing));
    left = left.slice(next.at + next.length);
  }
  if (left !== '') found.append(left);
  return found;
}

interface Gap {
  readonly at: number;
  readonly length: number;
  readonly name: string;
  /** What it is in the template. */
  readonly source: string;
  readonly missing: boolean;
}

/** In a rendered text: `[title]` where title is missing, and braces that must stay words. */
function nextGap(text: string, missing: readonly string[]): Gap | undefined {
  const gaps = missing.map((name) => ({
    at: text.indexOf(`[${name}]`),
    length: name.length + 2,
    name,
    source: `{{ ${name} }}`,
    missing: true,
  }));
  const braces = ['{{', '{%'].map((name) => ({
    at: text.indexOf(name),
    length: 2,
    name,
    source: `{{ "${name}" }}`,
    missing: false,
  }));
  return [...gaps, ...braces].filter(({ at }) => at >= 0).toSorted((a, b) => a.at - b.at)[0];
}

/** In a template: `{{ title }}`; what is more than a name stays as it is written. */
function nextVariable(text: string): Gap | undefined {
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', at + 2)) {
    const end = text.indexOf('}}', at);
    if (end < 0) return undefined;
    const name = text.slice(at + 2, end).trim();
    if (/^[a-z][\w.]*$/i.test(name))
      return { at, length: end + 2 - at, name, source: text.slice(at, end + 2), missing: false };
  }
  return undefined;
}

function chip(name: string, source: string, missing: boolean): HTMLElement {
  const made = document.createElement('span');
  made.className = missing ? 'var miss' : 'var';
  made.dataset['source'] = source;
  made.contentEditable = 'false';
  made.textContent = name;
  if (missing) made.title = `${name} is empty for this person`;
  return made;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => Array.from(text, (letter) => ESCAPES[letter] ?? letter).join('');

/** What stands there as HTML, chips as what they are in the template. */
export function serialised(host: Node): string {
  return Array.from(host.childNodes, (node) => {
    if (node instanceof Text) return escaped(node.data).replaceAll('\n', '<br>');
    if (!(node instanceof HTMLElement)) return '';
    const { source } = node.dataset;
    if (source !== undefined) return source;
    const name = node.tagName.toLowerCase();
    if (!KEPT.has(node.tagName)) return serialised(node);
    if (name === 'br' || name === 'hr') return `<${name}>`;
    const href =
      node instanceof HTMLAnchorElement ? ` href="${escaped(node.getAttribute('href') ?? '')}"` : '';
    return `<${name}${href}>${serialised(node)}</${name}>`;
  }).join('');
}
