import { Context, LiquidError, type Template, UndefinedVariableError } from 'liquidjs';
import { withDefaults } from './render-defaults.js';
import { createLiquid, GROUP_PRINTED, plainWords, RENDER_MS } from './render-language.js';
import { excess, PARSE_LIMIT, TextCache } from './render-limits.js';
import { withPlainTags } from './render-references.js';

/**
 * Pieces rendered for one text, every search for missing fields included: about ten milliseconds, in which nobody else is
 * served. Time decides only where filters work on much at once, and only what was worked: who waits for the processor
 * behind others has done nothing wrong.
 */
const MAX_STEPS = 5_000;
const OUTPUT_LIMIT = 500_000;
/** Characters of a text worth keeping parsed, and bytes of all that are, for each kind. */
const CACHED_LENGTH = 20_000;
const CACHED_BYTES = 32 * 1024 * 1024;
/** Fields looked for one after the other. */
const MAX_MISSING = 50;

const ENGINES = { html: createLiquid(true), plain: createLiquid(false) };
const parsedTexts = () => new TextCache<Template[]>(CACHED_BYTES, CACHED_LENGTH);
const PARSED = { html: parsedTexts(), plain: parsedTexts() };

/** html: values are escaped; plain: as they are. */
export type Kind = keyof typeof ENGINES;

export type Variables = Record<string, unknown>;

export interface Filled {
  text: string;
  /** Fields without a value, as the template names them, for which `fill` gave one. */
  missing: string[];
}

/**
 * Renders one text; parses are cached. A field without a value is what `fill` says, each asked once; undefined stops.
 * @throws Error for what a template says (explain has the words)
 */
export function renderLiquid(
  kind: Kind,
  text: string,
  variables: Variables,
  fill: (path: string) => string | undefined,
): Filled {
  const template = parseLiquid(kind, text);
  const missing: string[] = [];
  const until = performance.now() + RENDER_MS;
  const begun = process.cpuUsage();
  let steps = 0;
  const step = (now: number) => {
    steps += 1;
    if (steps > MAX_STEPS || (now > until && worked(begun) > RENDER_MS))
      throw new Error('template render limit exceeded');
  };
  for (let scope = variables; ; ) {
    try {
      const context = new Context(scope, ENGINES[kind].options, { sync: true }, { liquid: ENGINES[kind] });
      context.renderLimit.check = step;
      const output = ENGINES[kind].renderSync(template, context) as string;
      if (output.length > OUTPUT_LIMIT) throw new Error('the result is too long');
      // Filters print groups, too; in a person's own field it is a fault of another program, and no better.
      if (output.includes('[object')) throw new Error(GROUP_PRINTED);
      return { text: output, missing };
    } catch (error) {
      const path = missingPath(error);
      if (path === undefined || missing.length >= MAX_MISSING) throw error;
      // {{ account.name }} without an account complains about the account first.
      const group = CONTAINERS.has(path);
      const value = group ? {} : fill(path);
      if (value === undefined) throw error;
      if (!group) missing.push(path);
      scope = withValue(scope, path, value);
    }
  }
}

/** Milliseconds of processor time since `begun`. */
function worked(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

/** Parsed templates by their text. @throws LiquidError; Error for one with more tags than an e-mail has */
export function parseLiquid(kind: Kind, text: string): Template[] {
  const cache = PARSED[kind];
  let template = cache.get(text);
  if (template === undefined) {
    template = parsed(kind, text);
    cache.set(text, template, template.length * 700);
  }
  return template;
}

function parsed(kind: Kind, text: string): Template[] {
  if (text.length > PARSE_LIMIT) throw new Error('parse length limit exceeded');
  const plain = kind === 'html' ? withPlainTags(text) : text;
  const problem = excess(plain);
  if (problem !== undefined) throw new Error(problem);
  return withDefaults(ENGINES[kind].parse(plain));
}

/** The fields a text names, as it names them, without what it makes itself. Empty for a text that is no template. */
export function namedPaths(text: string): string[] {
  try {
    return ENGINES.html.globalFullVariablesSync(parsed('html', text));
  } catch {
    return []; // liquidProblem says what is wrong with it
  }
}

/** What is wrong with a template, for the person who wrote it. */
export interface TemplateProblem {
  message: string;
  /** 1-based; null where the whole text is meant. */
  line: number | null;
  column: number | null;
}

/** Why a text is no template; undefined when it is one. Nothing is rendered. */
export function liquidProblem(text: string): TemplateProblem | undefined {
  try {
    parsed('html', text);
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** A problem with its place, in one line. */
export function placed({ message, line, column }: TemplateProblem): string {
  return line === null ? message : `${message} (line ${line}, column ${column})`;
}

/** The first line of a complaint and its place. Undefined variables are named as written. */
export function problemOf(error: unknown): TemplateProblem {
  const raw = plainWords(error);
  const place = /, line:(\d+), col:(\d+)$/.exec(raw);
  return {
    message: place ? raw.slice(0, place.index) : raw,
    line: place ? Number(place[1]) : null,
    column: place ? Number(place[2]) : null,
  };
}

/** The field an error is about, as the template names it; undefined for other errors. */
export function missingPath(error: unknown): string | undefined {
  if (!(error instanceof UndefinedVariableError)) return undefined;
  const original = LiquidError.is(error)
    ? (error.originalError as { variableName?: unknown } | undefined)
    : undefined;
  if (typeof original?.variableName === 'string') return original.variableName;
  const [, named] = (error.message.split('\n')[0] ?? '').split('undefined variable: ');
  return named?.split(', line')[0] || undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'account',
  'person',
  'step',
  'cadence',
  'custom_fields',
  'account.custom_fields',
  'person.custom_fields',
]);

/** A copy in which the path has a value. A custom field's name may hold dots and blanks: it is one key. */
function withValue(variables: Variables, path: string, value: unknown): Variables {
  const custom = /^(.*?\.)?custom_fields\.(.+)$/s.exec(path);
  const keys = custom
    ? [...(custom[1] ?? '').split('.').filter(Boolean), 'custom_fields', custom[2] as string]
    : path.split('.');
  return withKeys(variables, keys, value);
}

function withKeys(node: unknown, [key, ...rest]: string[], value: unknown): Variables {
  const copy: Variables = typeof node === 'object' && node !== null ? { ...node } : {};
  if (key === undefined) return copy;
  // Defined, not assigned: a template may name __proto__.
  Object.defineProperty(copy, key, {
    value:
      rest.length === 0 ? value : withKeys(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}
