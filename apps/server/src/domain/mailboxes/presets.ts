/** Servers of the big providers as their own manuals name them, and what stops people there. */
export interface Preset {
  id: string;
  name: string;
  smtp_host: string;
  smtp_port: number;
  smtp_security: 'tls' | 'starttls' | 'none';
  imap_host: string;
  imap_port: number;
  imap_security: 'tls' | 'starttls' | 'none';
  /** Connect with OAuth 2.0 rather than a password. */
  oauth: 'google' | 'microsoft' | null;
  note: string;
}

const preset = (
  id: string,
  name: string,
  { smtp, imap }: { smtp: readonly [host: string, port: 465 | 587]; imap: string },
  note: string,
  oauth: Preset['oauth'] = null,
): Preset => ({
  id,
  name,
  smtp_host: smtp[0],
  smtp_port: smtp[1],
  smtp_security: smtp[1] === 465 ? 'tls' : 'starttls',
  imap_host: imap,
  imap_port: 993,
  imap_security: 'tls',
  oauth,
  note,
});

const APP_PASSWORD = 'Needs an app password: the password of the account itself is refused.';

export const PRESETS: readonly Preset[] = [
  preset(
    'google',
    'Gmail and Google Workspace',
    { smtp: ['smtp.gmail.com', 465], imap: 'imap.gmail.com' },
    `Connect with Google; or, with two-step verification: ${APP_PASSWORD}`,
    'google',
  ),
  preset(
    'microsoft',
    'Outlook and Microsoft 365',
    { smtp: ['smtp.office365.com', 587], imap: 'outlook.office365.com' },
    'Connect with Microsoft: passwords are switched off there. SMTP AUTH must be allowed for the mailbox.',
    'microsoft',
  ),
  preset(
    'icloud',
    'iCloud Mail',
    { smtp: ['smtp.mail.me.com', 587], imap: 'imap.mail.me.com' },
    APP_PASSWORD,
  ),
  preset(
    'yahoo',
    'Yahoo Mail',
    { smtp: ['smtp.mail.yahoo.com', 465], imap: 'imap.mail.yahoo.com' },
    APP_PASSWORD,
  ),
  preset(
    'fastmail',
    'Fastmail',
    { smtp: ['smtp.fastmail.com', 465], imap: 'imap.fastmail.com' },
    APP_PASSWORD,
  ),
  preset(
    'zoho',
    'Zoho Mail',
    { smtp: ['smtp.zoho.com', 465], imap: 'imap.zoho.com' },
    'IMAP access must be switched on in the settings. Accounts in Europe use smtp.zoho.eu and imap.zoho.eu.',
  ),
  preset(
    'gmx',
    'GMX',
    { smtp: ['mail.gmx.net', 587], imap: 'imap.gmx.net' },
    'POP3 and IMAP access must be switched on in the settings.',
  ),
  preset(
    'ionos',
    'IONOS',
    { smtp: ['smtp.ionos.com', 465], imap: 'imap.ionos.com' },
    'The user name is the whole address.',
  ),
  preset(
    'amazon_workmail',
    'Amazon WorkMail',
    { smtp: ['smtp.mail.us-east-1.awsapps.com', 465], imap: 'imap.mail.us-east-1.awsapps.com' },
    'Replace us-east-1 by the region of the organisation.',
  ),
  preset(
    'ovh',
    'OVHcloud',
    { smtp: ['ssl0.ovh.net', 465], imap: 'ssl0.ovh.net' },
    'The user name is the whole address.',
  ),
];
