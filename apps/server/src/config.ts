import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { randomHex } from './kernel/crypto.js';
import { BootError } from './kernel/boot-error.js';

const flag = z.stringbool().optional();
/** `data` of the checkout: the server and the operator's commands mean the same wherever they are started. */
const DATA_DIR = fileURLToPath(new URL('../../../data', import.meta.url));

/** Every environment variable Cadenza reads, and nothing else reads the environment. docs/configuration.md lists them. */
const Environment = z.object({
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default(DATA_DIR),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  ADMIN_EMAIL: z.email().default('admin@cadenza.example'),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  OAUTH_DYNAMIC_REGISTRATION: flag,
  TRUST_PROXY: flag,
  DEMO_DATA: flag,
  TICK_MS: z.coerce.number({ error: 'must be a number of milliseconds' }).int().min(50).default(1000),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin of every link we hand out, without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** undefined: the embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | undefined;
  readonly secretKey: string;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  /** undefined: the built-in mail sandbox, nothing leaves the machine. */
  readonly smtpUrl: string | undefined;
  readonly logLevel: string;
  readonly dynamicRegistration: boolean;
  readonly trustProxy: boolean;
  readonly demoData: boolean;
  /** How often the engine looks for due work, in milliseconds. */
  readonly tickMs: number;
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
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    dataDir,
    databaseUrl: env.DATABASE_URL,
    secretKey: env.SECRET_KEY ?? secretKeyFile(dataDir),
    adminEmail: env.ADMIN_EMAIL,
    adminPassword: env.ADMIN_PASSWORD,
    smtpUrl: env.SMTP_URL,
    logLevel: env.LOG_LEVEL,
    dynamicRegistration: env.OAUTH_DYNAMIC_REGISTRATION ?? false,
    trustProxy: env.TRUST_PROXY ?? false,
    demoData: env.DEMO_DATA ?? true,
    tickMs: env.TICK_MS,
  });
}

/** The key that signs and encrypts, made once: losing it loses sessions and stored mailbox credentials. */
function secretKeyFile(dataDir: string): string {
  const file = join(dataDir, 'secret_key');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomHex(32), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const key = readFileSync(file, 'utf8').trim();
    if (key.length < 32)
      throw new BootError(`${file} is damaged: restore it, or delete it to start with a new key.`);
    return key;
  } catch (error) {
    if (error instanceof BootError) throw error;
    throw new BootError(`The data folder ${dataDir} cannot be used: ${(error as Error).message}.`);
  }
}
