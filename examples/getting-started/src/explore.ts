import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  type CadenceImportsBody,
  type Client,
  createClient,
  refreshingTokens,
  type TokenStore,
} from '@cadenza/sdk';
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

  const cadence = (await addable(client)) ?? (await imported(client, print));
  const membership = await client.cadence_memberships.create({
    person_id: person.id,
    cadence_id: cadence.id,
  });
  print(`Added them to the cadence "${cadence.name ?? cadence.id}" (membership ${membership.id})`);

  print('');
  print(`Person:  ${settings.apiUrl}/app/people/${person.id}`);
  print(`Cadence: ${settings.apiUrl}/app/cadences_v2/${cadence.id}/v2/cadence_people`);
}

/** A cadence that people can be added to. */
const addable = async (client: Client) =>
  (await client.cadences.list({ people_addable: true, per_page: 1 })).data[0];

/** A new team has none: one is made of a cadence file. */
async function imported(client: Client, print: (line: string) => void) {
  const file = new URL('../../cadences/seven-touches.json', import.meta.url);
  await client.cadence_imports(JSON.parse(readFileSync(file, 'utf8')) as CadenceImportsBody);
  const cadence = await addable(client);
  if (cadence === undefined)
    throw new Problem(
      'There is no cadence that people can be added to: create and activate one, then run this again.',
    );
  print(`Imported the cadence "${cadence.name ?? cadence.id}" of examples/cadences`);
  return cadence;
}
