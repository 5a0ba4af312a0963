import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { cadenceSeenBy } from '../visibility.js';
import { exportCondition, exportRules, exportVariants } from './export-extras.js';

/** What an export needs of the reader of an operation. */
export interface ExportReader {
  readonly app: { readonly database: { readonly kysely: Db } };
  readonly principal: Principal;
}

/** A cadence as the JSON that importCadence takes, without ids: importing it gives an equal export. @throws AppError not_found */
export async function exportCadence({ app, principal }: ExportReader, id: number): Promise<string> {
  const db = app.database.kysely;
  const { rows } = await sql<{ settings: string; sharing: string }>`
    SELECT json_build_object('name', c.name, 'target_daily_people', c.target_daily_people, 'remove_replied', c.remove_replies_enabled,
        'remove_bounced', c.remove_bounces_enabled, 'remove_people_when_meeting_booked', c.remove_people_when_meeting_booked,
        'reschedule_from_pause_enabled', c.reschedule_from_pause_enabled, 'external_identifier', c.external_identifier, 'cadence_function', c.cadence_function,
        'cadence_priority', c.cadence_priority, 'cadence_owner', u.email, 'added_stage_setting', a.name, 'bounced_stage_setting', b.name,
        'finished_stage_setting', f.name, 'replied_stage_setting', p.name, 'tags', array_to_string(c.tags, ','))::text AS settings,
      json_build_object('team_cadence', c.team_cadence, 'shared', c.shared)::text AS sharing
    FROM cadences c JOIN users u ON u.team_id = c.team_id AND u.id = c.owner_id
    LEFT JOIN person_stages a ON a.team_id = c.team_id AND a.id = c.added_stage_id AND a.deleted_at IS NULL
    LEFT JOIN person_stages b ON b.team_id = c.team_id AND b.id = c.bounced_stage_id AND b.deleted_at IS NULL
    LEFT JOIN person_stages f ON f.team_id = c.team_id AND f.id = c.finished_stage_id AND f.deleted_at IS NULL
    LEFT JOIN person_stages p ON p.team_id = c.team_id AND p.id = c.replied_stage_id AND p.deleted_at IS NULL
    WHERE c.team_id = ${principal.teamId} AND c.id = ${id} AND c.deleted_at IS NULL
      AND ${cadenceSeenBy(principal, 'c')}`.execute(db);
  const [cadence] = rows;
  if (!cadence) throw notFound();
  const rules = await exportRules(db, principal.teamId, id);
  const settings = rules
    ? `${cadence.settings.slice(0, -1)}, "rules": ${JSON.stringify(rules)}}`
    : cadence.settings;
  const steps = await exportRows(db, principal.teamId, id);
  const groups = exportGroups(steps, await exportVariants(db, principal.teamId, id));
  return `{"cadence_content":{"settings":${settings},"sharing_settings":${cadence.sharing},"step_groups":${JSON.stringify(groups)}}}`;
}

