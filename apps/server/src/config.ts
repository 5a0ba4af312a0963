import { createPrivateKey } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IANAZone, SystemZone } from 'luxon';
import * as z from 'zod';
import type { DkimKey } from './engine/ports.js';
import { randomHex } from './kernel/crypto.js';
import type { Bucket } from './files/s3.js';
import { makeFolder } from './kernel/folder.js';
import { PACKAGE_FOLDER } from './kernel/package-folder.js';
import { withoutEnd } from './kernel/text.js';
import type { OAuthProviders } from './mail/access.js';
import { type AllowedHosts, readAllowedHosts } from './outside/guard.js';
import { BootError } from './kernel/boot-error.js';
import type { LinkSecret } from './kernel/link-secret.js';

const flag = z.stringbool().optional();
const url = z.url({ protocol: /^https?$/ });
/** A check by what reads the text later: its complaint is the variable's. */
function readable(read: (text: string) => unknown) {
  return (text: string, context: z.RefinementCtx): void => {
    try {
      read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  };
}
/** `data` of the checkout: the server and the operator's commands mean the same wherever they are started. */
const DATA_DIR = join(PACKAGE_FOLDER, '../../data');

/** Every environment variable Cadenza reads, and nothing else reads the environment. docs/configuration.md lists them. */
const Environment = z.object({
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default(DATA_DIR),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error:
        'must look like postgres://user:password@host/database, for a socket postgresql:///database?host=/run/postgresql&user=name',
    })
    .optional(),
  DATABASE_POOL_MAX: z.coerce
    .number({ error: 'must be a number of connections' })
    .int()
    .min(2)
    .max(500)
    .default(16),
  MIGRATE: z.enum(['auto', 'require']).default('auto'),
  SECRET_KEY: z.string().min(32).optional(),
  ADMIN_EMAIL: z.email().default('admin@cadenza.example'),
  // Whether it can be guessed is looked at where it is set.
  ADMIN_PASSWORD: z.string().min(8).optional(),
  ADMIN_TIME_ZONE: z
    .string()
    .refine((name) => IANAZone.isValidZone(name), 'must be an IANA zone')
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  OAUTH_DYNAMIC_REGISTRATION: flag,
  TRUST_PROXY: z.string().transform(proxies).optional(),
  DEMO_DATA: flag,
  SECRET_KEY_PREVIOUS: z.string().optional(),
  DKIM_DOMAIN: z.hostname().optional(),
  DKIM_SELECTOR: z.hostname().optional(),
  DKIM_PRIVATE_KEY_FILE: z.string().optional(),
  MAIL_ALLOW_PRIVATE_HOSTS: z
    .string()
    .superRefine(readable((text) => readAllowedHosts(text, undefined)))
    .optional(),
  MAIL_PORTS: z
    .string()
    .superRefine(readable((text) => readAllowedHosts(undefined, text)))
    .optional(),
  DNS_SERVER: z
    .string()
    .regex(/^[\w.:[\]]+$/)
    .optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_AUTHORIZATION_URL: url.default('https://accounts.google.com/o/oauth2/v2/auth'),
  GOOGLE_TOKEN_URL: url.default('https://oauth2.googleapis.com/token'),
  MICROSOFT_CLIENT_ID: z.string().optional(),
  MICROSOFT_CLIENT_SECRET: z.string().optional(),
  MICROSOFT_AUTHORIZATION_URL: url.default('https://login.microsoftonline.com/common/oauth2/v2.0/authorize'),
  MICROSOFT_TOKEN_URL: url.default('https://login.microsoftonline.com/common/oauth2/v2.0/token'),
  WEBHOOK_ALLOW_PRIVATE: z
    .string()
    .superRefine(readable((text) => readAllowedHosts(text, 'any')))
    .optional(),
  EVENTS_KEPT_DAYS: z.coerce.number({ error: 'must be a number of days' }).int().min(1).max(90).default(30),
  TICK_MS: z.coerce.number({ error: 'must be a number of milliseconds' }).int().min(50).default(1000),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,62}$/, 'must be the name of a bucket')
    .optional(),
  FILES_S3_ENDPOINT: url.optional(),
  FILES_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region')
    .default('us-east-1'),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
  FILES_MAX_MB: z.coerce
    .number({ error: 'must be a number of megabytes' })
    .int()
    .min(1)
    .max(4096)
    .default(512),
  RECEIVE_IDLE: flag,
  RECEIVE_POLL_MS: z.coerce
    .number({ error: 'must be a number of milliseconds' })
    .int()
    .min(1000)
    .max(240_000)
    .default(60_000),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin of every link we hand out, without a trailing slash. */
  readonly publicUrl: string;
  /** PUBLIC_URL was set; otherwise publicUrl is a guess that nobody outside can follow. */
  readonly publicUrlGiven: boolean;
  /** Keys of links in e-mails, out of the database (link-keys.ts). */
  readonly linkKeys?: readonly [LinkSecret, ...LinkSecret[]];
  readonly dataDir: string;
  /** undefined: the embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | undefined;
  /** Most connections of this process's pool; two more are its own (LISTEN, locks). */
  readonly databasePoolMax: number;
  /** auto: every start brings the database to this version; require: only `cadenza-server migrate` does. */
  readonly migrate: 'auto' | 'require';
  readonly secretKey: string;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  /** The first admin's IANA zone; the machine's own unless given. */
  readonly adminTimeZone?: string | undefined;
  /** undefined: the built-in mail sandbox, nothing leaves the machine. */
  readonly smtpUrl: string | undefined;
  readonly logLevel: string;
  readonly dynamicRegistration: boolean;
  /** Whose X-Forwarded-For counts: so many proxies in front, or those at these addresses; false: nobody's. */
  readonly trustProxy: false | number | readonly string[];
  readonly demoData: boolean;
  /** How often the engine looks for due work, in milliseconds. */
  readonly tickMs: number;
  /** How long events are kept, in days. */
  readonly eventsKeptDays: number;
  readonly files: FilesConfig;
  /** Whether mail servers announce new mail (IDLE), and the longest time between two looks, in milliseconds. */
  readonly receive: { readonly idle: boolean; readonly pollMs: number };
  /** SECRET_KEYs before this one, newest first: what they encrypted can still be read. */
  readonly secretKeysBefore: readonly string[];
  readonly mail: MailConfig;
  /** Where webhooks may be sent beside the internet. */
  readonly webhooks: { readonly allowedHosts: AllowedHosts };
}

