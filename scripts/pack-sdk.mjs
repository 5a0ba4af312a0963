// `node scripts/pack-sdk.mjs [FOLDER]`: the SDK as it is published, a tarball in FOLDER (default: here). What the workspace
// has of it runs with the contract beside it; published it stands alone: ESM and CommonJS, declarations for both.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sdk = join(root, 'packages/sdk');
const src = join(sdk, 'src');

/** Packs it. @returns the tarball's path @throws Error with the compiler's words */
export async function packSdk(into) {
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-sdk-'));
  try {
    await Promise.all([bundle(folder, 'es', 'esm'), bundle(folder, 'cjs', 'cjs'), declare(folder)]);
    writeFileSync(join(folder, 'cjs/package.json'), '{ "type": "commonjs" }\n');
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    copyFileSync(join(sdk, 'README.md'), join(folder, 'README.md'));
    copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    copyFileSync(join(root, 'NOTICE'), join(folder, 'NOTICE'));
    const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', resolve(into)];
    const shell = process.platform === 'win32';
    const [{ filename }] = JSON.parse(execFileSync('npm', npm, { cwd: folder, encoding: 'utf8', shell }));
    return join(resolve(into), filename);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const schemas = () => readdirSync(join(src, 'schemas')).map((name) => name.slice(0, -'.ts'.length));

async function bundle(folder, format, dir) {
  const { rolldown } = await import('rolldown');
  const made = await rolldown({
    input: {
      index: join(src, 'index.ts'),
      ...Object.fromEntries(schemas().map((name) => [`schemas/${name}`, join(src, 'schemas', `${name}.ts`)])),
    },
    external: ['zod'],
    platform: 'neutral',
    tsconfig: false,
    transform: { target: 'es2022' },
    plugins: [typescriptOf],
  });
  await made.write({
    dir: join(folder, dir),
    format,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name]-[hash].js',
  });
  await made.close();
}

/** Our imports name the JavaScript that is made of a file; of the contract's files, without an ending. */
const typescriptOf = {
  name: 'typescript-of',
  resolveId(source, importer) {
    if (source.startsWith('@cadenza/contract/resources/'))
      return join(root, 'packages/contract/src/resources', `${source.split('/').at(-1)}.ts`);
    if (!source.startsWith('.') || importer === undefined || !source.endsWith('.js')) return null;
    return join(dirname(importer), `${source.slice(0, -'.js'.length)}.ts`);
  },
};

/** Each file's declarations, by what it says of itself; the same text for both kinds of module. */
async function declare(folder) {
  const { isolatedDeclarationSync } = await import('rolldown/experimental');
  const files = readdirSync(src, { recursive: true }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of files) {
    const { code, errors } = isolatedDeclarationSync(name, readFileSync(join(src, name), 'utf8'));
    if (errors.length > 0) throw new Error(errors.map((each) => each.codeframe ?? each.message).join('\n'));
    for (const dir of ['esm', 'cjs']) {
      const file = join(folder, dir, name.replace(/\.ts$/, '.d.ts'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code);
    }
  }
}

function manifest() {
  const { name, version, description, license, type } = JSON.parse(
    readFileSync(join(sdk, 'package.json'), 'utf8'),
  );
  const { engines, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const both = (file) => ({
    import: { types: `./esm/${file}.d.ts`, default: `./esm/${file}.js` },
    require: { types: `./cjs/${file}.d.ts`, default: `./cjs/${file}.js` },
  });
  return {
    name,
    version,
    description,
    keywords: ['cadenza', 'salesloft', 'sales engagement', 'api client', 'webhooks', 'oauth'],
    license,
    type,
    engines,
    main: './cjs/index.js',
    module: './esm/index.js',
    types: './cjs/index.d.ts',
    exports: {
      '.': both('index'),
      './schemas/*': both('schemas/*'),
      './package.json': './package.json',
    },
    // The schemas set the words for what is wrong.
    sideEffects: ['./*/schemas/*', './*/shared/*'],
    // For who resolves as before `exports`.
    typesVersions: { '*': { 'schemas/*': ['./cjs/schemas/*.d.ts'] } },
    files: ['esm', 'cjs', 'LICENSE', 'NOTICE', 'README.md'],
    peerDependencies: { zod: `^${devDependencies.zod}` },
    peerDependenciesMeta: { zod: { optional: true } },
  };
}

/** What strangers' tools say of it, fetched for the occasion: they bring a compiler of their own. */
const JUDGES = [
  ['publint@0.3.15', '--strict'],
  ['@arethetypeswrong/cli@0.18.5', '--format', 'ascii', '--include-entrypoints', 'schemas/people'],
];

function check(tarball) {
  for (const [tool, ...args] of JUDGES)
    execFileSync('npx', ['--yes', tool, tarball, ...args], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [given = '.'] = process.argv.slice(2);
  const tarball = await packSdk(given === '--check' ? tmpdir() : given);
  if (given === '--check') check(tarball);
  process.stdout.write(`${tarball}\n`);
}
