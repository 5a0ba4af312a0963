import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import { Facts, Rule } from '../rules.js';

const SECURITY = ['tls', 'starttls', 'none'] as const;

const Finding = z.object({
  status: z.enum(['ok', 'warning', 'missing', 'wrong', 'unknown']),
  explanation: z.string(),
  record: z.string().nullable(),
});

export const DomainCheck = z.object({
  domain: z.string(),
  checked_at: z.string(),
  spf: Finding,
  dkim: Finding,
  dmarc: Finding,
  mx: Finding,
});

export const Mailbox = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  kind: z.enum(['smtp', 'google', 'microsoft', 'default']),
  email_address: z.string(),
  from_name: z.string().nullable(),
  aliases: z.array(z.string()),
  signature: z.string().nullable(),
  username: z.string().nullable(),
  smtp_host: z.string().nullable(),
  smtp_port: z.int().nullable(),
  smtp_security: z.enum(SECURITY).nullable(),
  imap_host: z.string().nullable(),
  imap_port: z.int().nullable(),
  imap_security: z.enum(SECURITY).nullable(),
  /** Whether something to sign in with is stored; it never comes back. */
  has_credentials: z.boolean(),
  daily_limit: z.int().nullable(),
  hourly_limit: z.int().nullable(),
  spacing_seconds: z.int(),
  spacing_jitter_seconds: z.int(),
  ramp_started_on: f.date().nullable(),
  ramp_start: z.int().nullable(),
  ramp_step: z.int().nullable(),
  rotation_weight: z.int(),
  paused_at: f.timestamp().nullable(),
  dkim_domain: z.string().nullable(),
  dkim_selector: z.string().nullable(),
  tracking_domain: z.string().nullable(),
  receives: z.boolean(),
  /** Folders that are read beside inbox, sent mail and junk; null: all that hold received mail. */
  folders: z.array(z.string()).nullable(),
  health: z.enum(['unknown', 'ok', 'failing', 'blocked']),
  health_reason: z.string().nullable(),
  /** The rule that `health_reason` states, and what the sentence is made of; null for what an earlier version wrote. */
  health_rule: Rule.nullable(),
  health_facts: Facts,
  health_changed_at: f.timestamp().nullable(),
  checked_at: f.timestamp().nullable(),
  retry_at: f.timestamp().nullable(),
  last_sent_at: f.timestamp().nullable(),
  received_at: f.timestamp().nullable(),
  receive_error: z.string().nullable(),
  receive_retry_at: f.timestamp().nullable(),
  /** Messages that came in and could not be read (received_messages.unreadable). */
  unreadable_messages: z.int(),
  domain_check: DomainCheck.nullable(),
  /** What is unwise about the server it sends from, in sentences. */
  warnings: z.array(z.string()),
  user: f.ref('/v2/users/{id}'),
});

const host = () =>
  f.text(253).pipe(z.string().regex(/^[A-Za-z0-9.:-]+$/, 'must be a host name without scheme or port'));
const port = () => f.integer().pipe(z.int().min(1, 'is not a port').max(65_535, 'is not a port'));
const atLeastOne = () =>
  f.integer().pipe(z.int().min(1, 'must be at least 1').max(1_000_000, 'is too large'));
const seconds = () => f.integer().pipe(z.int().min(0).max(86_400, 'is longer than a day'));

const settings = {
  from_name: f.text(255).nullish(),
  aliases: f.texts(50).nullish(),
  signature: f.asGiven(100_000).nullish(),
  username: f.asGiven(320).nullish(),
  password: f.asGiven(4096).nullish(),
  smtp_host: host().nullish(),
  smtp_port: port().nullish(),
  smtp_security: f.oneOf(SECURITY).nullish(),
  imap_host: host().nullish(),
  imap_port: port().nullish(),
  imap_security: f.oneOf(SECURITY).nullish(),
  daily_limit: atLeastOne().nullish(),
  hourly_limit: atLeastOne().nullish(),
  spacing_seconds: seconds().nullish(),
  spacing_jitter_seconds: seconds().nullish(),
  ramp_started_on: f.dateInput().nullish(),
  ramp_start: atLeastOne().nullish(),
  ramp_step: atLeastOne().nullish(),
  rotation_weight: f.integer().pipe(z.int().min(0).max(1000)).nullish(),
  paused: f.boolean().nullish(),
  dkim_domain: host().nullish(),
  dkim_selector: f
    .text(63)
    .pipe(z.string().regex(/^[A-Za-z0-9._-]+$/, 'is not a DNS label'))
    .nullish(),
  dkim_private_key: f.asGiven(20_000).nullish(),
  tracking_domain: host().nullish(),
  receives: f.boolean().nullish(),
  folders: f.texts(50).nullish(),
};

