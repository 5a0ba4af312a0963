// Functions over 60 lines, or with six or more positional parameters, give their reason in a comment that begins with
// `long:` or `wide:` (right before them, or in their doc).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['apps', 'packages'];
const SKIPPED = new Set(['node_modules', 'dist', 'data']);
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

/** @param {Measured[]} functions of a file @returns {string[]} what is wrong with them */
export function complaintsOf(file, functions) {
  return functions.flatMap(({ name, line, lines, parameters }) => [
    ...(lines === undefined
      ? []
      : [`${file}:${line}: ${name} has ${lines} lines: split it, or say why (long: ...)`]),
    ...(parameters === undefined
      ? []
      : [`${file}:${line}: ${name} has ${parameters} parameters: split it, or say why (wide: ...)`]),
  ]);
}

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
  const wrong = FOLDERS.flatMap((folder) => [...sources(join(root, folder))]).flatMap((path) =>
    complaintsOf(relative(root, path), functionsOf(path, readFileSync(path, 'utf8'))),
  );
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
