import { accountStages } from '../resources/account_stages.js';
import { accountTiers } from '../resources/account_tiers.js';
import { accountTypes } from '../resources/account_types.js';
import { accountUpserts, accounts } from '../resources/accounts.js';

/** Accounts, and what the team puts them on. */
export const area = {
  resources: {
    account_stages: accountStages,
    account_tiers: accountTiers,
    accounts,
  },
  operations: {
    account_types: accountTypes,
    account_upserts: accountUpserts,
  },
};
