import * as z from 'zod';
import { operation } from '../resource.js';

/** The words that a team's accounts have as their type, each once, in order; at most a thousand of them. */
export const accountTypes = operation({
  name: 'account_types',
  tag: 'Account Types',
  method: 'GET',
  path: '/v2/account_types',
  summary: 'the different types of accounts',
  scope: 'accounts:read',
  list: {
    record: z.object({ name: z.string() }),
    recordName: 'AccountType',
    filters: {},
    sorts: [],
    defaultSort: 'name',
    defaultDirection: 'ASC',
    paging: 'never',
    most: 1000,
  },
});
