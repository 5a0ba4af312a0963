import { createClient } from '@cadenza/sdk';
import { boot } from '../app/boot';
import { sessionFetch } from './session';

/** The API, called by the session of this browser. */
export const api = createClient({
  baseUrl: window.location.origin,
  auth: { session: { csrf: boot.csrf } },
  fetch: sessionFetch,
  // Reads are asked again by the queries, writes by the outbox: they know who waits.
  maxRetries: 0,
});
