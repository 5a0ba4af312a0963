// A migration that takes away what the version before uses says so (`-- needs NNNN`, docs/upgrades.md): processes that do
// not know the expansion refuse to start on it, instead of failing request by request. What only looks like it says why
// in a line of its own: `-- older versions go on: the reason`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../apps/server/src/db/migrations', import.meta.url));
/** Released before this was checked, and looked at: none takes away what a version in use needs. */
const LOOKED_AT = new Set([
  '0074_meetings.sql',
  '0082_event_sequence.sql',
  '0096_sorts_and_lists.sql',
  '0108_folders.sql',
  '0141_due_at_filled.sql',
]);
const DROPPED = new Set([
  'TABLE',
  'COLUMN',
  'VIEW',
  'TYPE',
  'SCHEMA',
  'SEQUENCE',
  'FUNCTION',
  'PROCEDURE',
  'DOMAIN',
]);
const NOT_COLUMNS = new Set([
  'CONSTRAINT',
  'DEFAULT',
  'NOT',
  'EXPRESSION',
  'IDENTITY',
  'INDEX',
  'TRIGGER',
  'POLICY',
  'RULE',
]);

/** @returns {string[]} what of a migration an older version does not survive, when the file says nothing about it */
export function unsaid(text) {
  if (/^-- (?:needs \d{4}\b|older versions go on: \S)/m.test(text)) return [];
  const statements = statementsOf(text);
  const made = new Set(statements.flatMap((words) => createdBy(words)));
  return statements.flatMap((words) => harm(words, made));
}

/** @returns {string[]} what two files of one number are told: the second would never be applied */
export function sameNumber(names) {
  const first = new Map();
  return names.toSorted().flatMap((name) => {
    const number = name.slice(0, 4);
    if (first.has(number))
      return [`${name}: ${first.get(number)} has this number: npm run migration -- name takes the next`];
    first.set(number, name);
    return [];
  });
}

/** Words of each statement, in capitals, without comments and the contents of strings; bodies in $$ count as statements. */
function statementsOf(text) {
  const bare = text
    .replaceAll(/--[^\n]*|'(?:[^']|'')*'/g, (each) => (each.startsWith('-') ? ' ' : " '' "))
    .replaceAll(/\$\w*\$/g, ' ; ');
  return bare.split(';').map((statement) => {
    const words = statement.toUpperCase().match(/[\w."]+|[(),]/g) ?? [];
    // Within a body the words before it belong to the block around.
    const begin = words.findLastIndex((word) => ['BEGIN', 'THEN', 'ELSE', 'LOOP'].includes(word));
    return words.slice(begin + 1);
  });
}

function createdBy(words) {
  if (words[0] !== 'CREATE') return [];
  const at = words.findIndex((word) =>
    ['TABLE', 'FUNCTION', 'PROCEDURE', 'VIEW', 'TYPE', 'SEQUENCE'].includes(word),
  );
  return at === -1 ? [] : [words.slice(at + 1).find((word) => !['IF', 'NOT', 'EXISTS'].includes(word))];
}

function harm(words, made) {
  const problems = [];
  const named = (at) => words.slice(at).find((word) => !['IF', 'EXISTS', 'NOT', 'ONLY'].includes(word));
  const alters = words[0] === 'ALTER' && words[1] === 'TABLE';
  if (alters && made.has(named(2))) return [];
  if (words[0] === 'DROP' && DROPPED.has(words[1]) && !made.has(named(2)))
    problems.push(`DROP ${words[1]} ${named(2)}`);
  if (words[0] === 'CREATE' && words[1] === 'UNIQUE' && !made.has(words[words.indexOf('ON') + 1]))
    problems.push(`UNIQUE INDEX on ${words[words.indexOf('ON') + 1]}`);
  if (words[0] !== 'ALTER') return problems;
  if (words.includes('RENAME')) problems.push(`RENAME in ${words[1]} ${named(2)}`);
  if (!alters) return problems;
  for (const action of actionsOf(words.slice(words.indexOf(named(2)) + 1))) {
    const said = action.join(' ');
    if (action[0] === 'DROP' && !NOT_COLUMNS.has(action[1])) problems.push(said);
    if (action[0] === 'ALTER' && / TYPE /.test(said)) problems.push(said);
    if (action[0] === 'ALTER' && said.endsWith('SET NOT NULL')) problems.push(said);
    if (action[0] === 'ADD' && /\bNOT NULL\b/.test(said) && !/\b(?:DEFAULT|GENERATED|CHECK)\b/.test(said))
      problems.push(said);
    if (action[0] === 'ADD' && action[1] !== 'COLUMN' && /\b(?:CHECK|UNIQUE|FOREIGN|EXCLUDE)\b/.test(said))
      problems.push(said);
    if (action[0] === 'ALTER' && said.endsWith('DROP DEFAULT')) problems.push(said);
  }
  return problems.map((problem) => problem.slice(0, 120));
}

/** The actions of an ALTER TABLE: separated by commas outside of brackets. */
function actionsOf(words) {
  const actions = [[]];
  let depth = 0;
  for (const word of words) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (word === ',' && depth === 0) actions.push([]);
    else actions.at(-1).push(word);
  }
  return actions;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const given = argv.slice(2);
  const files =
    given.length > 0
      ? given
      : readdirSync(FOLDER)
          .filter((file) => file.endsWith('.sql'))
          .map((file) => join(FOLDER, file));
  const twice = given.length > 0 ? [] : sameNumber(files.map((file) => file.split('/').at(-1)));
  for (const line of twice) console.error(line);
  if (twice.length > 0) process.exitCode = 1;
  let bad = 0;
  for (const file of files) {
    const name = file.split('/').at(-1);
    if (LOOKED_AT.has(name)) continue;
    for (const problem of unsaid(readFileSync(file, 'utf8'))) {
      bad += 1;
      console.error(`${name}: ${problem}`);
    }
  }
  if (bad > 0) {
    console.error(
      'Older versions do not survive this: add a line `-- needs NNNN`, or `-- older versions go on: why` (docs/upgrades.md).',
    );
    process.exit(1);
  }
}
