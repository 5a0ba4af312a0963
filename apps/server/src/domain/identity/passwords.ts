import { hash, verify } from '@node-rs/argon2';
import { invalid } from '../../kernel/errors.js';
import { whyGuessable } from './guessable.js';

// OWASP's first recommendation for argon2id (the library's default algorithm): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 8;
// argon2 takes any length; the limit keeps a huge form from buying CPU time.
const LONGEST = 1000;

let nobody: Promise<string> | undefined;

/**
 * argon2id in PHC format, of a password nobody guesses. `about`: the address, the names and the team of its owner.
 * @throws AppError invalid when it is too short, too long or guessable
 */
export async function hashPassword(password: string, about: readonly (string | null)[]): Promise<string> {
  await checkPassword(password, about);
  return hash(prepared(password), COST);
}

/** Letters of a password may come apart: what is asked is its length in NFC, of a text that is worked on up to here. */
const LONGEST_APART = LONGEST * 4;

/**
 * A password as keyboards mean it (RFC 8265, OpaqueString): blanks of any kind are one, letters are in NFC. What one system
 * composes of two characters is one on the next.
 */
const prepared = (password: string) => password.replace(/\p{Zs}/gu, ' ').normalize('NFC');

/** @throws AppError invalid when the password is too short, too long or guessable */
async function checkPassword(given: string, about: readonly (string | null)[]): Promise<void> {
  const password = given.length > LONGEST_APART ? given : prepared(given);
  if (password.length < SHORTEST) throw invalid('password', `is too short (at least ${SHORTEST} characters)`);
  if (password.length > LONGEST) throw invalid('password', `is too long (at most ${LONGEST} characters)`);
  const why = await whyGuessable(
    password,
    about.filter((text) => text !== null),
  );
  if (why !== undefined)
    throw invalid(
      'password',
      `is too easy to guess: ${why.charAt(0).toLowerCase()}${why.slice(1).replace(/\.$/, '')} (four or more unrelated words are hard to guess)`,
    );
}

/** Verifies a password; without a stored hash it does the same work and says no, so that time tells nothing. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', COST);
  const given = password.slice(0, LONGEST_APART);
  // Passwords used to be hashed as they were typed, on a keyboard that may have been another.
  const forms = new Set(
    [prepared(given), given, given.normalize('NFC'), given.normalize('NFD')].map((form) =>
      form.slice(0, LONGEST),
    ),
  );
  let matches = false;
  for (const form of forms) matches = (await verify(stored ?? (await nobody), form)) || matches;
  return matches && stored != null;
}
