// Every query names its columns. A star (or a whole row) changes its result type when a migration adds a column, and
// PostgreSQL then refuses the prepared statements of the processes that are still running (docs/upgrades.md).
// Reads the SQL texts of the server: sql`` templates, strings, calls of the query builder, .sql files except migrations.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'apps/server/src';
/** What stands for ${...}: an operand, never a column list of its own. */
const HOLE = ' \u0001 ';

/** @returns {{ line: number, problem: string }[]} what a source file does that a query must not do */
export function starsInSource(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const tell = (node, problem) =>
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, problem });
  const visit = (node) => {
    const called = ts.isCallExpression(node) ? node.expression : undefined;
    const name = called && ts.isPropertyAccessExpression(called) ? called.name.text : undefined;
    if (name === 'selectAll' || name === 'returningAll') tell(called.name, `${name}() reads every column`);
    const text = textOf(node);
    if (text !== undefined) for (const problem of starsIn(text)) tell(node, problem);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A literal's text with its holes, outermost first: the parts of a template are read with it, not again. */
function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => HOLE + span.literal.text).join('');
}

const BEFORE_STAR = new Set(['select', 'distinct', 'all', 'returning', ',', '.']);
const AFTER_STAR = new Set(['from', 'into', ',', ')', ';', 'union', 'where', 'order', undefined]);
const IS_SQL = new Set(['select', 'returning', 'insert']);

/** @returns {string[]} the stars, whole rows and nameless inserts of one SQL text; nothing for other texts */
export function starsIn(text) {
  const tokens = tokensOf(text);
  const alias = tokens.length === 3 && tokens[1] === '.' && tokens[2] === '*' && /^\w+$/.test(tokens[0]);
  if (alias) return [`${text.trim()} reads every column`];
  if (!tokens.some((token) => IS_SQL.has(token))) return [];
  const problems = [];
  tokens.forEach((token, at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (token === '*' && (BEFORE_STAR.has(before) || (before !== '(' && AFTER_STAR.has(after))))
      problems.push(`${[before, token, after].filter(Boolean).join(' ')} reads every column`);
    if (
      token === 'row_to_json' &&
      after === '(' &&
      tokens[at + 3] === ')' &&
      !isSubselect(tokens, tokens[at + 2])
    )
      problems.push(`row_to_json(${tokens[at + 2]}) reads every column`);
    if (token === 'into' && before === 'insert' && !namesColumns(tokens, at + 1))
      problems.push(`INSERT INTO ${after} names no columns`);
  });
  return problems;
}

/** Whether `name` stands behind a closing bracket somewhere: the alias of a sub-select, whose columns are named. */
const isSubselect = (tokens, name) =>
  tokens.some((token, at) => token === name && (tokens[at - 1] === ')' || tokens[at - 2] === ')'));

/** Behind the table (and its alias): a bracket with names, not with a query. */
function namesColumns(tokens, at) {
  let next = at + 1;
  while (tokens[next] === '.') next += 2;
  if (tokens[next] === 'as') next += 2;
  if (tokens[next] === 'default') return true;
  return tokens[next] === '(' && tokens[next + 1] !== 'select';
}

/** Words in small letters and single signs; comments and quoted texts are left out. */
function tokensOf(text) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    const rest = text[at];
    if (rest === "'") at = end(text, "'", at + 1);
    else if (text.startsWith('--', at)) at = end(text, '\n', at);
    else if (text.startsWith('/*', at)) at = end(text, '*/', at + 2);
    else if (/\s/.test(rest)) at += 1;
    else if (/\w/.test(rest)) {
      let stop = at;
      while (stop < text.length && /\w/.test(text[stop])) stop += 1;
      tokens.push(text.slice(at, stop).toLowerCase());
      at = stop;
    } else {
      tokens.push(rest);
      at += 1;
    }
  }
  return tokens;
}

function end(text, mark, from) {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** @returns {string[]} one line for each thing that the server's sources (migrations apart) do and must not */
function checkServer() {
  const lines = [];
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    const isSql = name.endsWith('.sql') && !name.includes('migrations');
    if (!isSql && (!name.endsWith('.ts') || name.endsWith('.test.ts'))) continue;
    const path = join(root, folder, name);
    const text = readFileSync(path, 'utf8');
    const found = isSql ? starsIn(text).map((problem) => ({ line: 1, problem })) : starsInSource(path, text);
    for (const { line, problem } of found)
      lines.push(
        `${relative(root, path)}:${line}: ${problem} (name the columns: apps/server/src/db/columns.ts)`,
      );
  }
  return lines;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const lines = checkServer();
  for (const line of lines) console.error(line);
  process.exitCode = lines.length > 0 ? 1 : 0;
}
