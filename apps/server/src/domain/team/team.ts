import { changesCallers } from '../../db/callers.js';
import { plain, time, type View } from '../../db/view.js';
import { requirePermission } from '../permissions.js';
import type { Body, Contract } from '@cadenza/contract';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { nonBlank, requireAdmin } from '../records.js';

export const teamView: View = {
  name: 'team',
  table: 'teams',
  sight: null,
  columns: [
    `'{}'::json AS _private_fields`,
    plain('allow_automated_email_steps', 'call_recording_disabled', 'click_tracking_default'),
    time('created_at'),
    plain(
      'custom_tracking_domain',
      'deactivated',
      'dispositions_required',
      'email_daily_limit',
      'group_privacy_setting',
      'id',
      'license_limit',
      'local_dial_enabled',
      'name',
      'plan',
    ),
    `'{}'::json AS plan_features`,
    plain('record_by_default', 'sentiments_required', 'team_visibility_default'),
    time('updated_at'),
    plain('postal_address', 'rate_limit_per_minute', 'only_admins_connect_servers', 'two_factor_required'),
    plain('queue_tiers'),
  ].join(', '),
  filters: {},
  sorts: {},
};

/** GET /v2/team: the caller's own. */
export const readTeam = ({
  principal,
  render,
}: {
  readonly principal: Principal;
  readonly render: (view: View, id: number) => Promise<string>;
}): Promise<string> => render(teamView, principal.teamId);

/**
 * Changes the team. In a private team a rep sees, and works on, only the people and accounts they own (decision 26); what
 * is under way with people goes on. @throws AppError forbidden without manage_team
 */
export async function updateTeam(
  { tx, principal, now }: Command,
  body: Body<Contract['operations']['update_team']>,
): Promise<void> {
  requirePermission(principal, 'manage_team', 'change the team');
  // Who sees everything, and who names servers, is not for whoever manages the rest.
  const { team_visibility_default: people, group_privacy_setting: users } = body;
  const { only_admins_connect_servers: servers, two_factor_required: twoFactor } = body;
  if ([people, users, servers, twoFactor].some((each) => each != null))
    requireAdmin(
      principal,
      'change who sees the people and users of the team, who names mail servers, or how one signs in',
    );
  changesCallers(tx);
  await tx
    .updateTable('teams')
    .set({
      name: nonBlank('name', body.name),
      dispositions_required: body.dispositions_required ?? undefined,
      sentiments_required: body.sentiments_required ?? undefined,
      record_by_default: body.record_by_default ?? undefined,
      call_recording_disabled: body.call_recording_disabled ?? undefined,
      group_privacy_setting: users ?? undefined,
      team_visibility_default: people ?? undefined,
      rate_limit_per_minute: body.rate_limit_per_minute ?? undefined,
      only_admins_connect_servers: servers ?? undefined,
      two_factor_required: twoFactor ?? undefined,
      ...(body.postal_address === undefined
        ? {}
        : { postal_address: body.postal_address?.replaceAll(/\r\n?/g, '\n').trim() || null }),
      queue_tiers: body.queue_tiers,
      updated_at: now,
    })
    .where('id', '=', principal.teamId)
    .execute();
}
