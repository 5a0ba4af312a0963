import type { Principal } from '../../kernel/principal.js';
import { append } from '../../events/outbox.js';
import type { CommandBy } from '../command.js';
import { beginLong } from '../long-commands.js';
import { RENAME_ACCOUNT } from './people-of-account.js';

/** What an account is called of which nothing is to be known any more; again is no change. Its people are told the name, too. */
export async function renameRedacted(
  { tx, principal, now }: CommandBy<Pick<Principal, 'teamId' | 'userId'>>,
  id: number,
): Promise<void> {
  const name = `Redacted account ${id}`;
  const renamed = await tx
    .updateTable('accounts')
    .set({ name, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('name', '<>', name)
    .returning('deleted_at')
    .executeTakeFirst();
  if (!renamed) return;
  await append({ tx, principal, now }, 'account_updated', id);
  if (renamed.deleted_at === null)
    await beginLong({ tx, principal, now }, 'account_name', RENAME_ACCOUNT, id);
}