/** Where files are kept (docs/files.md). */
export interface FilesConfig {
  /** undefined: in the folder `files` of DATA_DIR. */
  readonly bucket: Bucket | undefined;
  /** Largest file that is taken, in bytes. */
  readonly maxBytes: number;
}

/** What mailboxes and mail servers need beside SMTP_URL (docs/mailboxes.md). */
export interface MailConfig {
  /** Signs mail of the default transport; undefined: it is not signed here. */
  readonly dkim: DkimKey | undefined;
  /** Mailboxes may have servers on this machine and in private networks. */
  readonly allowedHosts: AllowedHosts;
  /** `address` or `address:port` of the resolver for domain checks; undefined: the machine's. */
  readonly dnsServer: string | undefined;
  readonly oauth: OAuthProviders;
}

const MOST_PROXIES = 10;
const NETWORK_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** TRUST_PROXY: a number of proxies, or their addresses and networks, by commas. */
function proxies(text: string, context: z.RefinementCtx): false | number | readonly string[] {
  const given = text.trim().toLowerCase();
  if (given === 'false' || given === '0' || given === 'no' || given === 'off') return false;
  if (/^\d{1,2}$/.test(given) && Number(given) <= MOST_PROXIES) return Number(given);
  const parts = given.split(',').map((part) => part.trim());
  if (parts.every(isNetwork)) return parts;
  const message = ['true', 'yes', 'on', 'all', '*'].includes(given)
    ? 'would believe whatever address a caller writes into X-Forwarded-For, so that limits on logins hold nobody up. Say how many proxies are in front (1), or their addresses (127.0.0.1, 10.0.0.0/8)'
    : `is neither a number of proxies (1 to ${MOST_PROXIES}) nor a list of addresses and networks (127.0.0.1,10.0.0.0/8)`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

const Network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** An address or a network; one of everybody (length 0) is the `true` that is refused. */
function isNetwork(part: string): boolean {
  return NETWORK_NAMES.includes(part) || (Network.safeParse(part).success && !/\/0+$/.test(part));
}

/** Whether the variables are valid, with nothing made. @throws BootError naming every variable that is wrong */
export function checkEnvironment(environment: NodeJS.ProcessEnv): z.infer<typeof Environment> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new BootError(`The configuration is not valid: ${lines.join('; ')}.`);
}

/**
 * Validates the environment and reads or makes the secret key. @throws BootError naming every variable that is wrong,
 * or the folder that cannot be written.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const env = checkEnvironment(environment);
  const dataDir = resolve(env.DATA_DIR);
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    publicUrl: withoutEnd(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`, '/'),
    publicUrlGiven: env.PUBLIC_URL !== undefined,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    databasePoolMax: env.DATABASE_POOL_MAX,
    migrate: env.MIGRATE,
    secretKey: env.SECRET_KEY ?? secretKeyFile(dataDir),
    adminEmail: env.ADMIN_EMAIL,
    adminPassword: env.ADMIN_PASSWORD,
    adminTimeZone: env.ADMIN_TIME_ZONE ?? SystemZone.instance.name,
    smtpUrl: env.SMTP_URL,
    logLevel: env.LOG_LEVEL,
    dynamicRegistration: env.OAUTH_DYNAMIC_REGISTRATION ?? false,
    trustProxy: env.TRUST_PROXY ?? false,
    demoData: env.DEMO_DATA ?? true,
    tickMs: env.TICK_MS,
    eventsKeptDays: env.EVENTS_KEPT_DAYS,
    files: filesConfig(env),
    receive: { idle: env.RECEIVE_IDLE ?? true, pollMs: env.RECEIVE_POLL_MS },
    secretKeysBefore: (env.SECRET_KEY_PREVIOUS ?? '').split(',').filter((key) => key !== ''),
    mail: mailConfig(env),
    webhooks: { allowedHosts: webhookHosts(env.WEBHOOK_ALLOW_PRIVATE) },
  });
}

/** Whoever develops a receiver calls it localhost, which leads nowhere but here. */
function webhookHosts(given: string | undefined): AllowedHosts {
  const allowed = readAllowedHosts(given, 'any');
  return allowed.allPrivate ? { ...allowed, names: new Set(['localhost']) } : allowed;
}

