import type { Column, TableOf } from './catalog.js';

/**
 * Tables that are nothing but secrets, or answers that may hold one: sessions, OAuth's state and keys, links that set a
 * password, second steps of logins, the keys of links in e-mails, answers kept for their Idempotency-Key.
 */
const SECRET_TABLES: ReadonlySet<string> = new Set([
  'sessions',
  'oauth_payloads',
  'oauth_signing_keys',
  'password_resets',
  'server_keys',
  'idempotency_keys',
  'two_factors',
]);
/**
 * A column is a secret when a word of its name says so, whoever adds it later. Hashes of keys with 256 random bits are
 * none (api_keys, oauth_apps): nobody comes from them to the key; those of passwords are.
 */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...[
    'password',
    'passphrase',
    'secret',
    'secrets',
    'credential',
    'credentials',
    'token',
    'tokens',
    'sealed',
  ],
]);
const SECRET_NAMES: ReadonlySet<string> = new Set(['dkim_key', 'private_key', 'signing_key', 'access_key']);
const HARMLESS: ReadonlySet<string> = new Set(['oauth_apps.secret_hash']);

/** What a secret can be written as; `token_turn_until` is a moment. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'bytea', 'json', 'jsonb', 'text[]']);

const isSecret = (table: string, { name, type }: Column): boolean =>
  TEXTS.has(type) &&
  !HARMLESS.has(`${table}.${name}`) &&
  (SECRET_NAMES.has(name) || name.split('_').some((word) => SECRET_WORDS.has(word)));

/** A table as it goes into a backup. */
export interface Taken {
  name: string;
  columns: string[];
  /** The query whose rows are copied. */
  text: string;
}

/** What is taken of these tables, and by name what is left out: secrets, unless they are wanted. */
export function withoutSecrets(
  tables: readonly TableOf[],
  secrets: boolean,
): { taken: Taken[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const taken: Taken[] = [];
  for (const { name, columns } of tables) {
    if (!secrets && SECRET_TABLES.has(name)) {
      leftOut.push(name);
      continue;
    }
    const hidden = secrets ? [] : columns.filter((column) => isSecret(name, column));
    leftOut.push(...hidden.map((column) => `${name}.${column.name}`));
    // What may be null is null afterwards; what may not is something that opens nothing.
    const kept = columns.filter((column) => !hidden.includes(column) || column.required);
    const values = kept.map((column) => (hidden.includes(column) ? nothingOf(column) : quoted(column.name)));
    taken.push({
      name,
      columns: kept.map((column) => column.name),
      text: `SELECT ${values.join(', ')} FROM ${quoted(name)}`,
    });
  }
  return { taken, leftOut };
}

/** A value that nobody knows, so that a secret that must be there is there and is none. */
function nothingOf({ type }: Column): string {
  const random = `sha256(convert_to(gen_random_uuid()::text, 'UTF8'))`;
  if (type === 'bytea') return random;
  return type === 'text' ? `encode(${random}, 'hex')` : `'{}'::${type}`;
}

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
