import { Liquid, LiquidError } from 'liquidjs';
import { PARSE_LIMIT } from './render-limits.js';

// Limits of one template: a body of this size is far beyond an e-mail, and so are as many steps of rendering. They are
// counted between tags only, so memory also bounds what a single filter can be given to work on (a sort of as many
// numbers takes about as long again), and time is the last resort.
export const RENDER_MS = 200;
const MEMORY_LIMIT = 250_000;

const OPTIONS = {
  // Nothing on a prototype can be reached, and there is no file a template could include.
  ownPropertyOnly: true,
  templates: {},
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_MS,
  memoryLimit: MEMORY_LIMIT,
  // A field the person does not have stops the e-mail, unless the template says what to do without it:
  // {% if title %} or {{ title | default: "there" }}.
  strictVariables: true,
  lenientIf: true,
  strictFilters: true,
};

/** Tags that read another template: there is none. The shared text of several templates is a snippet. */
const OTHER_TEMPLATES = ['include', 'render', 'layout', 'block'];
/** Filters that print what a program keeps, or another thing each time, so that a preview is not what is sent. */
const NOT_FOR_LETTERS = ['inspect', 'json', 'jsonify', 'sample'];

export const GROUP_PRINTED = 'a group of fields cannot be printed: name one of its fields';

/** Liquid as e-mails have it. @param escaped values go into HTML, so what means something there is escaped */
export function createLiquid(escaped: boolean): Liquid {
  const engine: Liquid = new Liquid({
    ...OPTIONS,
    outputEscape(this: unknown, value: unknown): string {
      if (isGroup(value)) throw new Error(GROUP_PRINTED);
      return (escaped ? escape?.call(this, value) : value) as string;
    },
  });
  const escape = engine.filters['escape'] as ((this: unknown, value: unknown) => unknown) | undefined;
  for (const name of OTHER_TEMPLATES)
    engine.registerTag(name, {
      parse: () => {
        throw new Error(
          `{% ${name} %} does not exist here: a text that templates share is a snippet, {{ snippets.its_key }}`,
        );
      },
      render: () => '',
    });
  for (const name of NOT_FOR_LETTERS) delete engine.filters[name];
  return engine;
}

/** {{ person }}: what would be printed is "[object Object]". */
function isGroup(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isGroup);
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The first line of a complaint, without the words of programs. */
export function plainWords(error: unknown): string {
  const raw = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const original = LiquidError.is(error) ? (error.originalError as unknown) : error;
  const place = raw.lastIndexOf(', line:');
  // What the language of programs says about values, or the system about files, helps nobody who writes e-mails.
  if (original instanceof TypeError || original instanceof RangeError || hasCode(original))
    return `this cannot be worked out${place === -1 ? '' : raw.slice(place)}`;
  return raw;
}

function hasCode(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string'
  );
}
