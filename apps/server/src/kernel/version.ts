import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** The version of this build, as in `cadenza-server --version`, /healthz and every line of the log. */
export const VERSION: string = version;
