import type pg from 'pg';
import { cached, compile } from '../../db/compiled.js';
import { type ReadContext, seesWhole, sightKey } from '../../db/listing.js';
import { statementsOf } from '../../db/prepare.js';
import { bySight } from '../../db/view.js';
import { type Key, REASONS, type Reason, reasonsOf, type Row } from './duplicate-rules.js';
import type { Source } from './sources.js';
import { cutWord, WEIGHT } from './word-rules.js';

/** Who asks, and where. */
interface Place {
  readonly pool: pg.Pool;
  readonly context: ReadContext;
  readonly source: Source;
}

export interface Duplicate {
  readonly id: number;
  readonly name: string | null;
  readonly detail: string | null;
  readonly reasons: readonly Reason[];
}

interface Keyed extends Omit<Duplicate, 'reasons'> {
  readonly keys: readonly Key[];
}

/** Records that are looked at for one; what changed last is among them, whatever the search has read. */
const NEWEST = 500;
const OF_KEY = 200;
const COLLEAGUES = 500;
/** Answered for one record, and of a group. */
const MOST = 50;
/** Words looked through for one answer, and records read for it. */
const WORDS = 10_000;
const RECORDS = 1000;

const seen = (source: Source): string =>
  `r.team_id = :team AND (${source.visible})${source.sight ? bySight(` AND (${source.sight.one})`, '') : ''}`;
const words = (source: Source): string =>
  `w.team_id = :team AND w.kind = ${source.kind}${source.owned ? bySight(' AND w.owner_id = :user', '') : ''}`;
const read = (source: Source): string =>
  `r.id, ${source.name} AS name, ${source.detail} AS detail, (SELECT row_to_json(f) FROM (SELECT ${source.columns}) f) AS fields`;

async function ask<R extends pg.QueryResultRow>(
  { pool, context, source }: Place,
  name: string,
  text: string,
  given: Readonly<Record<string, unknown>>,
): Promise<R[]> {
  const whole = seesWhole(context);
  const statement = cached(`duplicates|${name}|${source.type}|${sightKey(whole)}`, () =>
    compile(text, whole),
  );
  const values = statement.parameters.map((each) =>
    Object.hasOwn(given, each) ? given[each] : context[each as keyof ReadContext],
  );
  return (await statementsOf(pool).query<R>(statement.text, values)).rows;
}

type Found = Omit<Keyed, 'keys'> & { fields: Row };
const withKeys = ({ source }: Place, rows: readonly Found[]): Keyed[] =>
  rows.map(({ id, name, detail, fields }) => ({ id, name, detail, keys: source.keys?.(fields) ?? [] }));

/** Records by their numbers, as far as the caller sees them. */
async function recordsOf(place: Place, ids: readonly number[]): Promise<Keyed[]> {
  const { source } = place;
  const text = `SELECT ${read(source)} FROM ${source.table} r WHERE ${seen(source)} AND r.id = ANY(:ids::bigint[])`;
  return withKeys(place, await ask<Found>(place, 'records', text, { ids }));
}

