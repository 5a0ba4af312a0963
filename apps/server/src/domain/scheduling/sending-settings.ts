import { say } from '../said.js';
import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { invalid } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { releaseSlots, requeueEmails, resumeActions } from '../memberships/index.js';
import { setSending } from '../team/team-rows.js';
import { TOUCH_RULES } from './capacity-queries.js';
import { touchLimits } from './touch-limit-rules.js';

/** The settings of the team, as JSON text. */
export async function sendingSettingsOf(db: Db, { teamId, timeZone }: Principal): Promise<string> {
  const { rows } = await sql<{ j: string }>`
    SELECT json_build_object('sending_paused', sending_paused_at IS NOT NULL,
      'sending_paused_at', wire_time(sending_paused_at, ${timeZone}),
      'allow_automated_email_steps', allow_automated_email_steps, 'email_daily_limit', email_daily_limit,
      'uncertain_policy', uncertain_policy, 'open_tracking_default', open_tracking_default,
      'click_tracking_default', click_tracking_default, 'system_mailbox_id', system_mailbox_id, 'require_mailbox', require_mailbox,
      'touch_limits', touch_limits)::text AS j
    FROM teams WHERE id = ${teamId}`.execute(db);
  return rows[0]?.j ?? 'null';
}

/** GET /v2/sending_settings */
export const readSendingSettings = ({
  app,
  principal,
}: {
  readonly app: { readonly database: { readonly kysely: Db } };
  readonly principal: Principal;
}): Promise<string> => sendingSettingsOf(app.database.kysely, principal);

/** Changes what the body names; null takes the daily limit away. @throws AppError forbidden unless an admin */
export async function updateSendingSettings(
  { tx, principal, now }: Command,
  body: Body<Contract['operations']['update_sending_settings']>,
): Promise<void> {
  requirePermission(principal, 'manage_team', 'change how e-mails go out');
  const team = principal.teamId;
  const before = await tx
    .selectFrom('teams')
    .select(['sending_paused_at', 'email_daily_limit'])
    .where('id', '=', team)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const paused = body.sending_paused ?? before.sending_paused_at !== null;
  const touched = body.touch_limits === undefined ? undefined : touchLimits(body.touch_limits);
  const settings = {
    sending_paused_at: paused ? (before.sending_paused_at ?? now) : null,
    allow_automated_email_steps: body.allow_automated_email_steps ?? undefined,
    email_daily_limit: body.email_daily_limit,
    uncertain_policy: body.uncertain_policy ?? undefined,
    open_tracking_default: body.open_tracking_default ?? undefined,
    click_tracking_default: body.click_tracking_default ?? undefined,
    system_mailbox_id: await systemMailbox(tx, team, body.system_mailbox_id),
    require_mailbox: body.require_mailbox ?? undefined,
    ...(touched === undefined ? {} : { touch_limits: touched }),
  };
  await setSending(tx, team, settings, now);
  const all = { everyone: true } as const;
  if (paused && before.sending_paused_at === null)
    await requeueEmails(tx, team, all, now, say('team_paused', { taken_back: true }));
  if (!paused && before.sending_paused_at !== null)
    await resumeActions({ tx, principal, now }, all, ['team_paused'], say('woken', { what: 'team_sending' }));
  if (body.require_mailbox === false)
    await resumeActions(
      { tx, principal, now },
      all,
      ['no_mailbox'],
      say('woken', { what: 'no_mailbox_needed' }),
    );
  if (touched !== undefined)
    await resumeActions({ tx, principal, now }, all, TOUCH_RULES, say('woken', { what: 'touch_limits' }));
  if (body.email_daily_limit !== undefined && body.email_daily_limit !== before.email_daily_limit)
    await releaseSlots(tx, team, all, now, say('limits_changed', { what: 'daily_limit' }));
}

/** The mailbox to name, as it is stored. @throws AppError invalid unless it can send and belongs to an admin */
async function systemMailbox(
  tx: Tx,
  teamId: number,
  id: number | null | undefined,
): Promise<number | null | undefined> {
  if (id == null) return id;
  const mailbox = await tx
    .selectFrom('mailboxes as m')
    .innerJoin('users as u', (join) =>
      join.onRef('u.team_id', '=', 'm.team_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['m.smtp_host', 'u.role_id', 'u.active'])
    .where('m.team_id', '=', teamId)
    .where('m.id', '=', id)
    .where('m.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!mailbox) throw invalid('system_mailbox_id', 'could not be found');
  if (mailbox.smtp_host === null) throw invalid('system_mailbox_id', 'has no server to send through');
  // Whoever reads that mailbox reads links that let in as anybody.
  if (!mailbox.active || mailbox.role_id !== 'Admin')
    throw invalid('system_mailbox_id', 'must be the mailbox of an admin');
  return id;
}
