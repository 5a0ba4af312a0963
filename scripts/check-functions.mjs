// Functions over 60 lines, or with six or more positional parameters, give their reason in a comment that begins with
// `long:` or `wide:` (right before them, or in their doc). Those of before stand in scripts/functions.json as debts, by
// file and name with the most they may measure; the list only becomes shorter. `--write` strikes out what was paid.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['apps', 'packages'];
const SKIPPED = new Set(['node_modules', 'dist', 'data']);
const DEBTS = join(root, 'scripts/functions.json');
const MAX_LINES = 60;
const MAX_PARAMETERS = 5;

/**
 * @typedef {{ name: string, line: number, lines?: number, parameters?: number }} Measured what of a function is too much
 * @returns {Measured[]} the functions of a source that are too long or too wide and give no reason
 */
export function functionsOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node, within) => {
    let inside = within;
    if (ts.isFunctionLike(node) && node.body) {
      const name = nameOf(node);
      inside = name === undefined ? within : [...within, name];
      const first = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const lines = file.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
      const parameters = node.parameters.length;
      const why = reasonsOf(node, source);
      const measured = {
        ...(lines > MAX_LINES && !why.long ? { lines } : {}),
        ...(parameters > MAX_PARAMETERS && !why.wide ? { parameters } : {}),
      };
      if (Object.keys(measured).length > 0)
        found.push({ name: inside.join('.') || '(unnamed)', line: first, ...measured });
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(file, []);
  return found;
}

/** What a function is called by: its own name, or that of what it is put into. */
function nameOf(node) {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.name.getText();
  return undefined;
}

/** Reasons in the comments before a function, or before the statement or property it is the value of. */
function reasonsOf(node, source) {
  let holder = node;
  for (let each = node; each && !ts.isBlock(each) && !ts.isSourceFile(each); each = each.parent) {
    holder = each;
    if (ts.isStatement(each) || ts.isClassElement(each) || ts.isPropertyAssignment(each)) break;
  }
  const text = (ts.getLeadingCommentRanges(source, holder.getFullStart()) ?? [])
    .map(({ pos, end }) => source.slice(pos, end))
    .join('\n');
  return { long: says(text, 'long'), wide: says(text, 'wide') };
}

/** Whether a comment line begins with `kind:` and goes on with words. */
function says(comments, kind) {
  return comments.split('\n').some((line) => {
    let text = line.trim();
    while (text.startsWith('/') || text.startsWith('*')) text = text.slice(1);
    text = text.trim();
    return text.startsWith(`${kind}:`) && text.length > kind.length + 10;
  });
}

/**
 * @param {Map<string, Measured[]>} measured by file
 * @param {Record<string, Record<string, { lines?: number, parameters?: number }>>} debts by file and name
 * @returns {string[]} what is wrong
 */
export function judge(measured, debts) {
  const wrong = [];
  const paid = new Map(Object.entries(debts).map(([file, names]) => [file, new Set(Object.keys(names))]));
  for (const [file, functions] of measured) {
    for (const [name, { line, ...measures }] of byName(functions)) {
      const owed = debts[file]?.[name] ?? {};
      paid.get(file)?.delete(name);
      for (const kind of ['lines', 'parameters']) {
        const [is, was] = [measures[kind], owed[kind]];
        if (is !== undefined && (was === undefined || is > was))
          wrong.push(
            `${file}:${line}: ${name} has ${is} ${kind}: split it, or say why (${kind === 'lines' ? 'long' : 'wide'}: ...)`,
          );
        else if (was !== undefined && is === undefined)
          wrong.push(`${file}: ${name} has few enough ${kind}: strike that out (--write)`);
      }
    }
  }
  for (const [file, names] of paid)
    for (const name of names) wrong.push(`${file}: ${name} is no debt any more: strike it out (--write)`);
  return wrong;
}

/** Of functions with the same name in one file the largest stands for all. */
function byName(functions) {
  const found = new Map();
  for (const { name, line, lines, parameters } of functions) {
    const before = found.get(name);
    found.set(name, {
      line: before?.line ?? line,
      ...larger('lines', lines, before?.lines),
      ...larger('parameters', parameters, before?.parameters),
    });
  }
  return found;
}

const larger = (kind, a, b) =>
  a === undefined && b === undefined ? {} : { [kind]: Math.max(a ?? 0, b ?? 0) };

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* sources(path);
    } else if (
      /\.tsx?$/.test(entry.name) &&
      !/\.test\.tsx?$/.test(entry.name) &&
      !entry.name.endsWith('.d.ts')
    )
      yield path;
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const measured = new Map();
  for (const folder of FOLDERS)
    for (const path of sources(join(root, folder))) {
      const functions = functionsOf(path, readFileSync(path, 'utf8'));
      if (functions.length > 0) measured.set(relative(root, path), functions);
    }
  const debts = JSON.parse(readFileSync(DEBTS, 'utf8'));
  const wrong = judge(measured, debts);
  if (argv[2] === '--write') {
    // Only what is owed already, with what it measures now: a new debt is not taken by a flag.
    const left = Object.entries(debts).flatMap(([file, names]) => {
      const now = byName(measured.get(file) ?? []);
      const still = Object.keys(names)
        .filter((name) => now.has(name))
        .map((name) => {
          const { line: _line, ...measures } = now.get(name);
          return [name, measures];
        });
      return still.length > 0 ? [[file, Object.fromEntries(still)]] : [];
    });
    writeFileSync(DEBTS, `${JSON.stringify(Object.fromEntries(left), undefined, 2)}\n`);
  } else if (argv[2] === '--print') {
    const all = [...measured]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, functions]) => [
        file,
        Object.fromEntries(
          [...byName(functions)].map(([name, { line: _line, ...measures }]) => [name, measures]),
        ),
      ]);
    console.log(JSON.stringify(Object.fromEntries(all), undefined, 2));
  } else {
    for (const line of wrong) console.error(line);
    process.exitCode = wrong.length > 0 ? 1 : 0;
  }
}
