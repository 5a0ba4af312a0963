import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * A record is deleted while many others write to it. Each writer is either first, and the deletion takes what he wrote
 * with it as it does alone, or finds the record gone; nobody fails, and nothing alive is left on what is not.
 */
const ROUNDS = Number(process.env['DELETE_ROUNDS'] ?? 6);
const WRITERS = 4;

let server: TestServer;
let who: Caller;
let made = 0;
beforeAll(async () => {
  server = await createTestServer({}, 'wall');
});
beforeEach(async () => {
  who = await server.team();
});
afterAll(() => server.close());

const create = async (path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const person = (more: object = {}) => {
  made += 1;
  return create('/v2/people', { email_address: `d${made}@example.com`, ...more });
};
const cadence = async () => {
  const id = await create('/v2/cadences', { name: 'C', team_cadence: true });
  const step = await create('/v2/steps', { cadence_id: id, type: 'phone', day: 1, name: 'Call' });
  return { id, step };
};
const count = async (text: string): Promise<number> =>
  (await server.database.pool.query(text, [who.principal.teamId])).rowCount ?? -1;
/** Looked for until what a deletion leaves for later is done. */
const none = (text: string) => expect.poll(() => count(text), { timeout: 20_000 }).toBe(0);

type Write = () => Promise<{ status: number; text: string }>;
/** All at once, the deletion somewhere among them. @returns how many writers came first */
async function race(path: string, writes: Write[]): Promise<number> {
  const at = made % (writes.length + 1);
  const remove: Write = () => who.call('DELETE', path);
  const answers = await Promise.all(writes.toSpliced(at, 0, remove).map((write) => write()));
  const [deletion] = answers.splice(at, 1);
  expect(deletion?.status, deletion?.text).toBe(204);
  for (const { status, text } of answers) expect([200, 404, 422], text).toContain(status);
  return answers.filter(({ status }) => status === 200).length;
}
const many = (write: Write): Write[] => Array.from({ length: WRITERS }, () => write);

it('a person: memberships, notes, tasks, e-mails and changes', async () => {
  const { id: first } = await cadence();
  const { id: second } = await cadence();
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await person();
    await race(`/v2/people/${id}`, [
      () => who.call('POST', '/v2/cadence_memberships', { person_id: id, cadence_id: first }),
      () => who.call('POST', '/v2/cadence_memberships', { person_id: id, cadence_id: second }),
      ...many(() =>
        who.call('POST', '/v2/notes', {
          content: 'x',
          associated_with_type: 'person',
          associated_with_id: id,
        }),
      ),
      ...many(() =>
        who.call('POST', '/v2/tasks', {
          subject: 's',
          person_id: id,
          user_id: who.principal.userId,
          task_type: 'general',
          current_state: 'scheduled',
          due_date: '2026-12-01',
        }),
      ),
      ...many(() => who.call('POST', '/v2/scheduled_emails', { person_id: id, subject: 's', body: 'b' })),
      ...many(() => who.call('PUT', `/v2/people/${id}`, { city: 'Bonn' })),
    ]);
  }
  await none(`SELECT FROM cadence_memberships m JOIN people p USING (team_id) WHERE m.team_id = $1 AND p.id = m.person_id
    AND p.deleted_at IS NOT NULL AND (m.currently_on_cadence OR NOT m.person_deleted)`);
  await none(`SELECT FROM actions a JOIN people p USING (team_id) WHERE a.team_id = $1 AND p.id = a.person_id
    AND p.deleted_at IS NOT NULL AND a.status IN ('planned', 'in_progress', 'pending_activity')`);
  // A stamp of what is about him that is above that of his deletion was written after it.
  for (const table of ['notes', 'tasks', 'emails', 'cadence_memberships'])
    await none(`SELECT FROM ${table} r JOIN people p USING (team_id) WHERE r.team_id = $1 AND p.id = r.person_id
      AND p.deleted_at IS NOT NULL AND r.created_at > p.updated_at`);
});

