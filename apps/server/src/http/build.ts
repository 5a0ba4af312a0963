import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../kernel/package-folder.js';
import { VERSION } from '../kernel/version.js';

/** Where the build of the web app is. */
export const WEB_APP = join(PACKAGE_FOLDER, '../web/dist');
export const MANIFEST = join(WEB_APP, '.vite/manifest.json');

/**
 * What pages are told this server is: its version and the web app it began with. A page that was made by another build asks
 * for files that are gone, also while the version is the same.
 */
export const BUILD: string = existsSync(MANIFEST)
  ? `${VERSION}-${createHash('sha256').update(readFileSync(MANIFEST)).digest('hex').slice(0, 12)}`
  : VERSION;
