import {
  accountDuplicates,
  duplicateAccounts,
  duplicatePeople,
  personDuplicates,
  search,
} from '../resources/search.js';

/** What is found while somebody types, and what may be the same. */
export const area = {
  resources: {},
  operations: {
    account_duplicates: accountDuplicates,
    duplicate_accounts: duplicateAccounts,
    duplicate_people: duplicatePeople,
    person_duplicates: personDuplicates,
    search,
  },
};
