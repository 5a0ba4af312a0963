import type pg from 'pg';
import { cached, compile } from '../../db/compiled.js';
import { type ReadContext, seesWhole, sightKey } from '../../db/listing.js';
import { statementsOf } from '../../db/prepare.js';
import { bySight } from '../../db/view.js';
import { almostBegins, type Match, MATCHES, nearby, type Typed, typed, wholeWord } from './query-rules.js';
import { type Row as Fields, type Searched, type Source, wordsOfRow } from './sources.js';
import { WEIGHT } from './word-rules.js';

/** A record that was found, and how. */
export interface Found {
  readonly type: Searched;
  readonly id: number;
  readonly name: string | null;
  readonly detail: string | null;
  readonly match: Match;
  readonly field: keyof typeof WEIGHT;
  readonly path: string;
}

interface Hit {
  source: Source;
  id: number;
  name: string | null;
  detail: string | null;
  match: Match;
  weight: number;
  /** The word that was found, which ends the order. */
  word: string;
}

/** Where a search looks. */
interface Place {
  readonly pool: pg.Pool;
  readonly context: ReadContext;
  readonly sources: readonly Source[];
  /** Results of each type. */
  readonly most: number;
}

/** Records that changed after the words were read last are read themselves: the newest of them, at most so many. */
const NEWEST = 500;
/** Records that have one of several words and are asked for the others. */
const ASKED = 2000;
/** Beginnings that are tried in the place of a mistyped one. */
const TRIED = 6;

/**
 * What of the team's records was found, as far as the caller sees it now, the best first and at most `most` of each type. What is
 * looked at is bounded: a word that stands in very many records together with another one may leave records out.
 */
export async function find(place: Place, q: string): Promise<Found[]> {
  const asked = typed(q);
  if (asked.phrases.length === 0) return [];
  const { hits: newest, ids } = await amongNewest(place, asked);
  const hits = newest;
  const add = (found: readonly Hit[]) => {
    for (const hit of found) if (!ids.get(hit.source)?.has(hit.id)) hits.push(hit);
  };
  add(await byPhrase(place, asked.phrases));
  const scarce = () => withFew(place, hits);
  if (asked.tokens.length > 1 && scarce().length > 0)
    add(await byTokens({ ...place, sources: scarce() }, asked.tokens));
  if (scarce().length > 0) add(await mistyped({ ...place, sources: scarce() }, asked));
  return best(hits, place.most);
}

/** The sources of which fewer were found than are wanted. */
const withFew = ({ sources, most }: Place, hits: readonly Hit[]): Source[] =>
  sources.filter(
    (source) => new Set(hits.filter((hit) => hit.source === source).map(({ id }) => id)).size < most,
  );

/** Each record once, the best of each type, in the order of all. */
function best(hits: Hit[], most: number): Found[] {
  const rank = ({ match, weight }: Hit) => MATCHES.indexOf(match) * 3 + weight;
  const ordered = hits.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      a.source.kind - b.source.kind ||
      (a.word < b.word ? -1 : a.word > b.word ? 1 : a.id - b.id),
  );
  const found = new Map<string, Found>();
  const counts = new Map<Source, number>();
  for (const { source, id, name, detail, match, weight } of ordered) {
    const key = `${source.kind} ${id}`;
    const count = counts.get(source) ?? 0;
    if (found.has(key) || count >= most) continue;
    counts.set(source, count + 1);
    const { type, path } = source;
    found.set(key, { type, id, name, detail, match, field: fieldOf(weight), path });
  }
  return [...found.values()];
}

const fieldOf = (weight: number): Found['field'] =>
  weight === WEIGHT.name ? 'name' : weight === WEIGHT.address ? 'address' : 'other';

interface Row {
  kind: number;
  record_id: number;
  name: string | null;
  detail: string | null;
  weight: number;
  word: string;
  phrase: string;
}

/** The records of a source that the caller sees; a rep of a private team looks through the words of his own. */
const scope = (source: Source): string =>
  `r.team_id = :team AND r.id = w.record_id AND (${source.visible})${source.sight ? bySight(` AND (${source.sight.one})`, '') : ''}`;
const words = (source: Source): string =>
  `w.team_id = :team AND w.kind = ${source.kind}${source.owned ? bySight(' AND w.owner_id = :user', '') : ''}`;
/** Greater than whatever begins so. */
const END = '\u{10ffff}';

async function ask(
  { pool, context }: Place,
  name: string,
  text: () => string,
  given: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const whole = seesWhole(context);
  const statement = cached(`search|${name}|${sightKey(whole)}`, () => compile(text(), whole));
  const values = statement.parameters.map((each) =>
    Object.hasOwn(given, each) ? given[each] : context[each as keyof ReadContext],
  );
  const { rows } = await statementsOf(pool).query<Row & pg.QueryResultRow>(statement.text, values, {
    planned: 'once',
  });
  return rows;
}

