import { convert } from 'html-to-text';
import { Liquid, LiquidError, type Template, UndefinedVariableError } from 'liquidjs';
import { DateTime } from 'luxon';

// Limits of one template: a body of this size is far beyond a letter, and 200 ms far beyond what one needs.
const PARSE_LIMIT = 200_000;
const RENDER_MS = 200;
const MEMORY_LIMIT = 2_000_000;
const OUTPUT_LIMIT = 500_000;
const CACHED_TEMPLATES = 2_000;

const shared = {
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
const html = new Liquid({ ...shared, outputEscape: 'escape' });
const plain = new Liquid(shared);

/** A person, account or user row, or whatever subset of it is at hand. */
export type Fields = Readonly<Record<string, unknown>>;

export interface RenderContext {
  person: Fields;
  account: Fields | null;
  sender: Fields;
  /** IANA zone in which dates are written. */
  timeZone: string;
}

export type Rendered =
  | { ok: true; subject: string; bodyHtml: string; bodyText: string }
  | { ok: false; reason: string };

/** Renders subject and body for one person. Pure but for a cache of parsed templates. Never throws for what a template says. */
export function renderEmail(
  template: { subject: string | null; body: string | null },
  context: RenderContext,
  now: Date,
): Rendered {
  const variables = variablesOf(context, now);
  try {
    const subject = run(plain, template.subject ?? '', variables)
      .replace(/\s+/g, ' ')
      .trim();
    const signature =
      typeof context.sender.email_signature === 'string' ? context.sender.email_signature.trim() : '';
    const body = run(html, template.body ?? '', variables);
    if (body.trim() === '') return { ok: false, reason: 'The template has no text.' };
    const bodyHtml = signature === '' ? body : `${body}<br><br>${signature}`;
    return { ok: true, subject, bodyHtml, bodyText: textOf(bodyHtml) };
  } catch (error) {
    return { ok: false, reason: explain(error) };
  }
}

/** The plain-text part of an HTML body. */
export function textOf(bodyHtml: string): string {
  return convert(bodyHtml, {
    wordwrap: 78,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
    ],
  });
}

const parsed = new Map<string, Template[]>();

function run(engine: Liquid, text: string, variables: object): string {
  const key = (engine === html ? 'h' : 'p') + text;
  let template = parsed.get(key);
  if (template === undefined) {
    template = engine.parse(text);
    // Oldest out: a Map remembers the order of insertion.
    if (parsed.size >= CACHED_TEMPLATES) parsed.delete(parsed.keys().next().value as string);
    parsed.set(key, template);
  }
  const output = engine.renderSync(template, variables) as string;
  if (output.length > OUTPUT_LIMIT) throw new Error('the result is too long');
  return output;
}

function explain(error: unknown): string {
  const original = LiquidError.is(error) && error.originalError ? error.originalError : error;
  const message = (original instanceof Error ? original.message : String(original)).split('\n')[0] ?? '';
  const missing = /undefined variable: ([^,]+)/.exec(message)?.[1];
  if (missing !== undefined || original instanceof UndefinedVariableError)
    return `The template uses ${missing ?? 'a field'}, which has no value for this person.`;
  return `The template cannot be rendered: ${message}.`;
}

/** What a template can name: person fields also without a prefix; `my` is the sender. */
function variablesOf({ person, account, sender, timeZone }: RenderContext, now: Date): object {
  const ofPerson = { ...present(person, PERSON_FIELDS), custom_fields: present(person.custom_fields) };
  const ofAccount = account && {
    ...present(account, ACCOUNT_FIELDS),
    custom_fields: present(account.custom_fields),
  };
  const my = present(sender, SENDER_FIELDS);
  const company = account?.conversational_name ?? account?.name ?? person.person_company_name;
  const today = DateTime.fromJSDate(now).setZone(timeZone).setLocale('en');
  return {
    ...ofPerson,
    ...present({ company, company_name: company, email: person.email_address }),
    person: { ...ofPerson, ...present({ company, email: person.email_address }) },
    ...(ofAccount && { account: ofAccount }),
    sender: my,
    my,
    date: {
      today: today.toFormat('d LLLL yyyy'),
      iso: today.toISODate(),
      day_of_week: today.toFormat('cccc'),
      month: today.toFormat('LLLL'),
      year: today.toFormat('yyyy'),
    },
  };
}

// Named one by one: a column added to the tables does not become visible to templates by itself.
const PERSON_FIELDS = [
  'id first_name last_name name email_address secondary_email_address personal_email_address phone phone_extension home_phone mobile_phone',
  'linkedin_url title city state country work_city work_state work_country person_company_name person_company_website',
  'person_company_industry locale personal_website twitter_handle job_seniority job_function tags',
].join(' ');
const ACCOUNT_FIELDS = [
  'id name domain conversational_name description phone website linkedin_url twitter_handle street city state postal_code country',
  'locale industry company_type founded revenue_range size tags',
].join(' ');
const SENDER_FIELDS = 'first_name last_name name email job_role twitter_handle time_zone';

/** Only fields with a value, so that "no value" and "no such field" are the same to a template. */
function present(fields: unknown, names?: string): Record<string, unknown> {
  const source = (fields ?? {}) as Record<string, unknown>;
  const kept = names === undefined ? Object.keys(source) : names.split(' ');
  return Object.fromEntries(
    kept
      .filter((name) => source[name] !== null && source[name] !== undefined && source[name] !== '')
      .map((name) => [name, source[name]]),
  );
}
