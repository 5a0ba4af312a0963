import type { Areas } from '@cadenza/contract';
import {
  accountStages,
  accountsView,
  accountTiers,
  accountTypesView,
  createAccount,
  deleteAccount,
  updateAccount,
  upsertAccount,
} from '../../domain/accounts/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Accounts, and what the team puts them on. */
export const area: HandlersOf<Areas['accounts']> = {
  resources: {
    account_stages: accountStages,
    account_tiers: accountTiers,
    accounts: { view: accountsView, create: createAccount, update: updateAccount, remove: deleteAccount },
  },
  operations: {
    account_types: { view: accountTypesView },
    account_upserts: {
      write: async (command, { body }) => {
        const { id, type } = await upsertAccount(command, body);
        return async (render) => `{"upsert_type":"${type}","account":${await render(accountsView, id)}}`;
      },
    },
  },
};