/** Everything secrets are read with, the one they are written with first. */
export function secretKeys(config: Pick<Config, 'secretKey' | 'secretKeysBefore'>): [string, ...string[]] {
  return [config.secretKey, ...config.secretKeysBefore];
}

/** What links in e-mails are signed and read with: the kept keys, or SECRET_KEY where the database was not asked. */
export function linkKeysOf(
  config: Pick<Config, 'linkKeys' | 'secretKey' | 'secretKeysBefore'>,
): readonly [LinkSecret, ...LinkSecret[]] {
  return config.linkKeys ?? secretKeys(config);
}

function mailConfig(env: z.infer<typeof Environment>): MailConfig {
  return Object.freeze({
    dkim: dkimKey(env),
    allowedHosts: readAllowedHosts(env.MAIL_ALLOW_PRIVATE_HOSTS, env.MAIL_PORTS),
    dnsServer: env.DNS_SERVER,
    oauth: {
      google: {
        clientId: env.GOOGLE_CLIENT_ID,
        clientSecret: env.GOOGLE_CLIENT_SECRET,
        authorizationUrl: env.GOOGLE_AUTHORIZATION_URL,
        tokenUrl: env.GOOGLE_TOKEN_URL,
        scopes: 'openid email profile https://mail.google.com/',
      },
      microsoft: {
        clientId: env.MICROSOFT_CLIENT_ID,
        clientSecret: env.MICROSOFT_CLIENT_SECRET,
        authorizationUrl: env.MICROSOFT_AUTHORIZATION_URL,
        tokenUrl: env.MICROSOFT_TOKEN_URL,
        scopes:
          'openid email profile offline_access https://outlook.office.com/SMTP.Send https://outlook.office.com/IMAP.AccessAsUser.All',
      },
    },
  });
}

/** @throws BootError when part of a bucket's setting is missing */
function filesConfig(env: z.infer<typeof Environment>): FilesConfig {
  const maxBytes = env.FILES_MAX_MB * 1_000_000;
  const { FILES_S3_BUCKET: bucket, FILES_S3_ENDPOINT: endpoint, FILES_S3_REGION: region } = env;
  const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if ([bucket, endpoint, accessKeyId, secretAccessKey].every((given) => given === undefined))
    return { bucket: undefined, maxBytes };
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    throw new BootError(
      'FILES_S3_BUCKET, FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY belong together: one is missing.',
    );
  const origin = endpoint === undefined ? `https://s3.${region}.amazonaws.com` : new URL(endpoint).origin;
  return { bucket: { endpoint: origin, bucket, region, accessKeyId, secretAccessKey }, maxBytes };
}

function dkimKey(env: z.infer<typeof Environment>): DkimKey | undefined {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY_FILE: file } = env;
  if (domain === undefined && selector === undefined && file === undefined) return undefined;
  if (domain === undefined || selector === undefined || file === undefined)
    throw new BootError(
      'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY_FILE belong together: one is missing.',
    );
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType !== 'rsa') throw new Error('it is not an RSA key');
    return { domain: domain.toLowerCase(), selector, key };
  } catch (error) {
    throw new BootError(`DKIM_PRIVATE_KEY_FILE ${file} cannot be used: ${(error as Error).message}.`);
  }
}

/**
 * A file that is there whole or not at all, and that of two writers only the first makes: written beside it, brought to
 * the disk, linked.
 */
function makeOnce(file: string, text: string): void {
  const draft = `${file}.${randomHex(8)}`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The key that signs and encrypts, made once: losing it loses sessions and stored mailbox credentials. */
function secretKeyFile(dataDir: string): string {
  const file = join(dataDir, 'secret_key');
  try {
    makeFolder(dataDir, 0o700);
    if (!existsSync(file)) makeOnce(file, randomHex(32));
    const key = readFileSync(file, 'utf8').trim();
    if (key.length < 32)
      throw new BootError(
        `${file} is damaged: restore it from a backup. With another key, stored mailbox passwords and every link in sent mail are lost.`,
      );
    return key;
  } catch (error) {
    if (error instanceof BootError) throw error;
    throw new BootError(`The data folder ${dataDir} cannot be used: ${(error as Error).message}.`);
  }
}
