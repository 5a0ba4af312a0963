import { nfc } from '@cadenza/contract';
import { type Said, say } from '../said.js';
import { compile } from 'html-to-text';
import { bareText, isHeavy, TextCache } from './render-limits.js';
import { isTemplatePath } from './field-rules.js';
import { missingPath, placed, problemOf, renderLiquid } from './render-liquid.js';
import { expandSnippets } from './render-snippets.js';
import { type RenderContext, variablesOf } from './render-variables.js';

export { liquidProblem, namedPaths, placed, problemOf, type TemplateProblem } from './render-liquid.js';
export { snippetKeys } from './render-snippets.js';
export type { RenderContext } from './render-variables.js';
export { isTemplatePath, type Fields } from './field-rules.js';

export type Rendered =
  | { ok: true; subject: string; bodyHtml: string; bodyText: string }
  | { ok: false; reason: Said };

/** What an e-mail would be for one person, with what it lacks. */
export interface Preview {
  /** Fields without a value stand as [name]. */
  subject: string;
  bodyHtml: string;
  bodyText: string;
  /** As the template names them, without those that have a default. */
  missing: { subject: string[]; body: string[] };
}

interface Wording {
  subject: string | null;
  body: string | null;
}

type Fill = (path: string) => string | undefined;

/**
 * Renders subject and body for one person. Pure but for caches of parsed templates and dates. Never throws for what a
 * template says. A field without a value takes its default; without one nothing is rendered and the reason names them all.
 */
export function renderEmail(template: Wording, context: RenderContext, now: Date): Rendered {
  const missing: string[] = [];
  const defaults = defaultsOf(context);
  try {
    const fill: Fill = (path) => {
      const value = defaults.get(canonical(path));
      if (value === undefined && !missing.includes(path)) missing.push(path);
      return value ?? '';
    };
    const rendered = renderParts(template, context, now, fill);
    if (missing.length > 0) return { ok: false, reason: missingReason(missing) };
    if (rendered.body.trim() === '') return { ok: false, reason: say('template', { lacks: 'text' }) };
    return { ok: true, subject: rendered.subject, ...withSignature(rendered.body, context) };
  } catch (error) {
    return { ok: false, reason: missing.length > 0 ? missingReason(missing) : explain(error) };
  }
}

/** The e-mail as far as it can be shown, and the fields it lacks. @throws Error for what a template says (problemOf has the words) */
export function previewEmail(template: Wording, context: RenderContext, now: Date): Preview {
  const lacking = { subject: [] as string[], body: [] as string[] };
  const defaults = defaultsOf(context);
  const fill =
    (part: keyof typeof lacking): Fill =>
    (path) => {
      const value = defaults.get(canonical(path));
      if (value === undefined) lacking[part].push(path);
      return value ?? `[${path}]`;
    };
  const { subject, body } = renderParts(template, context, now, fill('subject'), fill('body'));
  return { subject, ...withSignature(body, context), missing: lacking };
}

function renderParts(
  { subject, body }: Wording,
  context: RenderContext,
  now: Date,
  fillSubject: Fill,
  fillBody: Fill = fillSubject,
): { subject: string; body: string } {
  const variables = variablesOf(context, now);
  const snippets = context.snippets ?? NO_SNIPPETS;
  return {
    subject: renderLiquid('plain', expandSnippets(subject ?? '', snippets), variables, fillSubject)
      .text.replace(/\s+/g, ' ')
      .trim(),
    body: renderLiquid('html', expandSnippets(body ?? '', snippets), variables, fillBody).text,
  };
}

const NO_SNIPPETS: ReadonlyMap<string, string> = new Map();

function withSignature(body: string, { sender }: RenderContext): { bodyHtml: string; bodyText: string } {
  const own = sender['email_signature'];
  const signature = typeof own === 'string' ? own.trim() : '';
  if (signature === '') return { bodyHtml: body, bodyText: textOf(body) };
  const signatureText = signatureTextOf(signature);
  return {
    bodyHtml: `${body}<br><br>${signature}`,
    bodyText: signatureText === '' ? textOf(body) : `${textOf(body)}\n\n${signatureText}`,
  };
}

// A rep has one signature and many e-mails.
const signatures = new TextCache<string>(2 * 1024 * 1024, 20_000);

function signatureTextOf(signature: string): string {
  let text = signatures.get(signature);
  if (text === undefined) {
    text = textOf(signature);
    signatures.set(signature, text, 2 * text.length);
  }
  return text;
}

// Compiled once: it costs fourteen times the conversion of an e-mail.
const toText = compile({
  wordwrap: 78,
  // An e-mail is not this deep: what is cut off stays in the HTML part.
  limits: { maxDepth: 30, maxInputLength: 1_000_000, ellipsis: '...' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'img', format: 'skip' },
  ],
});

/** The plain-text part of an HTML body. */
export function textOf(bodyHtml: string): string {
  return isHeavy(bodyHtml) ? bareText(bodyHtml) : toText(bodyHtml);
}

/** A default for first_name is one for person.first_name too. */
function defaultsOf({ fieldDefaults = {} }: RenderContext): ReadonlyMap<string, string> {
  return new Map(Object.entries(fieldDefaults).map(([path, value]) => [canonical(nfc(path)), value]));
}

function canonical(path: string): string {
  return path.startsWith('person.') ? path.slice('person.'.length) : path;
}

function missingReason(missing: readonly string[]): Said {
  const unknown = missing.filter((path) => !isTemplatePath(path));
  return unknown.length > 0
    ? say('template_fields', { fields: unknown, unknown: true })
    : say('template_fields', { fields: missing, unknown: false });
}

/** Why a template cannot be rendered, as a sentence. */
function explain(error: unknown): Said {
  const path = missingPath(error);
  if (path !== undefined) return missingReason([path]);
  return say('template_error', {}, { quote: placed(problemOf(error)) });
}