const namesOf = (sources: readonly Source[]): string => sources.map(({ type }) => type).join(' ');
const hitsOf = (place: Place, rows: readonly Row[], match: (row: Row) => Match): Hit[] =>
  rows.flatMap((row) => {
    const source = place.sources.find(({ kind }) => kind === row.kind);
    if (!source) return [];
    const { record_id: id, name, detail, weight, word } = row;
    return [{ source, id, name, detail, weight, word, match: match(row) }];
  });

/** Words that begin with one of the phrases: a range of the index for each phrase and weight, in its order, cut off. */
async function byPhrase(place: Place, phrases: readonly string[], match?: Match): Promise<Hit[]> {
  const rows = await ask(
    place,
    `phrase ${namesOf(place.sources)}`,
    () =>
      place.sources
        .map(
          (
            source,
          ) => `SELECT ${source.kind} AS kind, x.record_id, x.name, x.detail, x.weight, x.word, x.phrase FROM unnest(:phrases::text[]) p (phrase) CROSS JOIN unnest(${weightsOf(source)}) g (weight)
          CROSS JOIN LATERAL (SELECT w.record_id, ${source.name} AS name, ${source.detail} AS detail, w.weight, w.word, p.phrase
            FROM search_words w JOIN ${source.table} r ON ${scope(source)}
            WHERE ${words(source)} AND w.weight = g.weight AND w.word >= p.phrase COLLATE "C" AND w.word < (p.phrase || :end) COLLATE "C"
            ORDER BY w.word, w.record_id LIMIT :rows::integer) x`,
        )
        .join(' UNION ALL '),
    { phrases, end: END, rows: place.most * 2 },
  );
  return hitsOf(place, rows, ({ word, phrase }) => match ?? (wholeWord(word, phrase) ? 'word' : 'beginning'));
}

const weightsOf = ({ owned, type }: Source): string =>
  owned ? `'{0,1,2}'::smallint[]` : type === 'email_templates' ? `'{0,2}'::smallint[]` : `'{0}'::smallint[]`;

/** Records that have a word for each token: of those with the rarest, some are asked for the others. */
async function byTokens(place: Place, tokens: readonly string[], match: Match = 'beginning'): Promise<Hit[]> {
  const [rarest = '', ...others] = await rarestFirst(place, tokens);
  const rows = await ask(
    place,
    `tokens ${namesOf(place.sources)}`,
    () =>
      place.sources
        .map(
          (
            source,
          ) => `(SELECT ${source.kind} AS kind, w.record_id, ${source.name} AS name, ${source.detail} AS detail, w.weight, w.word, '' AS phrase
          FROM unnest(${weightsOf(source)}) g (weight) CROSS JOIN LATERAL (SELECT w.record_id, w.weight, w.word FROM search_words w
            WHERE ${words(source)} AND w.weight = g.weight AND w.word >= :rarest COLLATE "C" AND w.word < (:rarest || :end) COLLATE "C"
            ORDER BY w.word, w.record_id LIMIT ${ASKED}) w
          JOIN search_records s ON s.team_id = :team AND s.kind = ${source.kind} AND s.record_id = w.record_id
          JOIN ${source.table} r ON ${scope(source)}
          WHERE NOT EXISTS (SELECT FROM unnest(:others::text[]) o (token) WHERE NOT EXISTS (SELECT FROM unnest(s.words) x (word) WHERE starts_with(x.word, o.token)))
          LIMIT :rows::integer)`,
        )
        .join(' UNION ALL '),
    { rarest, others, end: END, rows: place.most * 2 },
  );
  return hitsOf(place, rows, () => match);
}

/** Tokens by how many words begin so, counted as far as matters. */
async function rarestFirst(place: Place, tokens: readonly string[]): Promise<string[]> {
  const rows = await ask(
    place,
    `counts ${namesOf(place.sources)}`,
    () =>
      place.sources
        .map(
          (
            source,
          ) => `SELECT ${source.kind} AS kind, t.token AS phrase, x.n AS weight FROM unnest(:tokens::text[]) t (token)
          CROSS JOIN unnest(${weightsOf(source)}) g (weight) CROSS JOIN LATERAL (SELECT count(*)::integer AS n FROM (SELECT FROM search_words w
            WHERE ${words(source)} AND w.weight = g.weight AND w.word >= t.token COLLATE "C" AND w.word < (t.token || :end) COLLATE "C" LIMIT ${ASKED}) y) x`,
        )
        .join(' UNION ALL '),
    { tokens, end: END },
  );
  const counts = new Map<string, number>();
  for (const { phrase, weight } of rows) counts.set(phrase, (counts.get(phrase) ?? 0) + weight);
  return [...tokens].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || b.length - a.length);
}

