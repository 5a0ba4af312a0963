import { nfc } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { customFieldIn, namedPaths } from '../emails/index.js';
import {
  cadenceSeenBy,
  inSightOf,
  OF_OPPORTUNITY,
  ofUserSeenBy,
  OWN,
  sharedSeenBy,
  teamTemplateSeenBy,
  templateSeenBy,
} from '../visibility.js';
import { namesInView } from './view-rules.js';

/** Where a custom field is named. */
export type UseKind =
  | 'steps'
  | 'email_templates'
  | 'team_templates'
  | 'snippets'
  | 'saved_list_views'
  | 'imports';

/** A record that names it. */
interface Named {
  readonly id: string;
  readonly name: string | null;
  /** The cadence that it is of. */
  readonly cadence_id: number | null;
  readonly cadence_name: string | null;
}

interface Row extends Named {
  readonly seen: boolean;
  /** It names the field, whatever its text says. */
  readonly sure: boolean;
  /** Where the name may stand among other words. */
  readonly text: string | null;
}

export interface FieldUses {
  readonly id: number;
  readonly name: string;
  /** Records in the caller's sight that have a value, counted so far. */
  readonly values: number;
  readonly uses: readonly {
    readonly kind: UseKind;
    readonly count: number;
    readonly records: readonly Named[];
  }[];
}

interface Asked {
  readonly principal: Principal;
  readonly name: string;
  readonly of: 'person' | 'account';
  /** As a branch, an import and defaults name it. */
  readonly paths: readonly string[];
  /** How the name may be written among other words. */
  readonly written: readonly string[];
}

/** Values are counted, rows are looked through, and records are told, up to here. */
const [MOST_VALUES, MOST_ROWS, MOST_TOLD] = [10_000, 1_000, 50];
/** Templates read without letting other work in between. */
const AT_ONCE = 20;

