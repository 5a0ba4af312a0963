import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';

// What the original's exports do not have stands in them only where it is used, so that they stay importable there.

/** settings.rules of an export; undefined when every rule has its default. */
export async function exportRules(db: Db, teamId: number, cadenceId: number): Promise<object | undefined> {
  const { rows } = await sql<{ rules: Record<string, unknown> }>`
    SELECT json_build_object('entry_once', nullif(c.entry_once, false), 'entry_exclusive', nullif(c.entry_exclusive, false),
      'entry_quiet_days', c.entry_quiet_days, 'entry_blocked_stages', ${names('entry_blocked_stage_ids')},
      'exit_on_opt_out', nullif(c.exit_on_opt_out, true), 'exit_on_success', nullif(c.exit_on_success, true),
      'exit_stages', ${names('exit_stage_ids')}, 'exit_account_on_reply', nullif(c.exit_account_on_reply, false),
      'new_people_per_day', c.new_people_per_day, 'new_people_per_user_per_day', c.new_people_per_user_per_day,
      'open_tracking', c.open_tracking, 'click_tracking', c.click_tracking) AS rules
    FROM cadences c WHERE c.team_id = ${teamId} AND c.id = ${cadenceId}`.execute(db);
  const used = Object.entries(rows[0]?.rules ?? {}).filter(([, value]) => value !== null);
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

const names = (column: string) =>
  sql`(SELECT json_agg(s.name ORDER BY s.name) FROM person_stages s WHERE s.team_id = c.team_id AND s.deleted_at IS NULL
    AND s.id = ANY(${sql.ref(`c.${column}`)}))`;

interface ExportVariant {
  name: string;
  weight: number;
  winner?: true;
  email_template: { title: string | null; subject: string | null; body: string | null };
}

/** The versions of the cadence's e-mail steps, by step. */
export async function exportVariants(
  db: Db,
  teamId: number,
  cadenceId: number,
): Promise<ReadonlyMap<number, ExportVariant[]>> {
  const rows = await db
    .selectFrom('step_variants as v')
    .innerJoin('steps as s', (join) =>
      join.onRef('s.team_id', '=', 'v.team_id').onRef('s.id', '=', 'v.step_id'),
    )
    .innerJoin('email_templates as t', (join) =>
      join.onRef('t.team_id', '=', 'v.team_id').onRef('t.id', '=', 'v.email_template_id'),
    )
    .select(['v.step_id', 'v.name', 'v.weight', 'v.winner_at', 't.title', 't.subject', 't.body'])
    .where('v.team_id', '=', teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('v.deleted_at', 'is', null)
    .orderBy('v.id')
    .execute();
  const variants = new Map<number, ExportVariant[]>();
  for (const row of rows) {
    const { title, subject, body } = row;
    const variant: ExportVariant = {
      name: row.name,
      weight: row.weight,
      ...(row.winner_at === null ? {} : { winner: true }),
      email_template: { title, subject, body },
    };
    variants.set(row.step_id, [...(variants.get(row.step_id) ?? []), variant]);
  }
  return variants;
}

interface Place {
  day: number;
  number: number;
}

/** A stored condition as files have it: places for ids. A step that is gone is left out. */
export function exportCondition(stored: unknown, places: ReadonlyMap<number, Place>): object | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { step_id: step, goto_step_id: target, ...rest } = stored as Record<string, unknown>;
  const place = (id: unknown) => (typeof id === 'number' ? places.get(id) : undefined);
  const [from, to] = [place(step), place(target)];
  return { ...rest, ...(from ? { step: from } : {}), ...(to ? { goto_step: to } : {}) };
}
