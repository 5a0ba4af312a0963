import type { Mailer } from '../engine/ports.js';
import { sandboxMailer, type SandboxStore } from './sandbox.js';
import { smtpMailer } from './smtp.js';

/** The transport the configuration asks for: SMTP_URL, or the built-in mail sandbox. */
export function createMailer(config: { readonly smtpUrl: string | undefined }, store: SandboxStore): Mailer {
  return config.smtpUrl === undefined ? sandboxMailer(store) : smtpMailer(config.smtpUrl);
}
