import type { FastifyInstance } from 'fastify';
import type { SendSystemMail } from '../../domain/identity/index.js';
import type { Sealer } from '../../kernel/sealed.js';
import type { knownBrowsers } from '../known-browsers.js';
import type { PageParts } from './visitor.js';

/** What logins are built from. */
export interface LoginParts extends PageParts {
  sendSystemMail: SendSystemMail;
  /** The app's origin a login on the way to `returnTo` ends at, for the page's CSP. */
  formTarget: (returnTo: string) => Promise<string | undefined>;
}

/** What the routes share. */
export interface Login extends LoginParts {
  app: FastifyInstance;
  /** Opens what is kept of a login between its steps. */
  sealer: Sealer;
  browsers: ReturnType<typeof knownBrowsers>;
}
