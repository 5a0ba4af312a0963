import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { ACCOUNT_FIELDS, isTemplatePath, PERSON_FIELDS, SENDER_FIELDS } from './field-rules.js';

type Of = 'person' | 'account' | 'sender' | 'step' | 'cadence' | 'date' | 'snippet';

/** Something that a template can name. */
export interface TemplateVariable {
  readonly name: string;
  readonly of: Of;
  readonly type: 'text' | 'number' | 'date' | 'list';
  /** The team made it. */
  readonly custom: boolean;
  readonly sample: string | null;
}

const SAMPLES: Readonly<Record<string, string>> = {
  id: '1042',
  first_name: 'Ada',
  last_name: 'Lovelace',
  name: 'Ada Lovelace',
  email: 'ada@engines.example',
  email_address: 'ada@engines.example',
  company: 'Engines Ltd',
  title: 'Head of Research',
  city: 'London',
  country: 'United Kingdom',
  phone: '+44 20 7946 0000',
  day: '1',
  number: '2',
  domain: 'engines.example',
  website: 'https://engines.example',
  industry: 'Machinery',
  tags: 'spring',
  job_role: 'Account Executive',
  time_zone: 'Europe/London',
  today: '2 March 2026',
  iso: '2026-03-02',
  day_of_week: 'Monday',
  month: 'March',
  year: '2026',
};
const NUMBERS = new Set(['id', 'day', 'number', 'year']);
const LISTS = new Set(['tags']);
const COMPANY = { account: { name: 'Engines Ltd' } } as const;

const variable = (name: string, of: Of): TemplateVariable => {
  const field = name.slice(name.lastIndexOf('.') + 1);
  const type = NUMBERS.has(field) ? 'number' : LISTS.has(field) ? 'list' : field === 'iso' ? 'date' : 'text';
  const sample =
    (of === 'account' ? COMPANY.account : { name: undefined })[field as 'name'] ?? SAMPLES[field];
  return { name, of, type, custom: false, sample: sample ?? null };
};
const OURS: readonly TemplateVariable[] = [
  ...[...PERSON_FIELDS, 'email', 'company'].map((name) => variable(name, 'person')),
  ...ACCOUNT_FIELDS.map((name) => variable(`account.${name}`, 'account')),
  ...SENDER_FIELDS.map((name) => variable(`my.${name}`, 'sender')),
  ...['name', 'day', 'number'].map((name) => variable(`step.${name}`, 'step')),
  variable('cadence.name', 'cadence'),
  ...['today', 'iso', 'day_of_week', 'month', 'year'].map((name) => variable(`date.${name}`, 'date')),
];

/** What a team made: names of custom fields by whose they are, and keys of snippets. */
interface Own {
  readonly person: ReadonlyMap<string, string>;
  readonly account: ReadonlyMap<string, string>;
  readonly snippets: readonly string[];
}

/** Custom fields and snippets that are told of at most. */
const MOST = 2000;

async function ownOf(db: Db, { teamId, userId }: Pick<Principal, 'teamId' | 'userId'>): Promise<Own> {
  const { rows: fields } = await sql<{ name: string; field_type: string; value_type: string }>`
    SELECT name, field_type, value_type FROM custom_fields WHERE team_id = ${teamId} AND deleted_at IS NULL
      AND field_type IN ('person', 'company') ORDER BY name LIMIT ${MOST}`.execute(db);
  const { rows: snippets } = await sql<{ key: string }>`
    SELECT DISTINCT s.key FROM snippets s WHERE s.team_id = ${teamId} AND s.deleted_at IS NULL
      AND (s.owner_id = ${userId} OR s.shared) ORDER BY s.key LIMIT ${MOST}`.execute(db);
  const of = (type: string) =>
    new Map(fields.filter((each) => each.field_type === type).map((each) => [each.name, each.value_type]));
  return { person: of('person'), account: of('company'), snippets: snippets.map(({ key }) => key) };
}

/** Everything a template of this caller can name: ours first, then the team's. */
export async function templateVariables(db: Db, principal: Principal): Promise<TemplateVariable[]> {
  const own = await ownOf(db, principal);
  const custom = (of: 'person' | 'account', path: string) =>
    Array.from(
      own[of],
      ([name, type]): TemplateVariable => ({
        name: `${path}${bracketed(name)}`,
        of,
        type: type === 'date' ? 'date' : 'text',
        custom: true,
        sample: null,
      }),
    );
  return [
    ...OURS,
    ...custom('person', 'custom_fields'),
    ...custom('account', 'account.custom_fields'),
    ...own.snippets.map(
      (key): TemplateVariable => ({
        name: `snippets${bracketed(key)}`,
        of: 'snippet',
        type: 'text',
        custom: true,
        sample: null,
      }),
    ),
  ];
}

/** A name behind a dot where Liquid reads it so, else in brackets. */
const bracketed = (name: string): string =>
  /^[A-Za-z_][\w-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** Of the names that have no value, those that mean nothing to this team; the others are empty. */
export async function unknownOf(db: Db, principal: Principal, missing: readonly string[]): Promise<string[]> {
  if (missing.length === 0) return [];
  const own = await ownOf(db, principal);
  return missing.filter((path) => !isTemplatePath(path) || isStrange(path, own));
}

const CUSTOM = [
  ['account.custom_fields', 'account'],
  ['person.custom_fields', 'person'],
  ['custom_fields', 'person'],
] as const;

/** The custom field that a path of a template names, and whose; undefined: none, or one that is known when it is rendered. */
export function customFieldIn(path: string): { of: 'person' | 'account'; name: string } | undefined {
  for (const [root, of] of CUSTOM) {
    if (!path.startsWith(`${root}.`) && !path.startsWith(`${root}[`)) continue;
    const name = nameIn(path.slice(root.length));
    return name === undefined ? undefined : { of, name };
  }
  return undefined;
}

/** It names a custom field that the team does not have; snippets that are not there are problems of the preview. */
function isStrange(path: string, own: Own): boolean {
  const field = customFieldIn(path);
  return field !== undefined && !own[field.of].has(field.name);
}

/** `.name` or `["name"]`; undefined where it is known only when it is rendered. */
function nameIn(rest: string): string | undefined {
  if (rest.startsWith('.')) return rest.slice(1);
  const inside = rest.slice(1, -1);
  const quote = inside[0];
  return (quote === '"' || quote === "'") && inside.at(-1) === quote ? inside.slice(1, -1) : undefined;
}
