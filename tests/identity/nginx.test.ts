import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../examples/programs.js';
import { CALLBACK, createIdentity, type Identity, PASSWORD } from './support.js';

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find(existsSync);
const wanted = process.env['REQUIRE_MAIL_SERVERS'] === '1';
if (NGINX === undefined && !wanted)
  console.warn('SKIPPED: no nginx on this machine, so forwarding headers are not tried through a real one');

const folder = mkdtempSync(join(tmpdir(), 'cadenza-nginx-'));
let identity: Identity;
let proxy = '';
let child: ReturnType<typeof spawn> | undefined;

/** What docs/configuration.md tells operators to write, but for the ports and TLS. */
function serverOfDocs(listen: number, port: number): string {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const [, block = ''] = page.split('```nginx\n');
  return (block.split('```')[0] ?? '')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${listen};`)
    .replace('http://127.0.0.1:3000', `http://127.0.0.1:${port}`);
}

beforeAll(async () => {
  if (NGINX === undefined) return;
  identity = await createIdentity({ config: { trustProxy: 1 } });
  await identity.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = identity.app.server.address() as AddressInfo;
  const listen = await freePort();
  proxy = `http://127.0.0.1:${listen}`;
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}
http {
  access_log off; client_body_buffer_size 8m;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  ${serverOfDocs(listen, port)}
}`,
  );
  child = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  await vi.waitFor(async () => expect((await fetch(`${proxy}/login`)).status).toBe(200), { timeout: 20_000 });
});

afterAll(async () => {
  child?.kill('SIGQUIT');
  if (NGINX !== undefined) await identity.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function login(email: string, password: string, headers: Record<string, string>): Promise<number> {
  const page = await fetch(`${proxy}/login`, { headers });
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const answer = await fetch(`${proxy}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, cookie },
    body: new URLSearchParams({ csrf, email, password, return_to: '/app' }),
  });
  return answer.status;
}

test.skipIf(NGINX === undefined && !wanted)(
  'through a real nginx, made-up forwarding headers buy no guesses',
  async () => {
    expect(NGINX, 'nginx is missing').toBeDefined();
    const user = await identity.user();
    const made = (at: number): Record<string, string> => ({
      'x-forwarded-for': `198.51.100.${at}, 203.0.113.${at}, 10.0.0.${at}`,
      forwarded: `for=198.51.100.${at}`,
      'x-real-ip': `198.51.100.${at}`,
      'cf-connecting-ip': `198.51.100.${at}`,
    });
    const statuses = [];
    for (let at = 0; at < 8; at += 1) statuses.push(await login(user.email, 'wrong password', made(at)));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect(await login(user.email, PASSWORD, made(99))).toBe(429);
    expect(await login(identity.admin.email, PASSWORD, {})).toBe(303);
    const { rows } = await identity.context.database.pool.query<{ ip: string }>('SELECT ip FROM sessions');
    expect(rows).toEqual([{ ip: '127.0.0.1' }]);
  },
);

test.skipIf(NGINX === undefined && !wanted)(
  'what the server takes and answers goes through that nginx: large bodies, long links and redirects',
  async () => {
    // A GET, whose body nobody reads: what says no to it is nginx.
    const taken = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-length': 5_000_000 };
      const sending = request(`${proxy}/login`, { headers }, (answer) => resolve(answer.resume().statusCode));
      sending.on('error', reject).end(Buffer.alloc(5_000_000));
    });
    expect(taken).toBe(200);
    const link = await fetch(`${proxy}/t/c/${'x'.repeat(8100)}`);
    expect(link.headers.get('content-type')).toContain('json');
    const app = await identity.oauthApp();
    const state = 'ä'.repeat(1900);
    const asked = new URLSearchParams({
      client_id: app.clientId,
      response_type: 'none of ours',
      redirect_uri: CALLBACK,
      state,
    });
    const back = await fetch(`${proxy}/oauth/authorize?${asked.toString()}`, { redirect: 'manual' });
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('state')).toBe(state);
  },
);
