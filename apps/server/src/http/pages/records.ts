import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listHistory } from '../../domain/activities/index.js';
import { listNextDue } from '../../domain/memberships/index.js';
import { teamNow } from '../../kernel/clock.js';
import type { AppContext } from '../context.js';
import type { RawQuery } from '../params.js';
import type { Html } from './html.js';
import { createReader } from './reader.js';
import { peoplePage, personPage, type Seen } from './records_view.js';
import { sendPage } from './safety.js';
import { findVisitor, idOf, type PageParts, signedInAs, toLogin } from './visitor.js';

const HISTORY = 25;
const MOST_AHEAD = 5;

/**
 * Plain pages of people, to read only, until the web app has taken their place as it has that of cadences. Programs print links
 * to `/app/people/:id` and `/app/cadences_v2/:id/v2/cadence_people`.
 */
export function mountRecords(app: FastifyInstance, parts: PageParts): void {
  const { ctx, safety } = parts;

  function behindLogin(path: string, show: (seen: Seen, request: FastifyRequest) => Promise<Html>): void {
    app.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const visitor = await findVisitor(parts, request);
      if (!visitor) return toLogin(reply, request.url);
      const seen: Seen = {
        visitor,
        signedIn: signedInAs(safety, visitor, request, reply),
        reader: createReader(ctx, visitor.principal),
      };
      return sendPage(reply, await show(seen, request));
    });
  }

  behindLogin('/app/people', showPeople);
  behindLogin('/app/people/:id', (seen, request) => showPerson(ctx, seen, idOf(request)));

  app.get('/app/cadences_v2/:id', async (request, reply) =>
    reply.redirect(`/app/cadences/${idOf(request)}/people`, 303),
  );
  app.get('/app/cadences_v2', async (_, reply) => reply.redirect('/app/cadences', 303));
  app.get('/', async (_, reply) => reply.redirect('/app', 303));
}

async function showPeople(seen: Seen, request: FastifyRequest): Promise<Html> {
  const { q, page } = textQuery(request);
  const found = await seen.reader.list('people', { _query: q, page, per_page: '25' });
  const owners = await seen.reader.byId(
    'users',
    found.rows.map((row) => row.owner?.id),
  );
  const accounts = await seen.reader.byId(
    'accounts',
    found.rows.map((row) => row.account?.id),
  );
  return peoplePage(seen, { ...found, q, owners, accounts });
}

async function showPerson(ctx: AppContext, seen: Seen, id: number): Promise<Html> {
  const db = ctx.database.kysely;
  const { reader, visitor } = seen;
  const person = await reader.show('people', id);
  const [memberships, actions, history, accounts, owners] = await Promise.all([
    reader.list('cadence_memberships', { person_id: String(person.id), per_page: '100' }),
    reader.list('actions', { person_id: String(person.id), per_page: '100' }),
    listHistory(db, visitor.principal.teamId, person.id, HISTORY),
    reader.byId('accounts', [person.account?.id]),
    reader.byId('users', [person.owner?.id]),
  ]);
  const rows = memberships.rows;
  // A person is on a few cadences; whoever is on more sees the first.
  const live = rows.filter((row) => row.currently_on_cadence).map((row) => row.id);
  const ahead = await ctx.forecasts?.timelines(
    visitor.principal.teamId,
    live.slice(0, MOST_AHEAD),
    teamNow(ctx.clock.now(), visitor.principal.clockOffsetMs),
  );
  const [cadences, steps, due] = await Promise.all([
    reader.byId(
      'cadences',
      rows.map((row) => row.cadence?.id),
    ),
    reader.byId(
      'steps',
      [...rows, ...actions.rows].map((row) => row.step?.id),
    ),
    listNextDue(
      db,
      visitor.principal.teamId,
      rows.map((row) => row.id),
    ),
  ]);
  return personPage(seen, {
    person,
    account: accounts.get(person.account?.id ?? 0),
    owner: owners.get(person.owner?.id ?? 0),
    memberships: rows,
    actions: actions.rows,
    history,
    ahead: ahead ?? [],
    cadences,
    steps,
    due,
  });
}

/** Search text and page number; whatever else the address carries is not for the database. */
function textQuery(request: FastifyRequest): { q: string; page: string } {
  const { q, page } = request.query as RawQuery;
  return {
    q: typeof q === 'string' ? q.replaceAll('\0', '').toWellFormed().trim().slice(0, 200) : '',
    page: typeof page === 'string' ? page : '1',
  };
}
