import { type Body, type Contract, contract } from '@cadenza/contract';
import { violates } from '../../db/pg-errors.js';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { keepsText, requireAdmin, unique } from '../records.js';

type Resources = Contract['resources'];

const sorts = {
  name: sort('r.name', 'text'),
  created_at: sort('r.created_at'),
  updated_at: sort('r.updated_at'),
};

const callDispositionsView: View = view(contract.resources.call_dispositions, {
  table: 'call_dispositions',
  sight: null,
  columns: [plain('id'), time('created_at'), time('updated_at'), plain('name', 'crm_value')].join(', '),
  filters: {},
  sorts,
});

const callSentimentsView: View = view(contract.resources.call_sentiments, {
  table: 'call_sentiments',
  sight: null,
  columns: [plain('id'), time('created_at'), time('updated_at'), plain('name')].join(', '),
  filters: { name: 'r.name' },
  sorts,
});

type Table = 'call_dispositions' | 'call_sentiments';

const taken = <T>(table: Table, work: Promise<T>): Promise<T> =>
  unique(work, (error) => violates(error, `${table}_team_id_name_key`), 'name');

/** Adds an outcome that calls may have from now on. Admins only. @throws AppError forbidden, invalid */
async function createDisposition(
  { tx, principal, now }: Command,
  body: Body<Resources['call_dispositions']['create']>,
): Promise<number> {
  requireAdmin(principal, 'create call dispositions');
  const { name, crm_value = null, connected } = body;
  const stamps = { team_id: principal.teamId, created_at: now, updated_at: now };
  const made = tx
    .insertInto('call_dispositions')
    .values({ ...stamps, name, crm_value, connected: connected ?? false })
    .returning('id');
  return (await taken('call_dispositions', made.executeTakeFirstOrThrow())).id;
}

/** Changes an outcome; calls that were logged with it keep the words they were logged with. Admins only. */
async function updateDisposition(
  { tx, principal, now }: Command,
  id: number,
  body: Body<Resources['call_dispositions']['update']>,
): Promise<void> {
  requireAdmin(principal, 'change call dispositions');
  const { crm_value, connected } = body;
  const changed = tx
    .updateTable('call_dispositions')
    .set({
      name: keepsText('name', body.name),
      crm_value,
      connected: connected ?? undefined,
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .returning('id');
  if (!(await taken('call_dispositions', changed.executeTakeFirst()))) throw notFound();
}

/** As createDisposition, of how a call went. */
async function createSentiment(
  { tx, principal, now }: Command,
  body: Body<Resources['call_sentiments']['create']>,
): Promise<number> {
  requireAdmin(principal, 'create call sentiments');
  const stamps = { team_id: principal.teamId, created_at: now, updated_at: now };
  const made = tx
    .insertInto('call_sentiments')
    .values({ ...stamps, name: body.name, positive: body.positive ?? false })
    .returning('id');
  return (await taken('call_sentiments', made.executeTakeFirstOrThrow())).id;
}

/** As updateDisposition. */
async function updateSentiment(
  { tx, principal, now }: Command,
  id: number,
  body: Body<Resources['call_sentiments']['update']>,
): Promise<void> {
  requireAdmin(principal, 'change call sentiments');
  const changed = tx
    .updateTable('call_sentiments')
    .set({ name: keepsText('name', body.name), positive: body.positive ?? undefined, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .returning('id');
  if (!(await taken('call_sentiments', changed.executeTakeFirst()))) throw notFound();
}

/**
 * Takes an entry off a list; calls keep its words. The last one stays while the team requires one of every call.
 * Admins only. @throws AppError forbidden, not_found, invalid
 */
const removeFrom =
  (table: Table, required: 'dispositions_required' | 'sentiments_required', words: string) =>
  async ({ tx, principal }: Command, id: number): Promise<void> => {
    requireAdmin(principal, `delete ${words}`);
    const { teamId } = principal;
    // The team's row is the lock: of two that are deleted at once, one is the last.
    const team = await tx
      .selectFrom('teams')
      .select(required)
      .where('id', '=', teamId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const entries = await tx.selectFrom(table).select('id').where('team_id', '=', teamId).execute();
    if (!entries.some((entry) => entry.id === id)) throw notFound();
    if (team[required] && entries.length === 1)
      throw invalid('id', `is the last one, and the team requires ${words} of calls`);
    await tx.deleteFrom(table).where('team_id', '=', teamId).where('id', '=', id).execute();
  };

export const callDispositions = {
  view: callDispositionsView,
  create: createDisposition,
  update: updateDisposition,
  remove: removeFrom('call_dispositions', 'dispositions_required', 'call dispositions'),
};
export const callSentiments = {
  view: callSentimentsView,
  create: createSentiment,
  update: updateSentiment,
  remove: removeFrom('call_sentiments', 'sentiments_required', 'call sentiments'),
};