/** With one token mistyped: what stands one mistake away and begins words of names is put in its place. */
async function mistyped(place: Place, { tokens }: Typed): Promise<Hit[]> {
  if (tokens.some((token) => token.includes('@'))) return [];
  const found: Hit[] = [];
  for (const [at, token] of tokens.entries()) {
    const beginnings = await beginning(place, nearby(token));
    if (beginnings.length === 0) continue;
    if (tokens.length === 1) return byPhrase(place, beginnings, 'typo');
    for (const each of beginnings.slice(0, 2))
      found.push(...(await byTokens(place, tokens.with(at, each), 'typo')));
    if (found.length >= place.most) break;
  }
  return found;
}

/** Those of the beginnings that words of names have, a few. */
async function beginning(place: Place, tried: readonly string[]): Promise<string[]> {
  if (tried.length === 0) return [];
  const rows = await ask(
    place,
    `begins ${namesOf(place.sources)}`,
    () =>
      `SELECT p.phrase FROM unnest(:tried::text[]) WITH ORDINALITY p (phrase, n) WHERE ${place.sources
        .map(
          (source) => `EXISTS (SELECT FROM search_words w WHERE ${words(source)} AND w.weight = ${WEIGHT.name}
            AND w.word >= p.phrase COLLATE "C" AND w.word < (p.phrase || :end) COLLATE "C")`,
        )
        .join(' OR ')} LIMIT ${TRIED}`,
    { tried, end: END },
  );
  return rows.map(({ phrase }) => phrase);
}

/** What changed since the words were read last, looked through as it stands; its words of before count no more. */
async function amongNewest(
  place: Place,
  asked: Typed,
): Promise<{ hits: Hit[]; ids: ReadonlyMap<Source, ReadonlySet<number>> }> {
  const hits: Hit[] = [];
  const ids = new Map<Source, Set<number>>();
  const rows = await ask(
    place,
    `newest ${namesOf(place.sources)}`,
    () =>
      place.sources
        .map(
          (
            source,
          ) => `(SELECT ${source.kind} AS kind, r.id AS record_id, ${source.name} AS name, ${source.detail} AS detail,
            ${source.visible === '' ? 'true' : `(${source.visible})${source.sight ? bySight(` AND (${source.sight.one})`, '') : ''}`} AS seen,
            (SELECT row_to_json(f) FROM (SELECT ${source.columns}) f) AS fields
          FROM ${source.table} r WHERE r.team_id = :team AND r.deleted_at IS NULL AND r.updated_at > coalesce((SELECT p.read_until FROM search_places p
            WHERE p.team_id = :team AND p.kind = ${source.kind}), '-infinity') ORDER BY r.updated_at DESC, r.id DESC LIMIT ${NEWEST})`,
        )
        .join(' UNION ALL '),
    {},
  );
  for (const row of rows as (Row & { seen: boolean; fields: Fields })[]) {
    const source = place.sources.find(({ kind }) => kind === row.kind);
    if (!source) continue;
    ids.set(source, (ids.get(source) ?? new Set()).add(row.record_id));
    const how = row.seen ? howFound(wordsOfRow(source, row.fields), asked) : undefined;
    if (how) hits.push({ source, id: row.record_id, name: row.name, detail: row.detail, ...how });
  }
  return { hits, ids };
}

/** As the statements find it. */
function howFound(
  all: ReadonlyMap<string, number>,
  { phrases, tokens }: Typed,
): Pick<Hit, 'match' | 'weight' | 'word'> | undefined {
  const begun = [...all].flatMap(([word, weight]) => {
    const phrase = phrases.find((each) => word.startsWith(each));
    return phrase === undefined ? [] : [{ word, weight, match: wholeWord(word, phrase) ? 0 : 1 }];
  });
  const [first] = begun.sort((a, b) => a.match - b.match || a.weight - b.weight);
  if (first) return { word: first.word, weight: first.weight, match: MATCHES[first.match] ?? 'beginning' };
  // Marks alone are no word, and so the beginning of none.
  if (tokens.length === 0) return undefined;
  const missing = tokens.filter((token) => ![...all.keys()].some((word) => word.startsWith(token)));
  if (missing.length > 1) return undefined;
  const [wrong = tokens[0] ?? ''] = missing;
  const entry = [...all].find(([word, weight]) =>
    missing.length === 0 ? word.startsWith(wrong) : weight === WEIGHT.name && almostBegins(word, wrong),
  );
  return entry && { word: entry[0], weight: entry[1], match: missing.length === 0 ? 'beginning' : 'typo' };
}
