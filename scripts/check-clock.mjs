// The edge reads the clock once per unit of work and passes `now`. Only kernel/clock.ts may ask for the time, in the
// web app only app/clock.ts, which goes by the server's; oxlint has no rule that can say so (`new Date(value)` is fine, `new Date()` is not).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const allowed = ['apps/server/src/kernel/clock.ts', 'apps/web/src/app/clock.ts'];
const folders = ['apps/server/src', 'apps/web/src', 'packages/contract/src'];
let found = 0;

for (const folder of folders) {
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    const path = join(root, folder, name);
    if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name) || allowed.includes(relative(root, path)))
      continue;
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node) => {
      if (readsClock(node)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        console.error(`${relative(root, path)}:${line + 1}: reads the clock (take \`now\` as an argument)`);
        found += 1;
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
}
process.exitCode = found > 0 ? 1 : 0;

function readsClock(node) {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression.getText();
  return (
    ['Date', 'Date.now', 'DateTime.now', 'DateTime.utc', 'DateTime.local'].includes(callee) &&
    !node.arguments.length
  );
}
