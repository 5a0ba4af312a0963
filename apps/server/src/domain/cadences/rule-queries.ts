import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { cadenceSeenBy } from '../visibility.js';

/** What a read operation needs of its reader. */
interface RuleReader {
  readonly app: { readonly database: { readonly kysely: Db } };
  readonly principal: Principal;
}

/** The settings that the record of a cadence does not show, as JSON text. @throws AppError not_found unless the caller sees the cadence */
export async function readCadenceRules(
  { app, principal }: RuleReader,
  { params: { id } }: { params: { id: number } },
): Promise<string> {
  const { rows } = await sql<{ j: string }>`
    SELECT json_build_object('id', c.id, 'entry_once', c.entry_once, 'entry_exclusive', c.entry_exclusive,
        'entry_quiet_days', c.entry_quiet_days, 'entry_blocked_stage_ids', c.entry_blocked_stage_ids,
        'remove_replies_enabled', c.remove_replies_enabled, 'remove_bounces_enabled', c.remove_bounces_enabled,
        'remove_people_when_meeting_booked', c.remove_people_when_meeting_booked, 'exit_on_opt_out', c.exit_on_opt_out,
        'exit_on_success', c.exit_on_success, 'exit_stage_ids', c.exit_stage_ids, 'exit_account_on_reply', c.exit_account_on_reply,
        'new_people_per_day', c.new_people_per_day, 'new_people_per_user_per_day', c.new_people_per_user_per_day,
        'open_tracking', c.open_tracking, 'click_tracking', c.click_tracking,
        'reschedule_from_pause_enabled', c.reschedule_from_pause_enabled,
        'paused_at', wire_time(c.paused_at, ${principal.timeZone}))::text AS j
    FROM cadences c
    WHERE c.team_id = ${principal.teamId} AND c.id = ${id} AND c.deleted_at IS NULL
      AND ${cadenceSeenBy(principal, 'c')}`.execute(app.database.kysely);
  if (!rows[0]) throw notFound();
  return rows[0].j;
}

/** Timing, content, branch and missing-field settings of a step, as JSON text. @throws AppError not_found unless the caller sees its cadence */
export async function readStepRules(
  { app, principal }: RuleReader,
  { params: { id } }: { params: { id: number } },
): Promise<string> {
  const { rows } = await sql<{ j: string }>`
    SELECT json_build_object('id', s.id, 'automated', g.automated, 'due_immediately', g.due_immediately,
        'send_type', g.send_type, 'time_of_day', g.time_of_day, 'timezone_mode', g.timezone_mode, 'delay_time', g.delay_time,
        'allow_send_on_weekends', g.allow_send_on_weekends,
        'instructions', coalesce(s.instructions, i.instructions), 'email_template_id', s.email_template_id,
        'previous_email_step_id', (SELECT p.id FROM steps p WHERE p.team_id = s.team_id AND p.step_group_id = s.previous_email_step_group_id
          AND p.type = 'email' AND p.deleted_at IS NULL ORDER BY p.step_number LIMIT 1),
        'integration_id', s.integration_id, 'integration_step_type_guid', s.integration_step_type_guid,
        'condition', s.condition, 'missing_fields', s.missing_fields, 'field_defaults', s.field_defaults)::text AS j
    FROM steps s
    JOIN step_groups g ON g.team_id = s.team_id AND g.id = s.step_group_id
    JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id
    LEFT JOIN call_instructions i ON i.team_id = s.team_id AND i.id = s.call_instruction_id
    WHERE s.team_id = ${principal.teamId} AND s.id = ${id} AND s.deleted_at IS NULL AND c.deleted_at IS NULL
      AND ${cadenceSeenBy(principal, 'c')}`.execute(app.database.kysely);
  if (!rows[0]) throw notFound();
  return rows[0].j;
}
