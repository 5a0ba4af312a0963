import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestServer, type TestServer } from '../support/server.js';
import { cadence, DAY, people, sandboxTeam } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const MONTH = [1, 4, 8, 11, 15, 18, 22, 25].map((day) => ({ day }));

describe('advance', () => {
  it('moves the clock through a month in order', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(admin, MONTH);
    await people(server, admin, id, 5);
    const began = performance.now();
    const answer = await admin.call('POST', '/v2/sandbox/advance', { by: '30d' });
    console.log(answer.status, JSON.stringify(answer.body).slice(0, 1500), performance.now() - began);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ state: 'done', counts: { emails_sent: 40 } });
    expect(DAY).toBe(86_400_000);
  });
});
