import { createHash } from 'node:crypto';
import type { Caller, TestServer } from './server.js';

/** The cookie of a browser somebody is signed in with. */
export async function cookieOf(server: TestServer, { principal }: Caller): Promise<string> {
  const token = `session of ${principal.userId}`.replaceAll(' ', '-');
  await server.database.kysely
    .insertInto('sessions')
    .values({
      team_id: principal.teamId,
      user_id: principal.userId,
      token_hash: createHash('sha256').update(token).digest(),
      created_at: server.clock.now(),
      expires_at: new Date(server.clock.now().getTime() + 3_600_000),
    })
    .execute();
  return `cadenza_session=${token}`;
}
