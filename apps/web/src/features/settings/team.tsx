import { useQuery } from '@tanstack/react-query';
import { sendingSettingsQuery, teamQuery } from '../../data/settings';
import type { FieldSpec, FormSpec } from './form-values';
import { Hours } from './hours';
import { Loaded } from './loaded';
import { SettingsForm } from './settings-form';

const check = (name: string, label: string): FieldSpec => ({ name, label, kind: 'check' });

const TEAM: FormSpec = {
  title: 'Team',
  path: '/v2/team',
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    {
      name: 'postal_address',
      label: 'Postal address (below e-mails that one can opt out of)',
      kind: 'lines',
    },
    {
      name: 'team_visibility_default',
      label: 'Who sees people and accounts',
      kind: 'text',
      choices: [
        ['public', 'Everybody sees all'],
        ['private', 'Their owners and admins'],
      ],
    },
    {
      name: 'group_privacy_setting',
      label: 'Who sees colleagues',
      kind: 'text',
      choices: [
        ['all_public', 'Everybody sees all'],
        ['group_public', 'Those of the same group and those below'],
      ],
    },
    check('dispositions_required', 'A call needs an outcome'),
    check('sentiments_required', 'A call needs a sentiment'),
    check('only_admins_connect_servers', 'Only admins connect mailboxes by server and password'),
    check(
      'two_factor_required',
      'Everybody signs in by two steps (who has none sets it up at the next login)',
    ),
    { name: 'rate_limit_per_minute', label: 'Cost of API calls in a minute, at most', kind: 'number' },
  ],
};

export function Team() {
  const team = useQuery(teamQuery);
  return (
    <Loaded query={team}>
      {(record) => <SettingsForm spec={TEAM} record={record} queryKey={teamQuery.queryKey} />}
    </Loaded>
  );
}

const SENDING: FormSpec = {
  title: 'Sending',
  path: '/v2/sending_settings',
  fields: [
    check('sending_paused', 'Nothing of the team leaves: paused'),
    check('allow_automated_email_steps', 'E-mails of cadences may leave by themselves'),
    {
      name: 'email_daily_limit',
      label: 'E-mails of one user in a day, at most (empty: no limit)',
      kind: 'number',
    },
    check('require_mailbox', 'Who has no mailbox sends nothing'),
    {
      name: 'uncertain_policy',
      label: 'E-mails nobody knows the fate of',
      kind: 'text',
      choices: [
        ['hold', 'wait for somebody to look'],
        ['assume_sent', 'count as sent'],
        ['assume_failed', 'count as failed'],
      ],
    },
    check('open_tracking_default', 'Opens are noticed unless a template says otherwise'),
    check('click_tracking_default', 'Clicks are noticed unless a template says otherwise'),
  ],
};

export function Sending() {
  const settings = useQuery(sendingSettingsQuery);
  return (
    <>
      <Loaded query={settings}>
        {(record) => <SettingsForm spec={SENDING} record={record} queryKey={sendingSettingsQuery.queryKey} />}
      </Loaded>
      <Hours userId={null} />
    </>
  );
}
