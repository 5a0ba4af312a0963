// The server as it is started: its own files, the contract and the packages of many small files as a few big ones. To find and
// read fifteen hundred files takes longer than everything else a start does.
import { join } from 'node:path';

/** Packages that lie inside: of many files, and without a dependency that would have to be found from here. */
const INSIDE = ['kysely', 'zod'];

/** The files of the bundle by their path in `dist/bundle`, from the sources below `at`. @throws Error with the bundler's words */
export async function bundleServer(at, compiler) {
  const { rolldown } = await import('rolldown');
  const sources = join(at, 'apps/server/src');
  const bundle = await rolldown({
    // The thread that reads received mail is a program of its own (mail/foreign/reader.ts).
    input: { main: join(sources, 'main.ts'), thread: join(sources, 'mail/foreign/thread.ts') },
    platform: 'node',
    logLevel: 'silent',
    tsconfig: false,
    transform: { target: compiler.target, typescript: compiler.typescript },
    resolve: {
      extensionAlias: { '.js': ['.ts', '.js'] },
      alias: { '@cadenza/contract': join(at, 'packages/contract/src/index.ts') },
    },
    external: (id) => /^[a-z@]/.test(id) && id !== '@cadenza/contract' && !INSIDE.includes(id),
  });
  try {
    const { output } = await bundle.generate({
      dir: join(at, 'apps/server/dist/bundle'),
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      keepNames: true,
      sourcemap: true,
      sourcemapExcludeSources: true,
    });
    return new Map(
      output.map((file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)]),
    );
  } finally {
    await bundle.close();
  }
}
