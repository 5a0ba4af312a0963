import type { Mailbox, MailboxPreset, MailboxTest } from '../../data/mailboxes';

/** A form over a mailbox: texts as they are typed. The password is none of what is kept. */
export const FIELDS = [
  'email_address',
  'from_name',
  'username',
  'smtp_host',
  'smtp_port',
  'smtp_security',
  'imap_host',
  'imap_port',
  'imap_security',
  'daily_limit',
  'hourly_limit',
  'spacing_seconds',
  'spacing_jitter_seconds',
  'ramp_started_on',
  'ramp_start',
  'ramp_step',
  'signature',
] as const;
export type FieldName = (typeof FIELDS)[number];
export type Draft = Readonly<Record<FieldName, string>>;

const NUMBERS: ReadonlySet<string> = new Set([
  'smtp_port',
  'imap_port',
  'daily_limit',
  'hourly_limit',
  'spacing_seconds',
  'spacing_jitter_seconds',
  'ramp_start',
  'ramp_step',
]);

const EMPTY = Object.fromEntries(FIELDS.map((name) => [name, ''])) as Draft;

/** What a new one begins with: servers as they usually are, and limits that no provider minds. */
export const NEW: Draft = {
  ...EMPTY,
  smtp_port: '465',
  smtp_security: 'tls',
  imap_port: '993',
  imap_security: 'tls',
  daily_limit: '50',
  spacing_seconds: '90',
  spacing_jitter_seconds: '60',
};

export function draftOf(mailbox: Mailbox): Draft {
  const text = (name: FieldName): string => {
    const value = mailbox[name];
    return value === null ? '' : String(value);
  };
  return Object.fromEntries(FIELDS.map((name) => [name, text(name)])) as Draft;
}

/** The servers of a provider. */
export const withPreset = (draft: Draft, preset: MailboxPreset): Draft => ({
  ...draft,
  smtp_host: preset.smtp_host,
  smtp_port: String(preset.smtp_port),
  smtp_security: preset.smtp_security,
  imap_host: preset.imap_host,
  imap_port: String(preset.imap_port),
  imap_security: preset.imap_security,
});

/** The provider that most likely has an address, by the end of its servers' names. */
export function presetOf(address: string, presets: readonly MailboxPreset[]): MailboxPreset | undefined {
  const domain = address.split('@').at(-1)?.trim().toLowerCase() ?? '';
  if (!domain.includes('.')) return undefined;
  return presets.find(
    ({ id, smtp_host: host }) => host === domain || host.endsWith(`.${domain}`) || ALIASES[domain] === id,
  );
}
const ALIASES: Readonly<Record<string, string>> = {
  'googlemail.com': 'google',
  'outlook.com': 'microsoft',
  'hotmail.com': 'microsoft',
  'live.com': 'microsoft',
  'icloud.com': 'icloud',
  'gmx.de': 'gmx',
};

/** What is sent: only what differs from before; an emptied field takes the value away. */
export function bodyOf(draft: Draft, before: Draft | undefined): Readonly<Record<string, unknown>> {
  const changed = FIELDS.filter((name) => draft[name].trim() !== (before ?? EMPTY)[name]);
  return Object.fromEntries(
    changed.map((name) => {
      const typed = draft[name].trim();
      if (typed === '') return [name, null];
      // What is no number is the server's to refuse, beside its field.
      return [name, NUMBERS.has(name) && Number.isFinite(Number(typed)) ? Number(typed) : typed];
    }),
  );
}

/** What a server is asked with: only that is tried. */
const CONNECTION: ReadonlySet<string> = new Set([
  'username',
  'password',
  'smtp_host',
  'smtp_port',
  'smtp_security',
  'imap_host',
  'imap_port',
  'imap_security',
]);

/** Of a change, what a test can say something about; undefined: nothing. */
export function connectionOf(
  change: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const tried = Object.entries(change).filter(([name]) => CONNECTION.has(name));
  return tried.length === 0 ? undefined : Object.fromEntries(tried);
}

/** The words of a test beside the fields that they are about. */
export function testErrors({ smtp, imap }: MailboxTest): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [way, part] of [
    ['imap', imap],
    ['smtp', smtp],
  ] as const) {
    if (!part || part.ok) continue;
    const field =
      part.failed_at === 'authentication' ? 'password' : `${way}_${FIELD_OF[part.failed_at ?? ''] ?? 'host'}`;
    found[field] = part.server_said ? `${part.explanation} It said: ${part.server_said}` : part.explanation;
  }
  return found;
}
const FIELD_OF: Readonly<Record<string, string>> = { tls: 'security', connection: 'port' };
