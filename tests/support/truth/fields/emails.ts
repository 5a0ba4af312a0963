import type { SeededWorld } from '../world.js';
import type { Words } from './words.js';
import { REFUSED, ref, renamed, STAYS, type Tables, unread } from './written.js';

type Mine =
  | 'attachments'
  | 'email_templates'
  | 'mailboxes'
  | 'scheduled_emails'
  | 'snippets'
  | 'notices'
  | 'suppressions'
  | 'threads';

// A password is given again whenever it would go elsewhere.
const secret = { password: 'not a real one' };
const unproven = ['health', 'health_reason', 'health_changed_at', 'checked_at', 'retry_at'];
const server = { beside: secret, moves: unproven };
const imap = { ...secret, imap_host: 'imap2.sender.example' };
const ramp = { ramp_started_on: '2027-05-04', ramp_start: 7 };

/** E-mails, what they are written with, and where they leave from. */
export function ofEmails(_: SeededWorld, words: Words): Pick<Tables, Mine> {
  const { first, second, person, cadence, later, tags } = words;
  return {
    attachments: {
      body: (n) => ({ name: `${n}.txt`, content_type: 'text/plain', content: 'aGVsbG8=' }),
      fields: {
        name: { value: 'größe 1.txt', other: 'b.txt' },
        content_type: { value: 'text/csv', other: 'image/png' },
        content_id: { value: 'picture', other: 'logo' },
        content: {
          value: 'aGVsbG8gdGhlcmU=',
          other: 'aGVsbG8gdGhlcmUh',
          read: ({ size }) => size as unknown,
          expect: (text) => Buffer.from(text as string, 'base64').length,
        },
      },
    },
    email_templates: {
      body: (n) => ({ title: `Template ${n}`, subject: 'Hello', body: '<p>Hello</p>' }),
      fields: {
        tags,
        body: { value: '<p>Other</p>', other: '<p>Größe</p>', moves: ['body_preview'] },
        open_tracking: renamed('open_tracking_enabled', { moves: ['open_tracking_enabled'], ...STAYS }),
        click_tracking: renamed('click_tracking_enabled', { moves: ['click_tracking_enabled'], ...STAYS }),
        attachment_ids: unread('leave with the e-mails: tests/api/files.test.ts'),
        team_template_id: unread('is copied: tests/api/team-templates.test.ts'),
        archived_at: later,
        shared: STAYS,
      },
    },
    mailboxes: {
      body: (n) => ({
        email_address: `made${n}@sender.example`,
        smtp_host: 'smtp.sender.example',
        ...secret,
      }),
      fields: {
        email_address: {
          value: 'written@sender.example',
          other: 'written2@sender.example',
          moves: ['username'],
        },
        user_id: ref('user', words.other['id'], words.mine['id']),
        password: unread('nobody reads it again'),
        dkim_private_key: unread('nobody reads it again'),
        preset: unread('fills in the servers: tests/api/mailbox-servers.test.ts'),
        aliases: { value: ['alias@sender.example'], other: ['alias@sender.example', 'two@sender.example'] },
        folders: { value: ['Kept'], other: ['Kept', 'Größe'] },
        username: server,
        smtp_port: { value: 7, ...server },
        smtp_security: { value: 'none', other: 'starttls', ...server },
        imap_security: { value: 'none', other: 'starttls', beside: imap, moves: ['imap_host', ...unproven] },
        imap_port: { value: 7, beside: imap, moves: ['imap_host', ...unproven] },
        smtp_host: {
          value: 'smtp2.sender.example',
          other: 'smtp3.sender.example',
          ...server,
          moves: ['smtp_port', 'smtp_security', ...unproven],
          null: { created: 'refused' },
        },
        imap_host: {
          value: 'imap2.sender.example',
          other: 'imap3.sender.example',
          beside: secret,
          moves: ['imap_port', 'imap_security', ...unproven],
        },
        ramp_started_on: {
          value: '2027-05-04',
          other: '2027-06-05',
          beside: { ramp_start: 5 },
          moves: ['ramp_start'],
          ...REFUSED,
        },
        ramp_start: { beside: { ramp_started_on: '2027-05-04' }, moves: ['ramp_started_on'], ...REFUSED },
        ramp_step: { beside: ramp, moves: Object.keys(ramp) },
        dkim_domain: { value: 'sender.example', other: 'sender2.example' },
        dkim_selector: { value: 'mail', other: 'mail2' },
        tracking_domain: { value: 'go.sender.example', other: 'go2.sender.example' },
        paused: {
          value: true,
          other: false,
          read: ({ paused_at: at }) => at !== null,
          ...STAYS,
          moves: ['paused_at'],
        },
      },
    },
    scheduled_emails: {
      body: () => ({
        person_id: person,
        subject: 'Later',
        body: '<p>Later</p>',
        send_after: '2026-12-05T09:00:00Z',
      }),
      fields: {
        send_after: {
          value: '2027-01-02T03:04:05.000000+00:00',
          other: '2027-02-03T04:05:06.007000+00:00',
          moves: ['reason'],
          null: { created: { reads: () => '2026-03-02T09:00:00.000000+00:00' }, updated: 'stays' },
        },
        subject: { null: { created: 'refused', updated: 'stays' } },
        body: { value: '<p>Other</p>', other: '<p>Größe</p>', ...STAYS },
        cc: { value: ['cc@example.com'], other: ['cc@example.com', 'cc2@example.com'] },
        bcc: { value: ['bcc@example.com'], other: ['bcc@example.com', 'bcc2@example.com'] },
        mailbox_id: ref('mailbox', first('mailboxes'), second('mailboxes')),
        attachment_ids: { value: [first('attachments')], other: [second('attachments')] },
        person_id: ref('person', words.zara, words.carl),
        received_message_id: unread('answers a message: tests/engine/promises.test.ts'),
      },
    },
    snippets: {
      body: (n) => ({ key: `key${n}`, name: 'Name', body: 'Hello' }),
      fields: {
        key: { value: 'another_key', other: 'third_key', ...REFUSED },
        name: { null: { created: { reads: ({ key }) => key as unknown }, updated: 'refused' } },
        body: REFUSED,
        shared: STAYS,
      },
    },
    notices: {
      body: null,
      id: first('notices'),
      fields: { read: { value: true, other: false, ...STAYS, moves: ['read_at'] } },
    },
    threads: {
      body: null,
      id: first('threads'),
      fields: {
        unread: { value: true, other: false, ...STAYS },
        done: { value: true, other: false, ...STAYS, moves: ['done_at', 'done_by', 'snoozed_until'] },
        snoozed_until: {
          value: '2026-07-02T03:04:05.000000+00:00',
          other: '2026-08-03T04:05:06.007000+00:00',
          moves: ['done', 'done_at', 'done_by'],
        },
        assigned_user_id: ref('assigned_user', words.other['id'], words.mine['id']),
      },
    },
    suppressions: {
      body: (n) => ({ value: `written${n}@suppressed.example` }),
      fields: {
        kind: {
          value: 'domain',
          beside: { value: 'written.example' },
          alone: 'refused',
          only: 'the other is the usual one',
        },
        value: { value: 'another@suppressed.example', other: 'third@suppressed.example' },
        cadence_id: ref('cadence', cadence, first('cadences')),
        reason: { value: 'complaint', other: 'hard_bounce' },
      },
    },
  };
}
