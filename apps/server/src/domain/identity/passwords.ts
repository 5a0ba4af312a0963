import { hash, verify } from '@node-rs/argon2';
import { invalid } from '../../kernel/errors.js';

// OWASP's first recommendation for argon2id (the library's default algorithm): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 8;
// argon2 takes any length; the limit keeps a huge form from buying CPU time.
const LONGEST = 1000;

let nobody: Promise<string> | undefined;

/** argon2id in PHC format. @throws AppError invalid when the password is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST) throw invalid('password', `is too short (at least ${SHORTEST} characters)`);
  if (password.length > LONGEST) throw invalid('password', `is too long (at most ${LONGEST} characters)`);
  return hash(password, COST);
}

/** Verifies a password; without a stored hash it does the same work and says no, so that time tells nothing. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', COST);
  const matches = await verify(stored ?? (await nobody), password.slice(0, LONGEST));
  return matches && stored != null;
}
