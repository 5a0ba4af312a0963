// Bundles the web app for browsers: files named by their content, each compressible one beside its .br and .gz, and the
// manifest by which the server knows what a route needs.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXTS = ['.js', '.css', '.svg'];
/** Shorter files fit one packet. */
const LEAST_BYTES = 1024;

/** The files of the bundle by their path in `dist`. @throws Error with the bundler's words */
export async function bundleWeb(folder) {
  const { build } = await import('vite');
  const made = mkdtempSync(join(tmpdir(), 'cadenza-web-'));
  try {
    await build({
      root: folder,
      logLevel: 'error',
      build: { outDir: made, emptyOutDir: true },
    });
    const outputs = new Map();
    for (const entry of readdirSync(made, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(made.length + 1).replaceAll('\\', '/');
      const text = readFileSync(path);
      outputs.set(name, text);
      if (text.length < LEAST_BYTES || !TEXTS.some((ending) => name.endsWith(ending))) continue;
      outputs.set(`${name}.gz`, gzipSync(text, { level: 9 }));
      outputs.set(
        `${name}.br`,
        brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      );
    }
    return outputs;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
