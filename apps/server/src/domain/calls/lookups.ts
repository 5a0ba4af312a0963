import { contract } from '@cadenza/contract';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';

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

// Outcomes that calls may have from now on; calls that were logged with one keep the words they were logged with.
const dispositions = plainRows({
  table: 'call_dispositions',
  admins: 'call dispositions',
  forGood: true,
  required: ['name'],
  defaults: { connected: false },
  unique: { call_dispositions_team_id_name_key: 'name' },
});
const sentiments = plainRows({
  table: 'call_sentiments',
  admins: 'call sentiments',
  forGood: true,
  required: ['name'],
  defaults: { positive: false },
  unique: { call_sentiments_team_id_name_key: 'name' },
});

/**
 * Takes an entry off a list; calls keep its words. The last one stays while the team requires one of every call.
 * Admins only. @throws AppError forbidden, not_found, invalid
 */
const removeFrom =
  (table: Table, required: 'dispositions_required' | 'sentiments_required', words: string) =>
  async ({ tx, principal }: Command, id: number): Promise<void> => {
    requirePermission(principal, 'manage_team', `delete ${words}`);
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
  create: dispositions.insert,
  update: dispositions.update,
  remove: removeFrom('call_dispositions', 'dispositions_required', 'call dispositions'),
};
export const callSentiments = {
  view: callSentimentsView,
  create: sentiments.insert,
  update: sentiments.update,
  remove: removeFrom('call_sentiments', 'sentiments_required', 'call sentiments'),
};
