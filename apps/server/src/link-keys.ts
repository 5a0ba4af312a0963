import { sql } from 'kysely';
import { type Config, secretKeys } from './config.js';
import type { Db } from './db/connect.js';
import { BootError } from './kernel/boot-error.js';
import { randomHex } from './kernel/crypto.js';
import { derivedKeys, type DerivedKeys, type LinkSecret } from './kernel/link-secret.js';
import { createSealer, SealError } from './kernel/sealed.js';

/** What server_keys holds for links, sealed: the key of new links, and those of links made before there was one. */
interface Stored {
  key: string;
  earlier: DerivedKeys[];
}

const PURPOSE = 'links';
const SEALED_AS = 'server keys';
/** Keys of SECRET_KEYs that are gone; each link is tried with all of them. */
const MOST_EARLIER = 20;

/**
 * The configuration with the keys of links in e-mails. They outlive SECRET_KEY: somebody may opt out years later. Links
 * made with any SECRET_KEY this server knew keep working after it was dropped. Everything is sealed under the newest.
 * @throws BootError when they cannot be opened
 */
export async function withLinkKeys(config: Config, db: Db, now: Date): Promise<Config> {
  const secrets = secretKeys(config);
  const sealer = createSealer(SEALED_AS, secrets);
  const fresh: Stored = { key: randomHex(32), earlier: [] };
  await sql`INSERT INTO server_keys (purpose, sealed, created_at) VALUES (${PURPOSE}, ${sealer.seal(JSON.stringify(fresh), PURPOSE)}, ${now})
    ON CONFLICT (purpose) DO NOTHING`.execute(db);
  // Two processes that start together each know all keys: the last one to write loses nothing.
  for (;;) {
    const { sealed } = await db
      .selectFrom('server_keys')
      .select('sealed')
      .where('purpose', '=', PURPOSE)
      .executeTakeFirstOrThrow();
    const stored = openStored(sealed);
    const earlier = [...stored.earlier];
    for (const keys of secrets.map(derivedKeys))
      if (!earlier.some((each) => each.tracking === keys.tracking)) earlier.push(keys);
    const kept = { key: stored.key, earlier: earlier.slice(-MOST_EARLIER) };
    const linkKeys: [LinkSecret, ...LinkSecret[]] = [kept.key, ...kept.earlier];
    if (earlier.length === stored.earlier.length && !sealer.isStale(sealed))
      return Object.freeze({ ...config, linkKeys });
    const { rows } = await sql`UPDATE server_keys SET sealed = ${sealer.seal(JSON.stringify(kept), PURPOSE)}
      WHERE purpose = ${PURPOSE} AND sealed = ${sealed} RETURNING purpose`.execute(db);
    if (rows.length > 0) return Object.freeze({ ...config, linkKeys });
  }

  function openStored(sealed: Buffer): Stored {
    try {
      return JSON.parse(sealer.open(sealed, PURPOSE)) as Stored;
    } catch (error) {
      throw shutProblem(error);
    }
  }
}

/** For doctor. @throws BootError when the stored keys cannot be opened; nothing is made or changed */
export function checkLinkKeys(config: Config, sealed: Buffer): void {
  try {
    createSealer(SEALED_AS, secretKeys(config)).open(sealed, PURPOSE);
  } catch (error) {
    throw shutProblem(error);
  }
}

const shutProblem = (error: unknown): unknown =>
  error instanceof SealError
    ? new BootError(
        `SECRET_KEY does not open the keys of links in e-mails (${error.message}): set the key they were stored with, or name it in SECRET_KEY_PREVIOUS.`,
      )
    : error;