/** Where a custom field is used: nothing of it follows a new name, and a deleted field leaves it empty. @throws AppError not_found */
export async function customFieldUses(db: Db, principal: Principal, id: number): Promise<FieldUses> {
  const field = await db
    .selectFrom('custom_fields')
    .select(['name', 'field_type'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!field) throw notFound();
  const values = await countValues(db, principal, field.field_type, field.name);
  // Of opportunities nothing is written into e-mails, and none are imported.
  if (field.field_type === 'opportunity') return { id, name: field.name, values, uses: [] };
  const asked = askedOf(principal, field.name, field.field_type === 'company' ? 'account' : 'person');
  const uses = [];
  for (const [kind, rowsOf] of Object.entries(PLACES) as [UseKind, (typeof PLACES)[UseKind]][]) {
    const { rows } = await rowsOf(asked).execute(db);
    const found = await namingIt(asked, kind, rows);
    const seen = found.filter((row) => row.seen).slice(0, MOST_TOLD);
    const records = seen.map(({ id: key, name, cadence_id, cadence_name }) => ({
      id: key,
      name,
      cadence_id,
      cadence_name,
    }));
    if (found.length > 0) uses.push({ kind, count: found.length, records });
  }
  return { id, name: field.name, values, uses };
}

function askedOf(principal: Principal, given: string, of: Asked['of']): Asked {
  const name = nfc(given);
  const roots = of === 'account' ? ['account.'] : ['', 'person.'];
  return {
    principal,
    name,
    of,
    paths: roots.map((root) => `${root}custom_fields.${name}`),
    written: [...new Set([name, encodeURIComponent(name), escaped(name), JSON.stringify(name).slice(1, -1)])],
  };
}

/** As an editor of HTML writes it. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Of rows in which the name stands somewhere, those that mean the field by it. */
async function namingIt({ name, of }: Asked, kind: UseKind, rows: readonly Row[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await new Promise(setImmediate);
    if (row.sure || means(row.text ?? '')) found.push(row);
  }
  return found;

  function means(text: string): boolean {
    if (kind === 'saved_list_views') return namesInView(JSON.parse(text), name);
    return namedPaths(text).some((path) => {
      const field = customFieldIn(path);
      return field?.of === of && nfc(field.name) === name;
    });
  }
}

/** A text in which the field may be named. */
const mayName = (text: RawBuilder<unknown>, { written }: Asked) =>
  sql<boolean>`(position('custom_fields' IN (${text})) > 0
    AND EXISTS (SELECT FROM unnest(${written}::text[]) w WHERE position(w IN normalize(${text})) > 0))`;

const NO_CADENCE = sql`NULL::bigint AS cadence_id, NULL::text AS cadence_name`;
const CADENCE = sql`c.id AS cadence_id, c.name AS cadence_name`;

/** What names custom fields, kind by kind: its rows that may, with the text to read where that is not certain. */
const PLACES: Readonly<Record<UseKind, (asked: Asked) => RawBuilder<Row>>> = {
  steps: (asked) => {
    const { principal, paths } = asked;
    const text = sql`coalesce(s.instructions, '') || coalesce(i.instructions, '')`;
    const sure = sql`(coalesce(s.condition ->> 'field' = ANY(${paths}::text[]), false) OR s.field_defaults ?| ${paths}::text[])`;
    return sql<Row>`
      SELECT s.id::text AS id, coalesce(s.name, initcap(s.type) || ', day ' || s.day) AS name, ${CADENCE},
        ${cadenceSeenBy(principal, 'c')} AS seen, ${sure} AS sure, ${text} AS text
      FROM steps s JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id
      LEFT JOIN call_instructions i ON i.team_id = s.team_id AND i.id = s.call_instruction_id
      WHERE s.team_id = ${principal.teamId} AND s.deleted_at IS NULL AND c.deleted_at IS NULL AND (${sure} OR ${mayName(text, asked)})
      ORDER BY c.id, s.day, s.id LIMIT ${MOST_ROWS}`;
  },
  email_templates: (asked) => {
    const { principal } = asked;
    const text = sql`coalesce(t.subject, '') || ' ' || coalesce(t.body, '')`;
    return sql<Row>`
      SELECT t.id::text AS id, coalesce(t.title, t.subject) AS name, ${CADENCE}, ${templateSeenBy(principal, 't')} AS seen, false AS sure, ${text} AS text
      FROM email_templates t LEFT JOIN cadences c ON c.team_id = t.team_id AND c.id = t.cadence_id
      WHERE t.team_id = ${principal.teamId} AND t.deleted_at IS NULL AND c.deleted_at IS NULL AND ${mayName(text, asked)}
      ORDER BY t.id LIMIT ${MOST_ROWS}`;
  },
  team_templates: (asked) => {
    const { principal } = asked;
    const text = sql`coalesce(t.subject, '') || ' ' || coalesce(t.body, '')`;
    return sql<Row>`
      SELECT t.id::text AS id, coalesce(t.title, t.subject) AS name, ${NO_CADENCE}, ${teamTemplateSeenBy(principal, 't')} AS seen, false AS sure, ${text} AS text
      FROM team_templates t WHERE t.team_id = ${principal.teamId} AND ${mayName(text, asked)} ORDER BY t.created_at, t.id LIMIT ${MOST_ROWS}`;
  },
  snippets: (asked) => sql<Row>`
    SELECT n.id::text AS id, n.name, ${NO_CADENCE}, ${sharedSeenBy(asked.principal, 'n')} AS seen, false AS sure, n.body AS text
    FROM snippets n WHERE n.team_id = ${asked.principal.teamId} AND n.deleted_at IS NULL AND ${mayName(sql`n.body`, asked)}
    ORDER BY n.id LIMIT ${MOST_ROWS}`,
  saved_list_views: (asked) => sql<Row>`
    SELECT v.id::text AS id, v.name, ${NO_CADENCE}, (v.owner_id = ${asked.principal.userId} OR v.shared) AS seen, false AS sure, v.view_params::text AS text
    FROM saved_list_views v WHERE v.team_id = ${asked.principal.teamId} AND v.deleted_at IS NULL
      AND v.view = ${asked.of === 'account' ? 'companies' : 'people'} AND ${mayName(sql`coalesce(v.view_params::text, '')`, asked)}
    ORDER BY v.id LIMIT ${MOST_ROWS}`,
  imports: ({ principal, paths }) => sql<Row>`
    SELECT i.id::text AS id, i.name, ${NO_CADENCE}, ${ofUserSeenBy(principal, 'i')} AS seen, true AS sure, NULL AS text
    FROM imports i WHERE i.team_id = ${principal.teamId} AND i.deleted_at IS NULL AND EXISTS (
      SELECT FROM import_runs n WHERE n.team_id = i.team_id AND n.import_id = i.id AND NOT n.dry
        AND jsonb_path_exists(n.options, '$.mapping[*] ? (@.field == $path[*])', jsonb_build_object('path', to_jsonb(${paths}::text[]))))
    ORDER BY i.id DESC LIMIT ${MOST_ROWS}`,
};

/** Records in the caller's sight that have a value, up to a bound. */
async function countValues(db: Db, principal: Principal, type: string, name: string): Promise<number> {
  const holder = HOLDERS[type];
  if (!holder) return 0;
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT FROM ${sql.table(holder.table)} r WHERE r.team_id = ${principal.teamId} AND r.deleted_at IS NULL
      AND r.custom_fields ? ${name} AND ${inSightOf(principal, holder.sight, 'r')} LIMIT ${MOST_VALUES}) held`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

const HOLDERS: Readonly<
  Record<string, { table: string; sight: Parameters<typeof inSightOf>[1] } | undefined>
> = {
  person: { table: 'people', sight: OWN },
  company: { table: 'accounts', sight: OWN },
  opportunity: { table: 'opportunities', sight: OF_OPPORTUNITY },
};
