import { PERMISSIONS, type Permission } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, operations } from '../support/operations.js';
import { OTHERS, type Right, type Scene, TEAM_WIDE, type TeamWide } from '../support/rights.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Each write of the contract, by the right that it needs: who has all others is refused, who has that one alone is not. */
const writes = operations.filter(({ method }) => method !== 'GET');
const NAMES = Object.keys(PERMISSIONS) as Permission[];

let server: TestServer;
let scene: Scene;
/** By right: who has it and no other, and who has all others. */
const having = new Map<Right, Caller>();
const lacking = new Map<Right, Caller>();
let n = 0;

beforeAll(async () => {
  server = await createTestServer();
  const admin = await server.team();
  const made = async (path: string, body: object) => {
    const answer = await admin.call('POST', path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body.data.id as number;
  };
  scene = { admin, colleague: await server.colleague(admin), made };
  const withRole = async (permissions: readonly Permission[]) => {
    const user = await server.colleague(admin);
    const role_id = await made('/v2/custom_roles', { name: `May ${permissions.join()}`, permissions });
    await admin.call('PUT', `/v2/users/${user.principal.userId}`, { role_id });
    return user;
  };
  for (const name of NAMES) {
    having.set(name, await withRole([name]));
    lacking.set(name, await withRole(NAMES.filter((each) => each !== name)));
  }
  having.set('admin', admin);
  lacking.set('admin', await withRole(NAMES));
});
afterAll(() => server.close());

it('each write of the contract is told as the team’s or not', () => {
  const known = [...Object.keys(TEAM_WIDE), ...Object.values(OTHERS).flat()];
  expect(known.toSorted()).toEqual(writes.map(({ name }) => name).toSorted());
});

/** What the path names, or a new record of the same resource. */
async function target(name: string, { id }: TeamWide): Promise<number | string> {
  if (id) return id(scene);
  const resource = name.split('.')[0];
  const create = writes.find((each) => each.name === `${resource}.create`);
  const body = TEAM_WIDE[`${resource}.create`]?.body;
  if (!create || !body) throw new Error(`${name}: nothing says what its path names`);
  const there = await scene.admin.call('GET', create.path);
  return name.startsWith('send_windows') && there.body.data[0]
    ? there.body.data[0].id
    : scene.made(create.path, body((n += 1), scene));
}

describe.each(Object.entries(TEAM_WIDE))('%s', (name, wide) => {
  it(`needs ${wide.right}, and no other right`, async () => {
    const operation = writes.find((each) => each.name === name);
    if (!operation) throw new Error(`${name} is no write of the contract`);
    const path = operation.path.includes('{id}')
      ? at(operation.path, await target(name, wide))
      : operation.path;
    const ask = (who: Caller | undefined) => who?.call(operation.method, path, wide.body?.((n += 1), scene));
    expect((await ask(lacking.get(wide.right)))?.status).toBe(403);
    const answer = await ask(having.get(wide.right));
    if (wide.answers === undefined) expect(answer?.status, answer?.text).toBeLessThan(300);
    else expect([200, wide.answers], answer?.text).toContain(answer?.status);
  });
});
