// Once this is imported, imports of .ts files, and of .js names beside which only a .ts file
// lies, are compiled on the way. For threads that tests start from sources; the product runs what scripts/build.mjs made.
import { register } from 'node:module';

const hooks = `
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from ${JSON.stringify(import.meta.resolve('rolldown/utils'))};
import { OPTIONS } from ${JSON.stringify(new URL('./build.mjs', import.meta.url).href)};

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
  const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), OPTIONS);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  return { format: 'module', source: code, shortCircuit: true };
}
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
