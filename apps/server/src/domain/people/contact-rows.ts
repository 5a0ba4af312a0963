import { type RawBuilder, sql } from 'kysely';
import { wasContactedSince } from '../contacts.js';

/**
 * What a contact, or a step that was done, leaves on people, as part of a statement that writes other tables too. Each
 * row of `rows` is another person's: `person_id`; `contact` (call, email, other; null: nobody was contacted) by `user_id`
 * at `contacted_at`; `emails_sent` and `calls`, by which the counters go up; `step_id` and `cadence_id` of what was done,
 * or null. A contact that is told late leaves a later one. The caller holds their locks.
 */
export function recordingContacts(teamId: number, now: Date, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  const isLast = sql`(k.contact IS NOT NULL AND NOT ${wasContactedSince(sql`p`, sql`k.contacted_at`, now)})`;
  return sql`
    UPDATE people p SET updated_at = ${now}, emails_sent = p.emails_sent + k.emails_sent, calls = p.calls + k.calls,
      last_contacted_at = CASE WHEN ${isLast} THEN k.contacted_at ELSE p.last_contacted_at END,
      last_contacted_type = CASE WHEN ${isLast} THEN k.contact ELSE p.last_contacted_type END,
      last_contacted_by_id = CASE WHEN ${isLast} THEN k.user_id ELSE p.last_contacted_by_id END,
      last_completed_step_id = coalesce(k.step_id, p.last_completed_step_id),
      last_completed_step_cadence_id = coalesce(k.cadence_id, p.last_completed_step_cadence_id)
    FROM ${rows} k WHERE p.team_id = ${teamId} AND p.id = k.person_id`;
}