/** Accounts that e-mails leave from and replies come back to. Superset: the original connects them in its app. */
export const mailboxes = resource({
  name: 'mailboxes',
  extension: true,
  tag: 'Mailboxes',
  path: '/v2/mailboxes',
  recordName: 'Mailbox',
  record: Mailbox,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: {
      ids: by.ids(),
      user_id: by.integers(),
      email_address: by.strings(),
      health: by.words(['unknown', 'ok', 'failing', 'blocked']),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['mailbox_created'],
    body: z.object({
      ...settings,
      email_address: f.requiredText(320),
      user_id: f.id().nullish(),
      preset: f.text(50).nullish(),
    }),
    summary: 'connect an SMTP and IMAP account; preset fills in the servers of a known provider',
    extension: true,
  },
  update: {
    events: ['mailbox_updated'],
    mayCause: ['email_updated'],
    body: z.object(settings),
    extension: true,
  },
  delete: { events: ['mailbox_deleted'], mayCause: ['email_updated'], extension: true },
});

export const mailboxUse = operation({
  name: 'mailbox_use',
  tag: 'Mailboxes',
  method: 'GET',
  path: '/v2/mailboxes/{id}/use',
  summary:
    'what a mailbox has sent, may still send today and sends next, as its limits and places given away have it; send windows are not asked',
  scope: 'emails:read',
  params: { id: f.id() },
  response: z.object({
    day: f.date(),
    used: z.int(),
    limit: z.int().nullable(),
    ramping: z.boolean(),
    next_free_at: f.timestamp().nullable(),
    because: z.object({ rule: Rule, says: z.string(), facts: Facts }).nullable(),
    waiting: z.int(),
    sent_30_days: z.int(),
    bounced_30_days: z.int(),
    hard_bounces_30_days: z.int(),
  }),
  responseName: 'MailboxUse',
  extension: true,
});

const Preset = z.object({
  id: z.string(),
  name: z.string(),
  smtp_host: z.string(),
  smtp_port: z.int(),
  smtp_security: z.enum(SECURITY),
  imap_host: z.string(),
  imap_port: z.int(),
  imap_security: z.enum(SECURITY),
  oauth: z.enum(['google', 'microsoft']).nullable(),
  note: z.string(),
  /** What the client at the provider is registered with, and whether this server was told of one; null without OAuth. */
  authorization: z
    .object({ redirect_uri: z.string(), scopes: z.string(), set_up: z.boolean(), setting: z.string() })
    .nullable(),
});

export const mailboxPresets = operation({
  name: 'mailbox_presets',
  tag: 'Mailboxes',
  method: 'GET',
  path: '/v2/mailbox_presets',
  summary: 'servers of the big providers, and what their accounts need',
  scope: 'emails:read',
  response: z.array(Preset),
  responseName: 'MailboxPreset',
  extension: true,
});

const Attempt = z.object({
  ok: z.boolean(),
  explanation: z.string(),
  server: z.string().nullable(),
  server_said: z.string().nullable(),
  failed_at: z.enum(['dns', 'connection', 'tls', 'authentication', 'policy', 'protocol']).nullable(),
});

export const mailboxTest = operation({
  name: 'mailbox_test',
  mayCause: ['mailbox_updated', 'email_updated', 'notice_created'],
  tag: 'Mailboxes',
  method: 'POST',
  path: '/v2/mailboxes/{id}/test',
  summary:
    'sign in to the servers of a mailbox and say in words what does not work; with a body as it would be after that change, of which nothing is stored',
  scope: 'emails:write',
  params: { id: f.id() },
  body: z.object({
    username: settings.username,
    password: settings.password,
    smtp_host: settings.smtp_host,
    smtp_port: settings.smtp_port,
    smtp_security: settings.smtp_security,
    imap_host: settings.imap_host,
    imap_port: settings.imap_port,
    imap_security: settings.imap_security,
  }),
  response: z.object({ ok: z.boolean(), smtp: Attempt.nullable(), imap: Attempt.nullable() }),
  responseName: 'MailboxTest',
  extension: true,
});

export const mailboxDomainCheck = operation({
  name: 'mailbox_domain_check',
  events: ['mailbox_updated'],
  tag: 'Mailboxes',
  method: 'POST',
  path: '/v2/mailboxes/{id}/domain_check',
  summary: 'look up SPF, DKIM, DMARC and MX of the sending domain and explain them',
  scope: 'emails:write',
  params: { id: f.id() },
  body: z.object({}),
  response: DomainCheck,
  responseName: 'DomainCheck',
  extension: true,
});

export const mailboxAuthorizations = operation({
  name: 'mailbox_authorizations',
  tag: 'Mailboxes',
  method: 'POST',
  path: '/v2/mailbox_authorizations',
  summary: 'address to open in a browser to connect a Google or Microsoft mailbox through OAuth 2.0',
  scope: 'emails:write',
  body: z.object({ provider: f.oneOf(['google', 'microsoft']), email_address: f.text(320).nullish() }),
  response: z.object({ authorization_url: z.string() }),
  responseName: 'MailboxAuthorization',
  extension: true,
});
