import { useQuery } from '@tanstack/react-query';
import { boot } from '../../app/boot';
import { meQuery, noticeSettingsQuery } from '../../data/settings';
import { timeZones } from '../../ui/format';
import type { FieldSpec, FormSpec } from './form-values';
import { Hours } from './hours';
import { Loaded } from './loaded';
import { SettingsForm } from './settings-form';

const text = (name: string, label: string): FieldSpec => ({ name, label, kind: 'text' });

const PROFILE: FormSpec = {
  title: 'Profile',
  path: '/v2/me',
  fields: [
    text('first_name', 'First name'),
    text('last_name', 'Last name'),
    text('job_role', 'Role at work'),
    text('phone', 'Phone'),
    { ...text('time_zone', 'Time zone'), choices: timeZones().map((zone) => [zone, zone] as const) },
    text('work_country', 'Country (two letters, for holidays)'),
  ],
};
const SIGNATURE: FormSpec = {
  title: 'Signature',
  about: 'HTML that stands below your e-mails.',
  path: '/v2/me',
  fields: [{ name: 'email_signature', label: 'Signature', kind: 'lines' }],
};

/** Who one is, what stands below one's e-mails, and when one works. */
export function Profile() {
  const me = useQuery(meQuery);
  return (
    <Loaded query={me}>
      {(record) => (
        <>
          <SettingsForm spec={PROFILE} record={record} queryKey={meQuery.queryKey} />
          <SettingsForm spec={SIGNATURE} record={record} queryKey={meQuery.queryKey} />
          <Hours userId={boot.me.id} />
        </>
      )}
    </Loaded>
  );
}

const MODES = [
  ['at_once', 'at once'],
  ['digest', 'once a day'],
  ['off', 'not by mail'],
] as const;
const notice = (name: string, label: string): FieldSpec => ({ name, label, kind: 'text', choices: MODES });
const NOTICES: FormSpec = {
  title: 'Notices by mail',
  about: 'In the app they stand in any case.',
  path: '/v2/me/notice_settings',
  fields: [
    notice('reply', 'Somebody answered'),
    notice('hot_person', 'Somebody looks again'),
    notice('mailbox_failing', 'A mailbox fails'),
    notice('webhook_paused', 'A webhook is paused'),
    notice('calendar_failing', 'Your calendar cannot be reached'),
    { name: 'digest_hour', label: 'Hour of the daily mail (0 to 23)', kind: 'number' },
  ],
};

export function Notices() {
  const settings = useQuery(noticeSettingsQuery);
  return (
    <Loaded query={settings}>
      {(record) => <SettingsForm spec={NOTICES} record={record} queryKey={noticeSettingsQuery.queryKey} />}
    </Loaded>
  );
}
