import { changesCallers } from '../../db/callers.js';
import type { Tx } from '../../db/connect.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { followZone } from '../memberships/index.js';
import { requireZone } from '../zones.js';

/** Absent stays, null and blank clear; the zone cannot be cleared. */
export interface UserSettings {
  time_zone?: string | null | undefined;
  first_name?: string | null | undefined;
  last_name?: string | null | undefined;
  job_role?: string | null | undefined;
  phone?: string | null | undefined;
  email_signature?: string | null | undefined;
  slack_username?: string | null | undefined;
  twitter_handle?: string | null | undefined;
}

/**
 * Sets what a user says of themselves; with another zone, planned moments that follow it are planned anew. The caller
 * tells of it (user_updated). @throws AppError invalid for a zone that is none, not_found
 */
export async function changeSettings(
  tx: Tx,
  teamId: number,
  userId: number,
  settings: UserSettings,
  now: Date,
): Promise<void> {
  const zone = settings.time_zone;
  if (zone === null || zone?.trim() === '') throw invalid('time_zone', 'is required');
  if (zone !== undefined) await requireZone(tx, 'time_zone', zone);
  const user = await tx
    .selectFrom('users')
    .select('time_zone')
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (!user) throw notFound();
  changesCallers(tx);
  await tx
    .updateTable('users')
    .set({
      time_zone: zone,
      first_name: said(settings.first_name),
      last_name: said(settings.last_name),
      job_role: said(settings.job_role),
      phone: said(settings.phone),
      email_signature: said(settings.email_signature),
      slack_username: said(settings.slack_username),
      twitter_handle: said(settings.twitter_handle),
      updated_at: now,
    })
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .execute();
  if (zone !== undefined && zone !== user.time_zone)
    await followZone(tx, teamId, userId, { from: user.time_zone, to: zone }, now);
}

/** Blank is empty. */
function said(text: string | null | undefined): string | null | undefined {
  return typeof text === 'string' ? text.trim() || null : text;
}
