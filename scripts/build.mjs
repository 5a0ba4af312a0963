// Makes JavaScript of our TypeScript: `dist` beside each `src`, file by file, with the compiler that vitest brings
// (decision 52). Types are no business of a start: `npm run check` looks at them, `npm run build` writes declarations.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleServer } from './build-server.mjs';
import { bundleWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that has a `dist`, and whose `dist` it runs with besides its own. */
const RUNS_WITH = {
  'packages/contract': [],
  'packages/sdk': ['packages/contract'],
  'apps/server': ['packages/contract'],
  'apps/web': ['packages/sdk'],
  'examples/getting-started': ['packages/contract', 'packages/sdk'],
  bench: ['packages/contract', 'apps/server'],
};
/** The one that browsers run: bundled (build-web.mjs), with the SDK's sources inside. */
const WEB = 'apps/web';
/** The one that is started as a bundle (build-server.mjs), and file by file read by the bench and by tools. */
const SERVER = 'apps/server';
/** What a project's `dist` was made of and what it holds, by content: written last, so that half a build has none. */
const STAMP = '.built.json';
/** How one of our files is compiled. */
export const OPTIONS = {
  lang: 'ts',
  sourceType: 'module',
  target: 'es2023',
  sourcemap: true,
  tsconfig: false,
  // As `verbatimModuleSyntax` has it: each file says by itself what is a type.
  typescript: { onlyRemoveTypeImports: true },
};

/** The projects and what they run with; without an argument all. */
export const withNeeds = (projects = Object.keys(RUNS_WITH)) => [
  ...new Set(projects.flatMap((project) => [...RUNS_WITH[project], project])),
];

/** Whether there is a compiler: a production install has none, and runs what was built before. */
export const canBuild = (at = root) => existsSync(join(at, 'node_modules/rolldown/package.json'));

/**
 * How a project's `dist` stands to its sources: `fresh`, `stale` (whole, of other sources) or `none` (missing, half
 * written, or changed by somebody else). By content: neither a copy's times nor another branch's deceive it.
 */
export function stateOf(project, at = root) {
  const folder = join(at, project);
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(join(folder, 'dist', STAMP), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error instanceof SyntaxError) return 'none';
    throw error;
  }
  if (stamp.outputs !== digest(textsBelow(join(folder, 'dist'), outputsOf(project)))) return 'none';
  return stamp.sources === sourcesDigest(sourcesOf(project, at), at) ? 'fresh' : 'stale';
}

/**
 * Builds one project. Files are replaced whole and only where they changed, so a server that runs meanwhile and a
 * checkout that shares them by hard links never meet half of one. @throws Error with the compiler's words
 */
export async function build(project, at = root) {
  const dist = join(at, project, 'dist');
  const sources = sourcesOf(project, at);
  const outputs =
    project === WEB
      ? await bundleWeb(join(at, project))
      : await transpile(join(at, project), sourcesOf(project, at, false));
  if (project === SERVER)
    for (const [name, text] of await bundleServer(at, OPTIONS)) outputs.set(`bundle/${name}`, text);
  rmSync(join(dist, STAMP), { force: true });
  // Outputs of another time, and what a killed build had in hand.
  const before = textsBelow(dist, (name) => outputsOf(project)(name) || name.endsWith('.new'));
  for (const [name, text] of outputs) if (!before.get(name)?.equals(text)) replace(join(dist, name), text);
  for (const name of before.keys()) if (!outputs.has(name)) rmSync(join(dist, name), { force: true });
  replace(
    join(dist, STAMP),
    JSON.stringify({ sources: sourcesDigest(sources, at), outputs: digest(outputs) }),
  );
}

async function transpile(folder, sources) {
  const { transformSync } = await import('rolldown/utils');
  const dist = join(folder, 'dist');
  const outputs = new Map();
  for (const [name, text] of sources) {
    const made = name.replace(/ts$/, 'js');
    const { code, map, errors } = transformSync(join(folder, 'src', name), text.toString('utf8'), OPTIONS);
    if (errors.length > 0) throw new Error(errors.map((each) => each.codeframe ?? each.message).join('\n'));
    const source = relative(dirname(join(dist, made)), join(folder, 'src', name)).replaceAll('\\', '/');
    const file = made.slice(made.lastIndexOf('/') + 1);
    outputs.set(made, Buffer.from(`${code}\n//# sourceMappingURL=${file}.map\n`));
    outputs.set(
      `${made}.map`,
      Buffer.from(JSON.stringify({ ...map, file, sources: [source], sourcesContent: undefined })),
    );
  }
  return outputs;
}

const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.test.ts');
const isOutput = (name) => name.endsWith('.js') || name.endsWith('.js.map');
/** Of the web app everything is an output but what says so and what types leave (`tsc -b`). */
const outputsOf = (project) =>
  project === WEB ? (name) => name !== STAMP && !name.endsWith('.new') : isOutput;

/** `all`: with what lies inside its bundle besides. */
function sourcesOf(project, at, all = true) {
  if (project === SERVER && all)
    return new Map([
      ...textsBelow(join(at, SERVER, 'src'), isSource),
      ...[...textsBelow(join(at, 'packages/contract/src'), isSource)].map(([name, text]) => [
        `contract/${name}`,
        text,
      ]),
      // (Which versions lie inside stands in the package's own file.)
      ...['scripts/build-server.mjs', `${SERVER}/package.json`].map((name) => [
        name,
        readFileSync(join(at, name)),
      ]),
    ]);
  if (project !== WEB) return textsBelow(join(at, project, 'src'), isSource);
  const own = textsBelow(join(at, project, 'src'), (name) => !name.includes('.test.'));
  const sdk = textsBelow(join(at, 'packages/sdk/src'), isSource);
  return new Map([
    ...own,
    ...[...sdk].map(([name, text]) => [`sdk/${name}`, text]),
    ...['scripts/build-web.mjs', `${WEB}/package.json`, `${WEB}/vite.config.ts`].map((name) => [
      name,
      readFileSync(join(at, name)),
    ]),
  ]);
}

/** The files below a folder with their contents, by their path from there; none where there is no folder. */
function textsBelow(folder, wanted) {
  const found = new Map();
  const walk = (below) => {
    let entries;
    try {
      entries = readdirSync(join(folder, below), { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return;
      throw error;
    }
    for (const entry of entries) {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory()) walk(`${path}/`);
      else if (wanted(entry.name)) found.set(path, readFileSync(join(folder, path)));
    }
  };
  walk('');
  return found;
}

/** Of the sources, and of what else decides what is made of them: this file, and the compiler's version. */
function sourcesDigest(sources, at) {
  const { devDependencies } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const own = readFileSync(fileURLToPath(import.meta.url));
  return digest([...sources, ['build.mjs', own], ['rolldown', devDependencies.rolldown]]);
}

function digest(texts) {
  const sum = createHash('sha256');
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, text] of sorted) sum.update(`${name} ${text.length}\0`).update(text);
  return sum.digest('hex');
}

function replace(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const made = `${file}.${process.pid}.new`;
  writeFileSync(made, text);
  renameSync(made, file);
}

// `node scripts/build.mjs [projects]`. Not awaited: that module imports this one.
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  void import('./setup.mjs').then(({ ensureBuilt }) =>
    ensureBuilt(process.argv.length > 2 ? process.argv.slice(2) : undefined),
  );
