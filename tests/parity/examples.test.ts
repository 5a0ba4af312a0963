import { contract, type OperationSpec } from '@cadenza/contract';
import { expect, it } from 'vitest';
import { operations } from '../support/operations.js';
import { createTestServer, testConfig } from '../support/server.js';
import { bulk } from '../support/story/bulk.js';
import { cadences } from '../support/story/cadences.js';
import { crm } from '../support/story/crm.js';
import { people, removals } from '../support/story/people.js';
import { mail, sandbox, team, twoSteps, upkeep } from '../support/story/team.js';
import { webhooks } from '../support/story/webhooks.js';
import { type Example, Teller } from '../support/story/teller.js';

/** Operations without an example in the reference, and why. */
const WITHOUT: Readonly<Record<string, string>> = Object.fromEntries(
  (Object.values(contract.operations) as OperationSpec[]).flatMap(({ name, none, list }) =>
    none === undefined || list ? [] : [[name, none]],
  ),
);

/** What a list answers. */
interface Listed {
  readonly data?: readonly { readonly id?: number }[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same each time: what chance has given is counted through. */
function settled(examples: ReadonlyMap<string, Example>): string {
  const seen: string[] = [];
  const text = `${JSON.stringify(Object.fromEntries([...examples].toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`;
  return (
    text
      .replaceAll(/(?<=\d\.)\d{6}(?=[+Z-])/g, '000000')
      // (Audit entries are stamped by the database's own clock; the story plays in the first months of 2026.)
      .replaceAll(/(?<="created_at": ")(?!2026-0)[^"]+/g, '2026-03-02T09:00:00.000000+00:00')
      .replaceAll(/\b(state|code_challenge|token)=[\w.-]+/g, '$1=...')
      .replaceAll(/(?<="(?:key|client_id|client_secret)": ")(ak)?[0-9a-f]{64}(?=")/g, '$1...')
      .replaceAll(/(?<="secret": "|secret=)[A-Z2-7]{32}/g, 'JBSWY3DPEHPK3PXP...')
      .replaceAll(/(?<="setup": ")[\w-]+/g, 'AbCd...')
      .replaceAll(/(?<="code": ")\d{6}(?=")/g, '123456')
      .replaceAll(/"[a-z2-7]{4}(-[a-z2-7]{4}){3}"/g, '"k3ya-...-m7qd"')
      .replaceAll(/(?<=authorized_applications\/)[0-9a-f]{64}/g, '...')
      .replaceAll(/(?<="hint": ")[0-9a-f]{4}/g, '1f3a')
      .replaceAll(UUID, (uuid) => {
        if (!seen.includes(uuid)) seen.push(uuid);
        return `00000000-0000-4000-8000-${String(seen.indexOf(uuid) + 1).padStart(12, '0')}`;
      })
  );
}

it('the examples of the reference are what is answered: changing an answer means re-recording them (vitest run FILE -u)', async () => {
  const { mail: servers } = testConfig;
  const microsoft = {
    ...servers.oauth.microsoft,
    clientId: 'id',
    authorizationUrl: 'https://login.example/',
  };
  const server = await createTestServer({ mail: { ...servers, oauth: { ...servers.oauth, microsoft } } });
  const story = await Teller.begin(server);
  for (const chapter of [team, people, cadences, mail, upkeep, crm, webhooks, removals, twoSteps])
    await chapter(story);
  await sandbox(await Teller.begin(server, story.examples));
  await bulk(story);
  for (const { name, method, resource, path } of operations) {
    if (method !== 'GET' || story.examples.has(name) || name in WITHOUT) continue;
    // (What no operation makes is found in its list, which was told before.)
    const listed = resource && (story.examples.get(`${resource.name}.list`)?.response as Listed | undefined);
    const id = resource && (story.ids[resource.name] ?? listed?.data?.[0]?.id);
    if (!path.includes('{'))
      await story.tell(name, '', undefined, name.endsWith('.list') ? '?per_page=1' : '');
    else if (id !== undefined) await story.tell(name, id);
  }
  expect(
    operations.map(({ name }) => name).filter((name) => !story.examples.has(name) && !(name in WITHOUT)),
  ).toEqual([]);
  const document = (await server.app.inject('/openapi.json')).json();
  expect(document.paths['/v2/people'].post.requestBody.content['application/json'].example).toMatchObject({
    first_name: 'Ada',
  });
  await server.close();
  await expect(settled(story.examples)).toMatchFileSnapshot('../../packages/contract/examples.json');
}, 300_000);
