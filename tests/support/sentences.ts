import type pg from 'pg';
import { type Explained, remade } from '../../apps/server/src/domain/said.js';
import type { Language } from '../../apps/server/src/domain/sentences.js';
import { ENGLISH } from '../../apps/server/src/domain/sentences.js';
import { GERMAN } from './german.js';

/** Where sentences of the engine stand: the text, and what it is made of. */
const SENTENCES = [
  ['actions', 'reason', 'explained'],
  ['actions', 'decided_because', 'decided_explained'],
  ['emails', 'state_reason', 'explained'],
  ['emails', 'decided_because', 'decided_explained'],
  ['email_history', 'reason', 'explained'],
  ['cadence_memberships', 'state_reason', 'explained'],
  ['mailboxes', 'health_reason', 'health_explained'],
  ['server_transports', 'health_reason', 'health_explained'],
] as const;
/** Sentences of a table that are looked at: each kind of rule with its latest. */
const MOST = 500;
/** Stands for a name, which may have changed since. */
const NAME = '\u0001';

interface Told {
  text: string;
  explained: Explained;
}

/**
 * The stored sentences of a database that cannot be made again from rule and facts: word for word in English, and in
 * German at all. One without facts was written by an earlier version, or by the test itself.
 */
export async function unmadeSentences(pool: pg.Pool): Promise<string[]> {
  const found: string[] = [];
  for (const [table, text, explained] of SENTENCES) {
    const { rows } = await pool.query<Told>(
      `SELECT DISTINCT ON (${explained} ->> 'rule', ${text}) ${text} AS text, ${explained} AS explained
       FROM (SELECT ${text}, ${explained} FROM ${table} WHERE ${explained} IS NOT NULL AND ${text} IS NOT NULL LIMIT 20000) t LIMIT ${MOST}`,
    );
    for (const told of rows) {
      if (isMadeAgain(told)) continue;
      found.push(`${table}.${text}: ${told.text} <> ${inWords(ENGLISH, told, NAME)}`);
    }
  }
  return found;
}

function isMadeAgain(told: Told): boolean {
  const german = inWords(GERMAN, told, NAME).trim() !== '';
  return german && ['', NAME].some((name) => fits(told.text, inWords(ENGLISH, told, name)));
}

const inWords = (language: Language, { explained }: Told, name: string) =>
  remade(language, explained, () => name);

/** Whether a text is the other, whatever stands for names. */
function fits(text: string, made: string): boolean {
  const [first = '', ...others] = made.split(NAME);
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of others.entries()) {
    const next = index === others.length - 1 ? text.length - piece.length : text.indexOf(piece, at);
    if (next < at || !text.startsWith(piece, next)) return false;
    at = next + piece.length;
  }
  return at === text.length;
}
