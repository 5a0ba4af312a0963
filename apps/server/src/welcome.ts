import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstRun } from './admin.js';
import type { Config } from './config.js';
import { randomHex } from './kernel/crypto.js';
import { makeFolder } from './kernel/folder.js';

/**
 * The lines a start ends with: where everything is, and on the first start how to get in. Secrets go to a terminal, for
 * a person to see; standard output that is none (a journal, a container's log) keeps what it is given, so there they go
 * into a file that only this user reads.
 */
export function welcomeText(config: Config, first: FirstRun, terminal: boolean): string {
  const lines = [
    '',
    'Cadenza is ready.',
    '',
    `  App            ${config.publicUrl}/app`,
    `  API reference  ${config.publicUrl}/swagger/index.html`,
    `  Mail sandbox   ${config.publicUrl}/sandbox`,
  ];
  const secrets = secretLines(first);
  if (secrets.length > 0 && terminal) lines.push('', 'Shown this once:', '', ...secrets);
  else if (secrets.length > 0) lines.push('', keep(config, secrets));
  if (!config.smtpUrl)
    lines.push(
      '',
      'No e-mail leaves this machine: messages are delivered to the mail sandbox. Set SMTP_URL to send for real.',
    );
  return `${lines.join('\n')}\n\nCtrl-C stops everything.\n`;
}

function secretLines(first: FirstRun): string[] {
  const lines = [];
  if (first.admin)
    lines.push(`  Sign in        ${first.admin.email}  ${first.admin.password ?? '(ADMIN_PASSWORD)'}`);
  if (first.apiKey) lines.push(`  API key        ${first.apiKey}`);
  if (first.app) {
    lines.push(
      `  Example app    APP_ID=${first.app.client_id}`,
      `                 APP_SECRET=${first.app.client_secret}`,
    );
  }
  return lines;
}

/** Writes them to a file of the data folder; says where, or what to do when that cannot be. */
function keep({ dataDir }: Config, secrets: readonly string[]): string {
  const file = join(dataDir, 'first-start.txt');
  const draft = `${file}.${randomHex(8)}`;
  try {
    makeFolder(dataDir, 0o700);
    writeFileSync(draft, `Read this, then delete the file.\n\n${secrets.join('\n')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(draft, file);
    return `How to sign in, an API key and the example app: ${file} (only you can read it; delete it afterwards).`;
  } catch (error) {
    return `How to sign in could not be written to ${file} (${(error as Error).message}). \`cadenza-server admin user reset --email ...\` prints a link.`;
  }
}