it('an account: its people and notes', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    made += 1;
    const id = await create('/v2/accounts', { name: 'A', domain: `a${made}.example` });
    const people = [await person(), await person({ account_id: id }), await person()];
    await race(`/v2/accounts/${id}`, [
      ...people.map((each) => () => who.call('PUT', `/v2/people/${each}`, { account_id: id })),
      ...many(() => {
        made += 1;
        return who.call('POST', '/v2/people', { email_address: `d${made}@example.com`, account_id: id });
      }),
      ...many(() =>
        who.call('POST', '/v2/notes', {
          content: 'x',
          associated_with_type: 'account',
          associated_with_id: id,
        }),
      ),
      ...many(() => who.call('PUT', `/v2/accounts/${id}`, { city: 'Bonn' })),
    ]);
  }
  await none(
    'SELECT FROM people p JOIN accounts a USING (team_id) WHERE team_id = $1 AND a.id = p.account_id AND a.deleted_at IS NOT NULL',
  );
  await none(`SELECT FROM notes n JOIN accounts a USING (team_id) WHERE team_id = $1 AND a.id = n.account_id
    AND a.deleted_at IS NOT NULL AND n.created_at > a.updated_at`);
});

it('a cadence, deleted or archived: people who are added, steps', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, step } = await cadence();
    const people = await Promise.all(Array.from({ length: 8 }, () => person()));
    const writes: Write[] = [
      ...people.map(
        (each) => () => who.call('POST', '/v2/cadence_memberships', { person_id: each, cadence_id: id }),
      ),
      ...many(() => who.call('POST', '/v2/steps', { cadence_id: id, type: 'phone', day: 1, name: 'More' })),
      ...many(() => who.call('PUT', `/v2/steps/${step}`, { name: 'Other' })),
    ];
    if (round % 2 === 0) await race(`/v2/cadences/${id}`, writes);
    else {
      const archive: Write = () => who.call('PUT', `/v2/cadences/${id}`, { archived: true });
      for (const { status, text } of await Promise.all([...writes, archive].map((write) => write())))
        expect([200, 422], text).toContain(status);
    }
  }
  await none(`SELECT FROM cadence_memberships m JOIN cadences c USING (team_id) WHERE team_id = $1 AND c.id = m.cadence_id
    AND (c.deleted_at IS NOT NULL OR c.archived_at IS NOT NULL) AND m.currently_on_cadence`);
  await none(`SELECT FROM actions a JOIN cadences c USING (team_id) WHERE team_id = $1 AND c.id = a.cadence_id
    AND (c.deleted_at IS NOT NULL OR c.archived_at IS NOT NULL) AND a.status IN ('planned', 'in_progress', 'pending_activity')`);
  await none(`SELECT FROM steps s JOIN cadences c USING (team_id) WHERE team_id = $1 AND c.id = s.cadence_id
    AND c.deleted_at IS NOT NULL AND s.created_at > c.updated_at`);
});

it('a step: people who come to it and its changes', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, step } = await cadence();
    await create('/v2/steps', { cadence_id: id, type: 'phone', day: 1, name: 'Next' });
    const people = await Promise.all(Array.from({ length: 8 }, () => person()));
    await race(`/v2/steps/${step}`, [
      ...people.map(
        (each) => () => who.call('POST', '/v2/cadence_memberships', { person_id: each, cadence_id: id }),
      ),
      ...many(() => who.call('PUT', `/v2/steps/${step}`, { name: 'Other' })),
    ]);
    expect(await count('SELECT FROM cadence_memberships WHERE team_id = $1 AND currently_on_cadence')).toBe(
      8 * (round + 1),
    );
  }
  await none(`SELECT FROM actions a JOIN steps s USING (team_id) WHERE team_id = $1 AND s.id = a.step_id
    AND s.deleted_at IS NOT NULL AND a.status IN ('planned', 'in_progress', 'pending_activity')`);
});