function exportRows(db: Db, teamId: number, cadenceId: number) {
  return db
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .leftJoin('email_templates as t', (join) =>
      join.onRef('t.team_id', '=', 's.team_id').onRef('t.id', '=', 's.email_template_id'),
    )
    .leftJoin('call_instructions as i', (join) =>
      join.onRef('i.team_id', '=', 's.team_id').onRef('i.id', '=', 's.call_instruction_id'),
    )
    .select([
      'g.id as group_id',
      'g.day',
      'g.automated',
      'g.send_type',
      'g.time_of_day',
      'g.timezone_mode',
      'g.delay_time',
      'g.allow_send_on_weekends',
      'g.due_immediately',
      'g.reference_id',
    ])
    .select(['s.id', 's.condition', 's.missing_fields', 's.field_defaults'])
    .select([
      's.disabled',
      's.name',
      's.type',
      's.instructions',
      's.integration_id',
      's.integration_step_type_guid',
      's.previous_email_step_group_id as previous',
    ])
    .select(['t.title', 't.subject', 't.body', 'i.instructions as call_instructions'])
    .where('s.team_id', '=', teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('s.deleted_at', 'is', null)
    .orderBy('g.day')
    .orderBy('g.position')
    .orderBy('g.id')
    .orderBy('s.step_number')
    .execute();
}
type ExportRow = Awaited<ReturnType<typeof exportRows>>[number];

function exportGroups(
  rows: readonly ExportRow[],
  variants: Awaited<ReturnType<typeof exportVariants>>,
): object[] {
  const members = new Map<number, ExportRow[]>();
  const places = placesOf(rows);
  for (const row of rows) members.set(row.group_id, [...(members.get(row.group_id) ?? []), row]);
  const references = referencesOf(members);
  return [...members.values()].flatMap((steps) => {
    const [group] = steps;
    if (!group) return [];
    return {
      day: group.day,
      automated: group.automated,
      automated_settings: group.send_type === null ? null : automatedSettings(group),
      due_immediately: group.due_immediately,
      reference_id: references.get(group.group_id) ?? null,
      steps: steps.map((step) => ({
        enabled: !step.disabled,
        name: step.name ?? '',
        type: step.type.charAt(0).toUpperCase() + step.type.slice(1),
        ...(step.condition === null ? {} : { condition: exportCondition(step.condition, places) }),
        type_settings: { ...typeSettings(step, references), ...emailExtras(step, variants.get(step.id)) },
      })),
    };
  });
}

/** Steps are numbered within their day, as an import will number them. */
function placesOf(rows: readonly ExportRow[]): Map<number, { day: number; number: number }> {
  const numbers = new Map<number, number>();
  return new Map(
    rows.map(({ id, day }) => {
      const number = (numbers.get(day) ?? 0) + 1;
      numbers.set(day, number);
      return [id, { day, number }];
    }),
  );
}

function emailExtras(step: ExportRow, variants: object[] | undefined): object {
  const defaults = step.field_defaults as Record<string, string>;
  return {
    ...(variants ? { variants } : {}),
    ...(step.missing_fields === 'hold' ? {} : { missing_fields: step.missing_fields }),
    ...(Object.keys(defaults).length === 0 ? {} : { field_defaults: defaults }),
  };
}

/** References as they were given; a group that a thread goes on from and that has none gets the lowest number free. */
function referencesOf(groups: ReadonlyMap<number, readonly ExportRow[]>): Map<number, string | number> {
  const given = [...groups].flatMap(([id, [row]]) =>
    row?.reference_id == null
      ? []
      : [
          [
            id,
            /^\d{1,15}$/.test(row.reference_id) && !/^0\d/.test(row.reference_id)
              ? Number(row.reference_id)
              : row.reference_id,
          ] as const,
        ],
  );
  const references = new Map<number, string | number>(given);
  const taken = new Set([...references.values()].map(String));
  const threaded = new Set([...groups.values()].flat().map((row) => row.previous));
  let next = 1;
  for (const id of groups.keys()) {
    if (!threaded.has(id) || references.has(id)) continue;
    while (taken.has(String(next))) next += 1;
    references.set(id, next);
    taken.add(String(next));
  }
  return references;
}

function automatedSettings(group: ExportRow): object {
  const timing =
    group.send_type === 'at_time'
      ? { time_of_day: group.time_of_day, timezone_mode: group.timezone_mode }
      : { delay_time: group.delay_time };
  return { send_type: group.send_type, ...timing, allow_send_on_weekends: group.allow_send_on_weekends };
}

function typeSettings(step: ExportRow, references: ReadonlyMap<number, string | number>): object {
  if (step.type === 'phone') return { instructions: step.call_instructions };
  if (step.type === 'other') return { instructions: step.instructions };
  if (step.type === 'integration')
    return {
      instructions: step.instructions,
      integration_id: step.integration_id,
      integration_step_type_guid: step.integration_step_type_guid,
    };
  const previous = step.previous === null ? undefined : references.get(step.previous);
  return {
    ...(previous === undefined ? {} : { previous_email_step_group_reference_id: previous }),
    email_template: { title: step.title, subject: step.subject, body: step.body },
  };
}
