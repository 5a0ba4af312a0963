import type { Config } from './config.js';

/** What the first start made; secrets are shown this once. */
export interface FirstRun {
  admin: { email: string; password: string } | null;
  app: { client_id: string; client_secret: string } | null;
  apiKey: string | null;
}

/** The lines a start ends with: where everything is, and on the first start how to get in. */
export function welcomeText(config: Config, first: FirstRun): string {
  const lines = [
    '',
    'Cadenza is ready.',
    '',
    `  App            ${config.publicUrl}/app`,
    `  API reference  ${config.publicUrl}/swagger/index.html`,
    `  Mail sandbox   ${config.publicUrl}/sandbox`,
  ];
  if (first.admin)
    lines.push('', 'Shown this once:', '', `  Sign in        ${first.admin.email}  ${first.admin.password}`);
  if (first.apiKey) lines.push(`  API key        ${first.apiKey}`);
  if (first.app) {
    lines.push(
      `  Example app    APP_ID=${first.app.client_id}`,
      `                 APP_SECRET=${first.app.client_secret}`,
    );
  }
  if (!config.smtpUrl)
    lines.push(
      '',
      'No e-mail leaves this machine: messages are delivered to the mail sandbox. Set SMTP_URL to send for real.',
    );
  return `${lines.join('\n')}\n\nCtrl-C stops everything.\n`;
}
