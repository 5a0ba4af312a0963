import { plain, time, type View } from '../../db/view.js';
import type { Principal } from '../../kernel/principal.js';

export const teamView: View = {
  name: 'team',
  table: 'teams',
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
