import { fileURLToPath } from 'node:url';

/** The folder of this package, two above every file that says so: src/kernel, dist/kernel and the bundle in dist/bundle. */
export const PACKAGE_FOLDER = fileURLToPath(new URL('../../', import.meta.url));
