import { isDeepStrictEqual } from 'node:util';
import { createClient, refreshingTokens, type TokenStore } from '@cadenza/sdk';
import { Problem } from './problem.js';
import type { Settings } from './settings.js';

/** Shows who is authorized, creates and renames a person, finds them in two ways, and adds them to a cadence. */
export async function explore(
  settings: Settings,
  store: TokenStore,
  print: (line: string) => void,
): Promise<void> {
  const client = createClient({
    baseUrl: settings.apiUrl,
    auth: refreshingTokens({ app: settings.app, store }),
    idempotencyKeys: settings.idempotencyKeys,
  });

  const me = await client.me();
  print(`Authorized as ${me.name ?? 'user'} <${me.email ?? '?'}> (user ${me.id})`);

  const email = `getting-started+${crypto.randomUUID().slice(0, 8)}@example.com`;
  const person = await client.people.create({ email_address: email });
  print(`Created person ${person.id} with ${email}`);

  const renamed = await client.people.update(person.id, { first_name: 'Ada', last_name: 'Example' });
  print(`Updated the name to ${renamed.display_name ?? ''}`);

  // V1 takes an e-mail address in place of the id, and must answer the very same record.
  const byId = await client.request('GET', `/public_api/v1/people/${person.id}`);
  const byEmail = await client.request('GET', `/public_api/v1/people/${encodeURIComponent(email)}`);
  if (!isDeepStrictEqual(byId, byEmail))
    throw new Problem(
      `The look-ups of person ${person.id} by id and by e-mail differ: report this to the server's operator.`,
    );
  print('Looked the person up by id and by e-mail: the same record');

  const cadence = (await client.cadences.list({ people_addable: true, per_page: 1 })).data[0];
  if (cadence === undefined)
    throw new Problem(
      'There is no cadence that people can be added to: create and activate one (or run `npx cadenza-server admin demo load`), then run this again.',
    );
  const membership = await client.cadence_memberships.create({
    person_id: person.id,
    cadence_id: cadence.id,
  });
  print(`Added them to the cadence "${cadence.name ?? cadence.id}" (membership ${membership.id})`);

  print('');
  print(`Person:  ${settings.apiUrl}/app/people/${person.id}`);
  print(`Cadence: ${settings.apiUrl}/app/cadences_v2/${cadence.id}/v2/cadence_people`);
}
