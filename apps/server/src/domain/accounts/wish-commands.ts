import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { forgetWish, isWished } from '../wishes.js';

/** What an account is known by. */
interface Known {
  domain?: string | null | undefined;
  crm_id?: string | null | undefined;
}

/** Rows of kind and value (migration 0163). */
function keysOf({ domain, crm_id: crmId }: Known): RawBuilder<unknown> {
  return sql`account_keys(${domain ?? null}::text, ${crmId ?? null}::text)`;
}

/**
 * Marks an account that was just written, and is new or has come by a new domain or CRM id, when one known by it was
 * marked do not contact, and deleted. After the write: it has waited for a deletion that is under way.
 * @returns whether it is marked by this
 */
export async function markAsWished(
  tx: Tx,
  teamId: number,
  before: Required<Known> | undefined,
  after: Known & { id: number },
): Promise<boolean> {
  const same = (key: keyof Known) => (before?.[key] ?? '') === (after[key] ?? '');
  if (same('domain') && same('crm_id')) return false;
  const table = 'account_do_not_contact_wishes';
  if (!(await isWished(tx, teamId, table, before && keysOf(before), keysOf(after)))) return false;
  await tx
    .updateTable('accounts')
    .set({ do_not_contact: true })
    .where('team_id', '=', teamId)
    .where('id', '=', after.id)
    .execute();
  return true;
}

/** A colleague changes an account, shown as marked, to be contacted: the wishes of before and after are forgotten. */
export async function forgetAccountWishes(
  tx: Tx,
  teamId: number,
  accounts: readonly Required<Known>[],
): Promise<void> {
  for (const account of accounts)
    await forgetWish(tx, teamId, 'account_do_not_contact_wishes', keysOf(account));
}
