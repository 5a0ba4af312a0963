import { FILLER, type Part, parsed, printed } from './source';

/** The tree of an e-mail as nodes of ours, and back. Nothing of it is ever handed to the parser of the page. */
export function nodesOf(parts: readonly Part[]): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'text') made.append(part.text);
    else if (part.kind === 'atom') {
      if (parts[at - 1]?.kind !== 'text') made.append(FILLER);
      made.append(chipOf(part));
      if (at === parts.length - 1) made.append(FILLER);
    } else {
      const element = document.createElement(part.name);
      element.dataset['open'] = part.open;
      element.dataset['close'] = part.close;
      if (part.name === 'a') element.title = part.open;
      element.append(nodesOf(part.children));
      made.append(element);
    }
  }
  return made;
}

type Atom = Extract<Part, { kind: 'atom' }>;

function chipOf({ source, label, is }: Atom): HTMLElement {
  const made = document.createElement('span');
  made.className = { variable: 'var', tag: 'var tag', thing: 'var thing' }[is];
  made.dataset['source'] = source;
  made.dataset['is'] = is;
  made.contentEditable = 'false';
  made.textContent = label;
  made.title = source.slice(0, 200);
  return made;
}

/** Tags that a browser's own editing makes, and that stay; others are taken off their words. */
const EDITED = new Set(
  'p div b strong i em u s ul ol li blockquote br hr a h1 h2 h3 h4 pre code sub sup'.split(' '),
);
const ALONE = new Set(['br', 'hr']);

function partsOf(host: Node): Part[] {
  return Array.from(host.childNodes).flatMap((node): Part[] => {
    if (node instanceof Text) return [{ kind: 'text', text: node.data.replaceAll(FILLER, '') }];
    if (!(node instanceof HTMLElement)) return [];
    const { source, is, open, close } = node.dataset;
    if (source !== undefined)
      return [{ kind: 'atom', source, label: node.textContent ?? '', is: is === 'tag' ? is : 'thing' }];
    const name = node.tagName.toLowerCase();
    const children = partsOf(node);
    if (open !== undefined) return [{ kind: 'element', name, open, close: close ?? '', children }];
    if (!EDITED.has(name)) return children;
    const start = name === 'a' ? `<a href="${attribute(node.getAttribute('href') ?? '')}">` : `<${name}>`;
    return [{ kind: 'element', name, open: start, close: ALONE.has(name) ? '' : `</${name}>`, children }];
  });
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What stands there, as source. */
export const sourceOf = (host: Node): string => printed(partsOf(host));

const BLOCKS = new Set('p div ul ol blockquote h1 h2 h3 h4 pre hr'.split(' '));

/** Puts source in at a place; paragraphs come behind the one that the place is in. The cursor stands behind it all. */
export function putIn(host: HTMLElement, place: Range, source: string): void {
  const parts = parsed(source);
  const made = parts ? nodesOf(parts) : document.createDocumentFragment();
  if (!parts) made.append(source);
  const last = made.lastChild;
  if (!last) return;
  const within = Array.from(host.children).find((child) => child.contains(place.startContainer));
  const blocks = parts?.some((part) => part.kind === 'element' && BLOCKS.has(part.name));
  if (blocks && within) within.after(made);
  else {
    place.deleteContents();
    place.insertNode(made);
  }
  const selection = window.getSelection();
  if (last instanceof Text) selection?.collapse(last, last.length);
  else selection?.selectAllChildren(last);
  if (!(last instanceof Text)) selection?.collapseToEnd();
}
