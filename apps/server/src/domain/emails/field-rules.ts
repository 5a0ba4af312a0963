import { isBlank } from '@cadenza/contract';

// What of a record a template and a branch can name. Named one by one: a column added to the tables does not become
// visible by itself.
export const PERSON_FIELDS: readonly string[] = [
  'id first_name last_name name email_address secondary_email_address personal_email_address phone phone_extension home_phone mobile_phone',
  'linkedin_url title city state country work_city work_state work_country person_company_name person_company_website',
  'person_company_industry locale personal_website twitter_handle job_seniority job_function tags',
].flatMap((line) => line.split(' '));
export const ACCOUNT_FIELDS: readonly string[] = [
  'id name domain conversational_name description phone website linkedin_url twitter_handle street city state postal_code country',
  'locale industry company_type founded revenue_range size tags',
].flatMap((line) => line.split(' '));
export const SENDER_FIELDS: readonly string[] =
  'first_name last_name name email phone job_role twitter_handle time_zone'.split(' ');

/** A row, or whatever subset of it is at hand. */
export type Fields = Readonly<Record<string, unknown>>;

const PERSON_PATHS: ReadonlySet<string> = new Set([...PERSON_FIELDS, 'email', 'company']);
const GROUPS: Readonly<Record<string, ReadonlySet<string>>> = {
  person: PERSON_PATHS,
  account: new Set(ACCOUNT_FIELDS),
  my: new Set(SENDER_FIELDS),
  sender: new Set(SENDER_FIELDS),
  step: new Set(['name', 'day', 'number']),
  cadence: new Set(['name']),
  date: new Set(['today', 'iso', 'day_of_week', 'month', 'year']),
};

/**
 * Whether a template can mean something by `path` (render-variables.ts): a name that no record has is a typing error,
 * another thing than a field that is empty. Custom fields and snippets are the team's own.
 */
export function isTemplatePath(path: string): boolean {
  const [root = '', name] = path.split(/[.[]/, 2);
  if (root === 'custom_fields' || root === 'snippets' || root === 'company_name') return true;
  const group = GROUPS[root];
  if (group === undefined) return PERSON_PATHS.has(root);
  // person[field]: which one is known when it is rendered.
  if (name === undefined || path[root.length] === '[') return true;
  return group.has(name) || (name === 'custom_fields' && (root === 'person' || root === 'account'));
}

/** Whether `path` names something a branch can look at: a field, `stage`, or a custom field of person or account. */
export function isFieldPath(path: string): boolean {
  const [owner, name] = split(path);
  if (name.startsWith('custom_fields.')) return name.length > 'custom_fields.'.length;
  return owner === 'account'
    ? ACCOUNT_FIELDS.includes(name)
    : name === 'stage' || PERSON_FIELDS.includes(name);
}

/** The text at `path` (isFieldPath); undefined when there is none. Lists are joined with commas. */
export function fieldAt(path: string, person: Fields, account: Fields | null): string | undefined {
  const [owner, name] = split(path);
  const record = owner === 'account' ? account : person;
  const custom = 'custom_fields.';
  const value = name.startsWith(custom)
    ? own(record?.['custom_fields'], name.slice(custom.length))
    : own(record, name === 'stage' ? 'person_stage_name' : name);
  const text = Array.isArray(value) ? value.join(',') : value;
  return isBlank(text)
    ? undefined
    : typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean'
      ? String(text)
      : undefined;
}

function split(path: string): ['person' | 'account', string] {
  if (path.startsWith('account.')) return ['account', path.slice('account.'.length)];
  return ['person', path.startsWith('person.') ? path.slice('person.'.length) : path];
}

function own(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null && Object.hasOwn(record, name)
    ? (record as Fields)[name]
    : undefined;
}
