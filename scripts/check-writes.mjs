// Each table is written by one area (docs/architecture.md, Rules), known by the SQL. Who else writes it stands in
// scripts/writers.json as a debt, by file; the list only becomes shorter. What `plainRows` writes is its area's without
// being listed. Code that writes a table it is given stands there under `given`, with the tables where it knows them. SQL
// takes moments as values: now() is refused.
// HTTP holds no SQL at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'apps/server/src';
/** These clean up, migrate or make tables as a whole. */
const ANYTHING = ['db/', 'events/'];
const BUILDER = new Set(['updateTable', 'insertInto', 'deleteFrom', 'mergeInto', 'replaceInto']);
/** Stands for a table that only the running program knows. */
const GIVEN = '?';
/** Code that writes the table it is given: who gives it writes it. By the name, the table in a call's arguments. */
const GENERIC = {
  plainRows: ([first]) => propertyOf(first, 'table'),
  softDelete: ([, second]) => second,
};

/**
 * @returns {{ tables: Set<string>, plain: Set<string>, clock: number[] }} the tables a source writes (GIVEN: one that stands
 * in no text), those of them by plainRows, and the lines on which its SQL asks for the time
 */
export function writesOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const tables = new Set();
  const plain = new Set();
  const clock = [];
  const add = (node) => {
    const names = node && ts.isArrayLiteralExpression(node) ? node.elements : [node];
    for (const name of names)
      tables.add(name && ts.isStringLiteralLike(name) ? nameOf(name.text.trim().split(/\s+/)[0]) : GIVEN);
  };
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const called = node.expression;
      if (ts.isPropertyAccessExpression(called) && BUILDER.has(called.name.text)) add(node.arguments[0]);
      const given = ts.isIdentifier(called) && GENERIC[called.text]?.(node.arguments);
      // What passes it on is generic itself.
      if (given && ts.isStringLiteralLike(given)) {
        add(given);
        if (called.text === 'plainRows') plain.add(given.text);
      }
    }
    // The columns of a lease (jobs/lease.ts) are written by whoever has them renewed.
    if (ts.isObjectLiteralExpression(node) && propertyOf(node, 'until') && propertyOf(node, 'by')) {
      const table = propertyOf(node, 'table');
      if (table) add(table);
    }
    const sql = sqlOf(node);
    const text = sql ?? plainTextOf(node);
    if (text !== undefined) for (const table of tablesIn(text)) tables.add(table);
    if (sql !== undefined && /\bnow\(\)|\bcurrent_timestamp\b/i.test(sql))
      clock.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { tables, plain, clock };
}

const READS_AND_WRITES = new Set([...BUILDER, 'selectFrom', 'replaceInto']);
/** How SQL begins that is written as a plain text. */
const SQL_WORDS = [
  'SELECT ',
  'INSERT INTO ',
  'UPDATE ',
  'DELETE FROM ',
  'WITH ',
  'LISTEN ',
  'LOCK ',
  'CALL ',
];

/** HTTP calls the areas' faces (docs/architecture.md, Rules). @returns {number[]} the lines of a source that are SQL all the same */
export function sqlLinesOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const lines = [];
  const visit = (node) => {
    const called = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
    const imported =
      ts.isImportDeclaration(node) &&
      ['kysely', 'pg'].includes(node.moduleSpecifier.text) &&
      !isTypeOnly(node);
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text.trimStart() : '';
    if (
      imported ||
      (called && READS_AND_WRITES.has(node.expression.name.text)) ||
      sqlOf(node) !== undefined ||
      (!ts.isImportDeclaration(node.parent ?? node) && SQL_WORDS.some((word) => text.startsWith(word)))
    )
      lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...new Set(lines)];
}

const isTypeOnly = (node) => node.importClause?.isTypeOnly === true;

function propertyOf(node, name) {
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.properties) {
    if (property.name?.getText() !== name) continue;
    return ts.isPropertyAssignment(property) ? property.initializer : property.name;
  }
  return undefined;
}

/** The text of an sql`` template; holes are GIVEN, but for tables that are named in them. */
function sqlOf(node) {
  if (!ts.isTaggedTemplateExpression(node) || !/^sql\b/.test(node.tag.getText())) return undefined;
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const spans = template.templateSpans.map(
    ({ expression, literal }) => `${holeOf(expression)}${literal.text}`,
  );
  return template.head.text + spans.join('');
}

/** sql.table('people'), sql.ref('people'), sql.raw('people') */
function holeOf(node) {
  const [first] =
    ts.isCallExpression(node) && /^sql\.\w+$/.test(node.expression.getText()) ? node.arguments : [];
  return first && ts.isStringLiteralLike(first) ? first.text : GIVEN;
}

/** SQL that is given to a driver as it stands: a text that begins as such, in capitals. */
function plainTextOf(node) {
  if (ts.isTaggedTemplateExpression(node.parent ?? node)) return undefined;
  const text = ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map(({ literal }) => `${GIVEN}${literal.text}`).join('')
    : ts.isStringLiteralLike(node)
      ? node.text
      : '';
  return /^\s*(WITH|UPDATE|INSERT INTO|DELETE FROM|MERGE INTO|TRUNCATE)\s/.test(text) ? text : undefined;
}

