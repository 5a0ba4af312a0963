import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = `${root}examples/getting-started/dist`;

/** Compiles the programs; quick when nothing changed. */
export async function build(): Promise<void> {
  await promisify(execFile)(process.execPath, [`${root}scripts/build.mjs`, 'examples/getting-started']);
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts a program; `line` resolves at the first line of output, `ended` at its end. */
export function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (part) => (stderr += String(part)));
  const line = new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      stdout += String(part);
      resolve();
    });
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, line, ended };
}

/**
 * A tiny authorization server and API: rotates refresh tokens, revokes the grant when one is used twice, and answers
 * what the command line program asks about one person.
 */
export async function fakeServer() {
  const state = {
    refresh: 'r0',
    access: 'a0',
    revoked: false,
    refreshes: 0,
    secret: 'right',
    calls: [] as string[],
    cadences: [{ id: 3, name: '7x7' }],
    person: { id: 7, email_address: '' },
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const reply = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.url === '/oauth/token') {
        const form = new URLSearchParams(body);
        if (form.get('client_secret') !== state.secret) return reply(401, { error: 'invalid_client' });
        const given =
          form.get('grant_type') === 'refresh_token'
            ? form.get('refresh_token') === state.refresh
            : form.get('code') === 'good';
        if (!given) state.revoked = true;
        if (state.revoked) return reply(400, { error: 'invalid_grant' });
        state.refreshes++;
        Object.assign(state, { refresh: `r${state.refreshes}`, access: `a${state.refreshes}` });
        return reply(200, { access_token: state.access, refresh_token: state.refresh, expires_in: 7200 });
      }
      if (request.headers.authorization !== `Bearer ${state.access}`)
        return reply(401, { error: 'bad token' });
      const sent = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
      const [path = ''] = decodeURIComponent(request.url ?? '').split('?');
      state.calls.push(`${request.method} ${path}`);
      if (path === '/v2/me') return reply(200, { data: { id: 1, name: 'Ada', email: 'ada@example.com' } });
      if (path === '/v2/cadences') return reply(200, { metadata: {}, data: state.cadences });
      if (path === '/v2/cadence_imports') {
        const { settings } = sent as { settings: { name: string } };
        state.cadences = [{ id: 4, name: settings.name }];
        return reply(200, { data: { cadence: { id: 4 } } });
      }
      if (path === '/v2/cadence_memberships') return reply(200, { data: { id: 5, ...sent } });
      Object.assign(state.person, sent);
      if (path.startsWith('/v2/people'))
        return reply(200, { data: { ...state.person, display_name: 'Ada Example' } });
      const found = [
        `/public_api/v1/people/7`,
        `/public_api/v1/people/${state.person.email_address}`,
      ].includes(path);
      return found ? reply(200, state.person) : reply(404, { error: 'Not Found' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, state, close };
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
