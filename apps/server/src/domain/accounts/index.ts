// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  accountKey,
  createAccounts,
  type KnownAccount,
  matchAccounts,
  type NewAccount,
} from './create-many.js';
export { createAccount, deleteAccount, updateAccount, upsertAccount } from './commands.js';
export { renameRedacted } from './redact-commands.js';
export { DETACH_PEOPLE, RENAME_ACCOUNT, STOP_CONTACTING } from './people-of-account.js';
export { COPY_RANK, LEAVE_RANK, accountStages, accountTiers } from './stages.js';
export { accountTypesView } from './types-view.js';
export { accountsView } from './view.js';