/** As the catalog has it: without quotes and schema, in small letters unless it is quoted. */
function nameOf(word) {
  const last = word.split('.').at(-1);
  return last.startsWith('"') ? last.replaceAll('"', '') : last.toLowerCase();
}

/** @returns {string[]} what follows UPDATE, INSERT INTO, DELETE FROM, MERGE INTO or TRUNCATE; not `FOR UPDATE`, nor `DO UPDATE SET` */
export function tablesIn(text) {
  const words = withoutComments(text)
    .replaceAll(/[(),;*]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const after = (at) => {
    const next = ['ONLY', 'TABLE'].includes(words[at]?.toUpperCase()) ? words[at + 1] : words[at];
    return next === undefined ? [] : [nameOf(next)];
  };
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1]?.toUpperCase(), words[at + 1]?.toUpperCase()];
    const verb = word.toUpperCase();
    if (verb === 'UPDATE') return ['FOR', 'KEY', 'DO'].includes(before) ? [] : after(at + 1);
    if (verb === 'TRUNCATE') return after(at + 1);
    if ((verb === 'INSERT' || verb === 'MERGE') && next === 'INTO') return after(at + 2);
    return verb === 'DELETE' && next === 'FROM' ? after(at + 2) : [];
  });
}

function withoutComments(text) {
  return text
    .split('\n')
    .map((line) => line.split('--')[0])
    .join(' ')
    .split('/*')
    .map((part, at) => (at === 0 ? part : ` ${part.split('*/').slice(1).join('*/')}`))
    .join('');
}

/** The area of a file of the domain: domain/team/tags.ts is domain/team's. */
const areaOf = (file) => file.split('/').slice(0, 2).join('/');

/** @returns {string[]} what is wrong, given the tables written by each file below apps/server/src, and plainly by which */
export function judge(writes, { owners: listed, debts, given = {} }, tables, plain = new Map()) {
  const owners = {
    ...Object.fromEntries([...plain].map(([table, file]) => [table, areaOf(file)])),
    ...listed,
  };
  const wrong = [];
  const owed = new Map(Object.entries(debts).map(([table, files]) => [table, new Set(files)]));
  for (const [file, written] of writes) {
    if (ANYTHING.some((prefix) => file.startsWith(prefix))) continue;
    if (written.has(GIVEN) && given[file] === undefined)
      wrong.push(`${file}: writes a table that stands in no text: name it`);
    for (const table of new Set([...written, ...(given[file] ?? [])])) {
      if (!tables.has(table)) continue;
      if (owners[table] === undefined)
        wrong.push(`${file}: writes ${table}: say in scripts/writers.json whose it is (owners)`);
      else if (
        file !== owners[table] &&
        !file.startsWith(`${owners[table]}/`) &&
        !owed.get(table)?.delete(file)
      )
        wrong.push(`${file}: writes ${table}, which ${owners[table]} alone does: call a command of its face`);
    }
  }
  for (const file of Object.keys(given))
    if (!writes.get(file)?.has(GIVEN))
      wrong.push(`${file} names all the tables it writes: strike it out of scripts/writers.json`);
  for (const [table, files] of owed)
    for (const file of files)
      wrong.push(`${file} writes ${table} no more: strike it out of scripts/writers.json`);
  return wrong;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const writes = new Map();
  const plainly = new Map();
  const wrong = [];
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    const path = join(root, folder, name);
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const { tables, plain, clock } = writesOf(path, readFileSync(path, 'utf8'));
    const file = relative(join(root, folder), path);
    writes.set(file, tables);
    for (const table of plain) plainly.set(table, file);
    if (file.startsWith('http/'))
      for (const line of sqlLinesOf(path, readFileSync(path, 'utf8')))
        wrong.push(`${file}:${line}: SQL in HTTP: ask the area that has the table`);
    if (!ANYTHING.some((prefix) => file.startsWith(prefix)))
      wrong.push(
        ...clock.map((line) => `${file}:${line}: SQL that asks for the time (take \`now\` as a value)`),
      );
  }
  const schema = readFileSync(join(root, folder, 'db/schema.ts'), 'utf8');
  const tables = new Set([...schema.matchAll(/^ {2}(\w+): \w+Table;/gm)].map(([, name]) => name));
  if (argv[2] === '--print') {
    const by = {};
    for (const [file, written] of writes)
      if (!ANYTHING.some((prefix) => file.startsWith(prefix)))
        for (const table of written) if (tables.has(table)) (by[table] ??= []).push(file);
    console.log(JSON.stringify(by, undefined, 2));
  } else {
    wrong.push(
      ...judge(writes, JSON.parse(readFileSync(join(root, 'scripts/writers.json'), 'utf8')), tables, plainly),
    );
    for (const line of wrong) console.error(line);
    process.exitCode = wrong.length > 0 ? 1 : 0;
  }
}
