import type pg from 'pg';
import { cached, compile, type Statement } from './compiled.js';
import { type ReadContext, scopeText, seesWhole, sightKey } from './listing.js';
import { statementsOf } from './prepare.js';
import { decideSight, type View } from './view.js';

/** A record of a view that somebody sees, and which person and cadence it is about. */
export interface SeenRecord {
  readonly id: number;
  readonly person: number | null;
  readonly cadence: number | null;
}

/** Columns of a record that name a person and a cadence; `r` is its table. */
export interface About {
  readonly person?: string;
  readonly cadence?: string;
}

/** What of the caller a text asks for. */
const OF_CALLER = /:(user|admin|group|scopes)\b/;

/**
 * Which of some records each of several callers of one team sees, all of them in one sight (`seesWhole`). A text that asks
 * for nobody in particular is asked once for all. `ended`: records that were deleted, who saw them before.
 * @returns a map for each caller, in their order
 */
export async function seenBy(
  pool: pg.Pool,
  { view, about, ended }: { view: View; about: About; ended: boolean },
  callers: readonly ReadContext[],
  ids: readonly number[],
): Promise<ReadonlyMap<number, SeenRecord>[]> {
  const [first] = callers;
  if (!first || ids.length === 0) return callers.map(() => new Map());
  const whole = seesWhole(first);
  const personal = OF_CALLER.test(decideSight(scopeOf(view, ended), whole));
  const asking = personal ? callers : [first];
  const key = `${view.name}|seen by|${ended ? 'ended' : ''}|${sightKey(whole)}`;
  const statement = cached(key, () => statementOf(view, about, ended, whole));
  const values = statement.parameters.map((name) => given(name, asking, ids));
  const { rows } = await statementsOf(pool).query<SeenRecord & { n: number }>(statement.text, values, {
    planned: whole ? 'once' : 'each time',
  });
  const maps = asking.map(() => new Map<number, SeenRecord>());
  // What was deleted with its row was about nobody in particular, or about somebody who cannot be asked any more.
  if (ended && whole && !personal)
    for (const id of ids) maps[0]?.set(id, { id, person: null, cadence: null });
  for (const { n, ...record } of rows) maps[n - 1]?.set(record.id, record);
  return personal ? maps : callers.map(() => maps[0] ?? new Map<number, SeenRecord>());
}

/** Who saw a record that was deleted is who would see it if it were not. */
function scopeOf(view: View, ended: boolean): string {
  const text = scopeText(view, 'one');
  return ended ? text.replaceAll(/\b[a-z]\.deleted_at IS NULL/g, 'true') : text;
}

function statementOf(view: View, about: About, ended: boolean, whole: boolean): Statement {
  const scope = decideSight(scopeOf(view, ended), whole)
    .replaceAll(/:user\b/g, 'asking.who')
    .replaceAll(/:admin\b/g, 'asking.admin')
    .replaceAll(/:group\b/g, 'asking.of_group')
    .replaceAll(/:scopes\b/g, 'asking.scopes');
  const id = view.idColumn ?? 'r.id';
  return compile(
    `SELECT asking.n, ${id} AS id, ${about.person ?? 'NULL'}::bigint AS person, ${about.cadence ?? 'NULL'}::bigint AS cadence
    FROM unnest(:whos::bigint[], :admins::boolean[], :groups::bigint[], :of_scopes::text[]) WITH ORDINALITY asking (who, admin, of_group, scopes, n)
    CROSS JOIN ${view.table} r WHERE ${id} = ANY(:ids::bigint[]) AND ${scope}`,
    whole,
  );
}

function given(name: string, callers: readonly ReadContext[], ids: readonly number[]): unknown {
  if (name === 'ids') return ids;
  if (name === 'whos') return callers.map(({ user }) => user);
  if (name === 'admins') return callers.map(({ admin }) => admin);
  if (name === 'groups') return callers.map(({ group }) => group);
  if (name === 'of_scopes') return callers.map(({ scopes }) => scopes ?? null);
  return callers[0]?.[name as keyof ReadContext];
}
