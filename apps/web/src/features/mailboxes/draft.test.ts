import { expect, test } from 'vitest';
import type { MailboxPreset, MailboxTest } from '../../data/mailboxes';
import { bodyOf, NEW, presetOf, testErrors, withPreset } from './draft';

const preset = (id: string, host: string): MailboxPreset => ({
  id,
  name: id,
  smtp_host: host,
  smtp_port: 587,
  smtp_security: 'starttls',
  imap_host: `imap.${id}.example`,
  imap_port: 993,
  imap_security: 'tls',
  oauth: null,
  note: '',
  authorization: null,
});

test('the provider of an address, by its servers or its other names', () => {
  const presets = [preset('google', 'smtp.gmail.com'), preset('gmx', 'mail.gmx.net')];
  const of = (address: string) => presetOf(address, presets)?.id;
  expect([
    of('a@gmail.com'),
    of('a@GoogleMail.com'),
    of('a@gmx.de'),
    of('a@own.example'),
    of('a@com'),
  ]).toEqual(['google', 'google', 'gmx', undefined, undefined]);
});

test('only what was changed is sent, numbers as numbers, an emptied field as nothing', () => {
  const before = withPreset(NEW, preset('gmx', 'mail.gmx.net'));
  expect(bodyOf({ ...before, daily_limit: ' ', hourly_limit: '9', from_name: 'Ann ' }, before)).toEqual({
    from_name: 'Ann',
    daily_limit: null,
    hourly_limit: 9,
  });
  expect(bodyOf({ ...before, smtp_port: 'x' }, before)).toEqual({ smtp_port: 'x' });
});

test('what a test found stands beside the field that it is about', () => {
  const failed = (failed_at: NonNullable<MailboxTest['smtp']>['failed_at'], server_said: string | null) => ({
    ok: false,
    explanation: 'No.',
    server: null,
    server_said,
    failed_at,
  });
  expect(
    testErrors({ ok: false, smtp: failed('authentication', '535 no'), imap: failed('dns', null) }),
  ).toEqual({
    password: 'No. It said: 535 no',
    imap_host: 'No.',
  });
  expect(testErrors({ ok: false, smtp: failed('tls', null), imap: null })).toEqual({ smtp_security: 'No.' });
});
