import { changedBy } from './patch.js';
import {
  accountKey,
  createAccounts,
  type KnownAccount,
  matchAccounts,
  type NewAccount,
  updateAccount,
} from '../accounts/index.js';
import type { Command } from '../command.js';
import { ensureTags } from '../ensure-tags.js';
import { alone, apart, type Batch, type Tell } from './batch-parts.js';
import type { RowDraft } from './mapping-rules.js';
import { prepareAccount, type Ready, type ReadyAccount, type Shared } from './prepare.js';

/** The account of a row that could be found or made. */
export interface AccountOf {
  (row: Ready): { readonly id: number; readonly name: string } | undefined;
  /** Why a row that names a domain has none; null: it has, or names none. */
  without(row: Ready): string | null;
}

/** Finds the accounts that rows of people name, and makes those that have a domain and are not there. */
export async function accountsFor(
  command: Command,
  rows: readonly Ready[],
  shared: Shared,
): Promise<AccountOf> {
  const wanted = rows.flatMap(({ account }) => account ?? []);
  const known = await matchAccounts(command, wanted);
  const missing = new Map<string, NewAccount>();
  for (const account of wanted) {
    const key = accountKey(account);
    if (account.body === undefined || key === undefined || known.has(key) || missing.has(key)) continue;
    const { body, customFields } = account;
    missing.set(key, { body, tags: [], customFields, ownerId: shared.ownerId });
  }
  await makeMissing(command, missing, known);
  const found = ({ account }: Ready) => account && known.get(accountKey(account) ?? '');
  const seen = (row: Ready) => (found(row)?.seen ? found(row) : undefined);
  // A domain belongs to one account: that one is there is told to whoever makes the same, too.
  const without = (row: Ready) =>
    row.account?.domain !== undefined && found(row)?.seen === false
      ? 'is on no account: account.domain has already been taken'
      : null;
  return Object.assign(seen, { without });
}

/** Makes accounts and adds them to those that are known; who was quicker is found. @returns the keys of those made */
async function makeMissing(
  command: Command,
  missing: ReadonlyMap<string, NewAccount>,
  known: Map<string, KnownAccount>,
): Promise<Set<string>> {
  const made = new Set<string>();
  for (const { id, domain } of await createAccounts(command, [...missing.values()])) {
    const key = accountKey({ domain }) ?? '';
    made.add(key);
    known.set(key, { id, name: missing.get(key)?.body.name ?? '', seen: true });
  }
  const others = [...missing].filter(([key]) => !made.has(key)).map(([, { body }]) => body);
  if (others.length > 0)
    for (const [key, account] of await matchAccounts(command, others)) known.set(key, account);
  return made;
}

type ReadyRow = Exclude<ReturnType<typeof prepareAccount>, string>;

/** Rows that are accounts and no people. */
export async function importAccounts(
  command: Command,
  { options, earlier }: Batch,
  { drafts, shared, tell }: { drafts: readonly RowDraft[]; shared: Shared; tell: Tell },
): Promise<void> {
  const { duplicates } = options;
  const ready: ReadyRow[] = [];
  for (const draft of drafts) {
    const made = prepareAccount(draft, shared);
    if (typeof made === 'string') tell(draft.line, { outcome: 'refused', message: made });
    else ready.push(made);
  }
  const keyOf = ({ account }: { account: ReadyAccount }) => accountKey(account) ?? '';
  let rest = ready;
  while (rest.length > 0) {
    const [now, later] = apart(rest, (row) => [keyOf(row)]);
    const known = await matchAccounts(
      command,
      now.map(({ account }) => account),
    );
    const fresh = now.filter((row) => !known.has(keyOf(row)) && !earlier?.has(keyOf(row)));
    await ensureTags(
      command.tx,
      command.principal.teamId,
      command.now,
      fresh.flatMap(({ tags }) => tags),
    );
    const missing = new Map(
      fresh.map(({ account, owner, tags }): [string, NewAccount] => [
        keyOf({ account }),
        { body: account.body, tags, customFields: account.customFields, ownerId: owner ?? shared.ownerId },
      ]),
    );
    const made = await makeMissing(command, missing, known);
    for (const row of now) {
      const found = known.get(keyOf(row));
      if (made.has(keyOf(row))) tell(row.line, { outcome: 'created', account_id: found?.id ?? null });
      else if (found === undefined)
        tell(row.line, { outcome: 'skipped', message: 'stands in the file already' });
      else if (!found.seen || duplicates === 'create')
        tell(row.line, { outcome: 'refused', message: 'account.domain has already been taken' });
      else if (duplicates === 'skip')
        tell(row.line, {
          outcome: 'skipped',
          message: `is account ${found.id} already`,
          account_id: found.id,
        });
      else await changeAccount(command, { row, id: found.id, fills: duplicates === 'fill', tell });
    }
    for (const key of made) earlier?.add(key);
    rest = later;
  }
}

async function changeAccount(
  command: Command,
  { row, id, fills, tell }: { row: ReadyRow; id: number; fills: boolean; tell: Tell },
): Promise<void> {
  const { tx, principal } = command;
  const before = (await tx
    .selectFrom('accounts')
    .select(['name', 'website', 'phone', 'industry', 'company_type', 'size', 'founded', 'revenue_range'])
    .select(['description', 'linkedin_url', 'twitter_handle', 'street', 'city', 'state', 'postal_code'])
    .select(['country', 'locale', 'conversational_name', 'tags', 'custom_fields'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()) as Record<string, unknown> & {
    tags: string[];
    custom_fields: Record<string, string>;
  };
  const { custom_fields: _fields, tags: _tags, domain: _domain, ...texts } = row.account.body;
  const changes: Record<string, unknown> = {};
  const isNew = (value: unknown, old: unknown) =>
    value !== undefined && value !== old && (!fills || old === null || old === undefined || old === '');
  for (const [field, value] of Object.entries(texts)) if (isNew(value, before[field])) changes[field] = value;
  const fields = Object.entries(row.account.customFields).filter(([name, value]) =>
    isNew(value, before.custom_fields[name]),
  );
  if (fields.length > 0) changes['custom_fields'] = Object.fromEntries(fields);
  const added = row.tags.filter((tag) => !before.tags.includes(tag));
  if (added.length > 0) changes['tags'] = [...before.tags, ...added];
  if (Object.keys(changes).length === 0) {
    tell(row.line, { outcome: 'skipped', message: 'says nothing new', account_id: id });
    return;
  }
  const problem = await alone(tx, () => updateAccount(command, id, changes));
  tell(row.line, {
    outcome: problem === undefined ? 'updated' : 'refused',
    message: problem ?? null,
    account_id: id,
    undo: problem === undefined ? await changedBy(command, 'accounts', { id, before }, changes) : null,
  });
}
