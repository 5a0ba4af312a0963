// A list of any length is one array parameter (db/any-of.ts). `in` of the query builder is a placeholder for each value:
// another statement for every length, each prepared and kept by PostgreSQL, and none at all above 65,535 values. It is
// for lists written in the source: literals, constants of literals (UPPER_CASE), and sub-selects.
// usage: node scripts/check-lists.mjs [folder or file ...]
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const places = process.argv.length > 2 ? process.argv.slice(2) : [join(root, 'apps/server/src')];
let found = 0;

for (const path of places.flatMap(filesOf)) {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const tell = (node, problem) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    console.error(`${relative(root, path)}:${line + 1}: ${problem}`);
    found += 1;
  };
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const [, operator, list] = node.arguments;
      if (
        operator &&
        list &&
        ts.isStringLiteral(operator) &&
        ['in', 'not in'].includes(operator.text) &&
        !isFixed(list)
      )
        tell(node.arguments[1], `'${operator.text}' with a list that is no literal: use anyOf()`);
      if (/^(sql\.join|[\w.]*\.tuple|[\w.]*\.parens)$/.test(node.expression.getText()) && !isRaw(node))
        tell(node, 'a placeholder for each value: use one array parameter');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}
process.exitCode = found > 0 ? 1 : 0;

function isFixed(node) {
  if (ts.isAsExpression(node)) return isFixed(node.expression);
  if (ts.isArrayLiteralExpression(node))
    return node.elements.every((each) =>
      ts.isSpreadElement(each) ? isConstant(each.expression) : isLiteral(each),
    );
  return isConstant(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function isConstant(node) {
  return ts.isIdentifier(node) && /^[A-Z][A-Z0-9_]*$/.test(node.text);
}

function isLiteral(node) {
  return ts.isStringLiteral(node) || ts.isNumericLiteral(node);
}

/** sql.join over pieces of SQL, not values: said by what it maps to, or by an empty raw separator. */
function isRaw(node) {
  return /sql\.(ref|raw|id)|sql`/.test(node.arguments.map((each) => each.getText()).join(' '));
}

function filesOf(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(path, name));
}
