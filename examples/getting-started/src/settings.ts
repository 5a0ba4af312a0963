import { join } from 'node:path';
import type { OAuthApp } from '@cadenza/sdk';
import { Problem } from './problem.js';

export interface Settings {
  /** Where the API is. */
  readonly apiUrl: string;
  readonly app: OAuthApp & { readonly clientSecret: string };
  /** Port of the local web server. */
  readonly port: number;
  /** Folder of the credentials and the certificate. */
  readonly storeFolder: string;
  /** Cadenza makes repeated writes safe by Idempotency-Key; the hosted original does not know the header. */
  readonly idempotencyKeys: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment once. @throws Problem naming the variable to set */
export function readSettings(env: Environment): Settings {
  const clientId = required(env, 'APP_ID');
  const clientSecret = required(env, 'APP_SECRET');
  const apiUrl = url(env, 'CADENZA_URL', 'http://localhost:3000');
  const authUrl = url(env, 'CADENZA_AUTH_URL', apiUrl);
  const port = Number(env['EXAMPLE_PORT'] ?? 8443);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(
      'EXAMPLE_PORT is no port: set it to a number from 1 to 65535, or leave it unset for 8443.',
    );
  return {
    apiUrl,
    app: {
      authUrl,
      clientId,
      clientSecret,
      redirectUri: `https://localhost:${port}/auth/salesloft/callback`,
    },
    port,
    storeFolder: env['CADENZA_STORE'] || join(import.meta.dirname, '..', '.store'),
    idempotencyKeys: !/(^|\.)salesloft\.com$/.test(new URL(apiUrl).hostname),
  };
}

function required(env: Environment, name: string): string {
  const value = env[name]?.trim();
  if (!value)
    throw new Problem(
      `${name} is not set: set APP_ID and APP_SECRET to those of your OAuth application (Cadenza prints a ready-made one at its first start).`,
    );
  return value;
}

function url(env: Environment, name: string, fallback: string): string {
  const value = env[name] || fallback;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Problem(`${name} is no web address: set it to something like http://localhost:3000.`);
  return value.replace(/\/+$/, '');
}