/** Records that may be the same as one, of those that the caller sees: what speaks for it is asked of the records as they are now. @returns undefined where the one is not seen */
export async function duplicatesOf(place: Place, id: number): Promise<Duplicate[] | undefined> {
  const [one] = await recordsOf(place, [id]);
  if (!one) return undefined;
  if (one.keys.length === 0) return [];
  const { source } = place;
  const colleagues =
    source.type === 'people'
      ? `UNION (SELECT c.id FROM people o JOIN people c ON c.team_id = :team AND c.account_id = o.account_id AND c.deleted_at IS NULL
          WHERE o.team_id = :team AND o.id = :id ORDER BY c.updated_at DESC, c.id DESC LIMIT ${COLLEAGUES})`
      : '';
  const text = `SELECT ${read(source)} FROM (
      SELECT w.record_id AS id FROM unnest(:keys::text[]) k (word) CROSS JOIN unnest('{0,1,2}'::smallint[]) g (weight)
        CROSS JOIN LATERAL (SELECT w.record_id FROM search_words w WHERE ${words(source)} AND w.weight = g.weight AND w.word = k.word COLLATE "C"
          ORDER BY w.record_id LIMIT ${OF_KEY}) w
      UNION (SELECT n.id FROM ${source.table} n WHERE n.team_id = :team AND n.deleted_at IS NULL AND n.updated_at > coalesce((SELECT p.read_until
        FROM search_places p WHERE p.team_id = :team AND p.kind = ${source.kind}), '-infinity') ORDER BY n.updated_at DESC, n.id DESC LIMIT ${NEWEST})
      ${colleagues}) c JOIN ${source.table} r ON r.id = c.id AND ${seen(source)} WHERE r.id <> :id::bigint`;
  const keys = [...new Set(one.keys.map(({ word }) => cutWord(word)))];
  const candidates = withKeys(place, await ask<Found>(place, 'of one', text, { keys, id }));
  return candidates
    .map(({ keys: theirs, ...record }) => ({ ...record, reasons: reasonsOf(one.keys, theirs) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id)
    .slice(0, MOST);
}

const rank = ({ reasons }: Pick<Duplicate, 'reasons'>): number =>
  REASONS.indexOf(reasons[0] ?? 'name') - reasons.length / 10;

/** Records of which each may be the same as each other, for one reason. */
export interface Group {
  readonly reason: Reason;
  /** What they have in common, as it is compared. */
  readonly value: string;
  readonly records: readonly Omit<Duplicate, 'reasons'>[];
}

/** How far the words have been looked through. */
export interface Mark {
  readonly weight: number;
  readonly word: string;
}

/** Weights in which words stand that several records may share. */
const WEIGHTS: readonly number[] = [WEIGHT.address, WEIGHT.other, WEIGHT.name];

/**
 * Groups of a team's records that may be the same, in the order of what they share, as far as the caller sees them: a stretch of the words
 * each time. What changed since the words were read is asked anew. `next`: where to go on; null: that was all.
 */
export async function duplicateGroups(
  place: Place,
  after: Mark | null,
): Promise<{ groups: Group[]; next: Mark | null }> {
  const from = after ?? { weight: WEIGHTS[0] ?? 0, word: '' };
  const { source } = place;
  const text = `SELECT x.word, (array_agg(x.record_id ORDER BY x.record_id))[1:${MOST}] AS ids, count(*)::integer AS n, min(x.of) AS of, x.word = max(max(x.word)) OVER () AS last
    FROM (SELECT w.word, w.record_id, count(*) OVER () AS of FROM (SELECT w.word, w.record_id FROM search_words w
      WHERE ${words(source)} AND w.weight = :weight::smallint AND w.word > :word COLLATE "C" ORDER BY w.word, w.record_id LIMIT ${WORDS}) w) x
    GROUP BY x.word ORDER BY x.word`;
  const rows = await ask<{ word: string; ids: number[]; n: number; of: number; last: boolean }>(
    place,
    'words',
    text,
    { weight: from.weight, word: from.word },
  );
  const whole = (rows[0]?.of ?? 0) < WORDS;
  // The last word may be cut off; by itself it is as long as an answer gets.
  const complete = whole || rows.length === 1 ? rows : rows.slice(0, -1);
  const several: typeof rows = [];
  let held = 0;
  let end = complete.at(-1)?.word ?? from.word;
  for (const row of complete) {
    if (row.n < 2) continue;
    if (held > 0 && held + row.ids.length > RECORDS) break;
    held += row.ids.length;
    several.push(row);
    end = row.word;
  }
  const all = several.length === complete.filter(({ n }) => n >= 2).length;
  if (all) end = complete.at(-1)?.word ?? from.word;
  const records = await recordsOf(place, [...new Set(several.flatMap(({ ids }) => ids))]);
  const groups = several.flatMap(({ word, ids }) => groupsOf(word, from.weight, records, new Set(ids)));
  if (!all || !whole) return { groups, next: { weight: from.weight, word: end } };
  const weight = WEIGHTS[WEIGHTS.indexOf(from.weight) + 1];
  return { groups, next: weight === undefined ? null : { weight, word: '' } };
}

/** The groups that share a word, as the records say themselves. */
function groupsOf(
  word: string,
  weight: number,
  records: readonly Keyed[],
  ids: ReadonlySet<number>,
): Group[] {
  const groups = new Map<string, Group & { records: Omit<Duplicate, 'reasons'>[] }>();
  for (const { id, name, detail, keys } of records
    .filter((each) => ids.has(each.id))
    .sort((a, b) => a.id - b.id))
    for (const key of keys.filter((each) => cutWord(each.word) === word && each.weight === weight)) {
      // Names that are longer than what is kept of them may begin alike and be different.
      const by = JSON.stringify([key.reason, key.within, key.word]);
      const group = groups.get(by) ?? { reason: key.reason, value: key.word, records: [] };
      groups.set(by, group);
      group.records.push({ id, name, detail });
    }
  const said = new Set<string>();
  return [...groups.values()]
    .filter((group) => group.records.length > 1)
    .filter((group) => {
      const members = `${group.reason} ${group.records.map(({ id }) => id).join(' ')}`;
      if (said.has(members)) return false;
      said.add(members);
      return true;
    });
}
