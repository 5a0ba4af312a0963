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
  return hash(password, COST);
}

/** @throws AppError invalid when the password is too short, too long or guessable */
export async function checkPassword(password: string, about: readonly (string | null)[]): Promise<void> {
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
  const matches = await verify(stored ?? (await nobody), password.slice(0, LONGEST));
  return matches && stored != null;
}
