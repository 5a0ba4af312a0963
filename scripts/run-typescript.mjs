// Once this is imported, imports of .ts files, and of .js names beside which only a .ts file
// lies, are compiled on the way. For threads that tests start from sources; the product runs what `tsc -b` built.
// What was compiled is kept by its source: loading the compiler takes a thread longer than all the rest.
import { register } from 'node:module';

const hooks = `
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const kept = fileURLToPath(new URL('../node_modules/.cache/run-typescript/', ${JSON.stringify(import.meta.url)}));

async function compiled(source, fileName) {
  const file = kept + createHash('sha256').update(process.version + fileName + '\\n' + source).digest('hex') + '.js';
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { default: ts } = await import(${JSON.stringify(import.meta.resolve('typescript'))});
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true };
    const { outputText } = ts.transpileModule(source, { compilerOptions, fileName });
    // Whole or not at all: threads start side by side.
    mkdirSync(kept, { recursive: true });
    const half = file + process.pid + Math.random();
    writeFileSync(half, outputText);
    renameSync(half, file);
    return outputText;
  }
}

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const url = new URL(specifier.slice(0, -2) + 'ts', context.parentURL);
    if (existsSync(fileURLToPath(url))) return { url: url.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  return { format: 'module', source: await compiled(readFileSync(path, 'utf8'), path), shortCircuit: true };
}
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
