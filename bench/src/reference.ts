import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { peopleView } from 'cadenza-server/domain/people/view.js';
import type { View } from 'cadenza-server/db/view.js';
import { cadenceMembershipsView } from 'cadenza-server/domain/cadences/views.js';
import pg from 'pg';
import { type Assignment, ORIGIN } from './child.js';
import { createMembership, createPerson } from './reference-writes.js';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * What Cadenza is measured against: the handlers one would write with nothing but `node:http` and `pg`. The SQL is
 * Cadenza's own (the views' columns, the commands' statements), as plain columns in unnamed queries, and rows go out
 * through JSON.stringify. No authentication, rate limits, validation or row-level security. @returns its port
 */
export async function startReference({ connection, connections, seeded }: Assignment): Promise<number> {
  if (!seeded) throw new Error('the reference serves seeded data');
  const pool = new pg.Pool({ ...connection, max: connections, options: '-c timezone=UTC' });
  const caller = {
    team: seeded.teamId,
    user: seeded.userId,
    admin: true,
    open: true,
    tz: 'UTC',
    base: ORIGIN,
  };
  const context = () => ({ ...caller, now: new Date() });

  const ownerPage = select(
    peopleView,
    'r.owner_id = :owner',
    'ORDER BY r.updated_at DESC, r.id DESC LIMIT :limit',
  );
  const newestPage = select(peopleView, 'true', 'ORDER BY r.updated_at DESC, r.id DESC LIMIT :limit');
  const onePerson = select(peopleView, 'r.id = :id');
  const oneMembership = select(cadenceMembershipsView, 'r.id = :id');

  async function list(query: URLSearchParams): Promise<unknown> {
    const owner = query.get('owner_id[]');
    const perPage = Number(query.get('per_page') ?? 25);
    const limited = { ...context(), limit: perPage + 1, owner: Number(owner) };
    const { rows } = await pool.query(...(owner === null ? newestPage : ownerPage)(limited));
    const more = rows.length > perPage;
    if (more) rows.pop();
    const paging = { per_page: perPage, current_page: 1, next_page: more ? 2 : null, prev_page: null };
    const filtering = owner === null ? {} : { owner_id: [Number(owner)] };
    const sorting = { sort_by: 'updated_at', sort_direction: 'DESC NULLS LAST' };
    return { metadata: { filtering, paging, sorting }, data: rows };
  }
  async function show(statement: Statement, id: number): Promise<unknown> {
    const { rows } = await pool.query(...statement({ ...context(), id }));
    return rows[0] && { data: rows[0] };
  }
  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '/', ORIGIN);
    if (request.method === 'GET') {
      if (url.pathname === '/v2/people') return list(url.searchParams);
      const id = /^\/v2\/people\/(\d+)$/.exec(url.pathname)?.[1];
      return id && show(onePerson, Number(id));
    }
    const body = JSON.parse(await read(request)) as Record<string, unknown>;
    if (url.pathname === '/v2/people') return show(onePerson, await createPerson(pool, caller, body));
    if (url.pathname === '/v2/cadence_memberships') {
      return show(oneMembership, await createMembership(pool, caller, body));
    }
    return undefined;
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => {
        const text = JSON.stringify(body ?? { error: 'Not Found' });
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(text),
        };
        response.writeHead(body ? 200 : 404, headers).end(text);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

type Statement = (values: Record<string, unknown>) => [text: string, values: unknown[]];

/** The view's SELECT with plain columns, its :names turned into positions once. */
function select(view: View, condition: string, tail = ''): Statement {
  const where = ['r.team_id = :team', view.visible ? `(${view.visible})` : 'true', condition].join(' AND ');
  const names: string[] = [];
  const types: Record<string, string> = {
    tz: 'text',
    base: 'text',
    admin: 'boolean',
    open: 'boolean',
    now: 'timestamptz',
  };
  const text = `SELECT ${view.columns} FROM ${view.table} r WHERE ${where} ${tail}`.replace(
    /(?<![:\w]):([a-z]\w*)/g,
    (_, name: string) => {
      if (!names.includes(name)) names.push(name);
      return `$${names.indexOf(name) + 1}::${types[name] ?? 'bigint'}`;
    },
  );
  return (values) => [text, names.map((name) => values[name])];
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
