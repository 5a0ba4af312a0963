import { contract } from '@cadenza/contract';
import { contains } from '../../db/like.js';
import type { Command } from '../command.js';
import { ensureTags } from '../ensure-tags.js';
import { invalid } from '../../kernel/errors.js';
import { plain, sort, type View, view } from '../../db/view.js';

const tagsView: View = view(contract.resources.tags, {
  table: 'tags',
  sight: null,
  columns: plain('id', 'name'),
  filters: {
    ids: 'r.id',
    search: { sql: contains('r.name') },
  },
  sorts: { name: sort('r.name', 'text') },
});

/** Makes a tag, or finds it: names are compared as they are. @returns its id @throws AppError invalid */
export async function createTag({ tx, principal, now }: Command, given: string): Promise<number> {
  const [name] = await ensureTags(tx, principal.teamId, now, [given]);
  if (name === undefined) throw invalid('name', "can't be blank");
  const { id } = await tx
    .selectFrom('tags')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return id;
}

export const tags = { view: tagsView };
