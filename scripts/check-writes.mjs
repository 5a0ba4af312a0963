// Each table is written by one area (docs/architecture.md, Rules), known by the SQL. Who else writes it stands in
// scripts/writers.json as a debt, by file; the list only becomes shorter. What `plainRows` writes is its area's without being listed. SQL takes moments as values: now() is refused.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'apps/server/src';
/** These clean up, migrate or make tables as a whole. */
const ANYTHING = ['db/', 'events/'];
const BUILDER = new Set(['updateTable', 'insertInto', 'deleteFrom', 'mergeInto']);

/**
 * @returns {{ tables: Set<string>, plain: Set<string>, clock: number[] }} the tables a source writes, those of them by
 * plainRows, and the lines on which its SQL asks for the time
 */
export function writesOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const tables = new Set();
  const plain = new Set();
  const clock = [];
  const visit = (node) => {
    const called =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node : undefined;
    const [first] = called?.arguments ?? [];
    if (called && BUILDER.has(called.expression.name.text) && first && ts.isStringLiteralLike(first))
      tables.add(first.text.split(' ')[0]);
    const rows = plainTable(node);
    if (rows !== undefined) {
      tables.add(rows);
      plain.add(rows);
    }
    const text = sqlOf(node);
    if (text !== undefined) {
      for (const table of tablesIn(text)) tables.add(table);
      if (/\bnow\(\)|\bcurrent_timestamp\b/i.test(text))
        clock.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { tables, plain, clock };
}

/** The table of `plainRows({ table: 'notes', ... })`. */
function plainTable(node) {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'plainRows') return undefined;
  const [spec] = node.arguments;
  if (!spec || !ts.isObjectLiteralExpression(spec)) return undefined;
  const table = spec.properties.find(
    (each) => ts.isPropertyAssignment(each) && each.name.getText() === 'table',
  );
  return table && ts.isStringLiteralLike(table.initializer) ? table.initializer.text : undefined;
}

/** The area of a file of the domain: domain/team/tags.ts is domain/team's. */
const areaOf = (file) => file.split('/').slice(0, 2).join('/');

/** The text of an sql`` template; holes are a space. */
function sqlOf(node) {
  if (!ts.isTaggedTemplateExpression(node) || !/^sql\b/.test(node.tag.getText())) return undefined;
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.head.text + template.templateSpans.map((span) => ` ${span.literal.text}`).join('');
}

/** @returns {string[]} what follows UPDATE, INSERT INTO, DELETE FROM or MERGE INTO; not `FOR UPDATE`, nor `DO UPDATE SET` */
export function tablesIn(text) {
  const words = text
    .replaceAll(/[(),;]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1]?.toUpperCase(), words[at + 1]?.toUpperCase()];
    const verb = word.toUpperCase();
    if (verb === 'UPDATE' && before !== 'FOR' && before !== 'KEY' && before !== 'DO')
      return next === 'ONLY' ? [words[at + 2]] : [words[at + 1]];
    if ((verb === 'INSERT' || verb === 'MERGE') && next === 'INTO') return [words[at + 2]];
    return verb === 'DELETE' && next === 'FROM' ? [words[at + 2]] : [];
  });
}

/** @returns {string[]} what is wrong, given the tables written by each file below apps/server/src, and plainly by which */
export function judge(writes, { owners: listed, debts }, tables, plain = new Map()) {
  const owners = {
    ...Object.fromEntries([...plain].map(([table, file]) => [table, areaOf(file)])),
    ...listed,
  };
  const wrong = [];
  const owed = new Map(Object.entries(debts).map(([table, files]) => [table, new Set(files)]));
  for (const [file, written] of writes) {
    if (ANYTHING.some((prefix) => file.startsWith(prefix))) continue;
    for (const table of written) {
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
