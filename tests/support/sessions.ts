import { createHash } from 'node:crypto';
import { csrfOf } from '../../apps/server/src/http/pages/safety.js';
import { type Caller, START, testConfig, type TestServer } from './server.js';

/** Signs somebody in, for a day. @returns the token of the cookie */
export async function sessionOf(server: TestServer, of: Caller): Promise<string> {
  const token = `session of ${of.principal.userId} ${of.principal.teamId}`.replaceAll(' ', '-');
  await server.database.kysely
    .insertInto('sessions')
    .values({
      team_id: of.principal.teamId,
      user_id: of.principal.userId,
      token_hash: createHash('sha256').update(token).digest(),
      created_at: new Date(START),
      expires_at: new Date(Date.parse(START) + 86_400_000),
    })
    .execute();
  return token;
}

/** Calls the API as a page of ours does, which somebody has open. */
export async function pageOf(server: TestServer, of: Caller): Promise<Pick<Caller, 'call'>['call']> {
  const token = await sessionOf(server, of);
  const headers = {
    cookie: `cadenza_session=${token}`,
    'x-cadenza-csrf': csrfOf(testConfig)(token),
    origin: testConfig.publicUrl,
    'sec-fetch-site': 'same-origin',
  };
  return async (method, url, body) => {
    const payload = body === undefined ? {} : { payload: body as object };
    const answer = await server.app.inject({ method, url, headers, ...payload });
    const { statusCode: status, body: text, headers: told } = answer;
    return { status, text, headers: told, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
}
