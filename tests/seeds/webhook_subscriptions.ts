import { STAYS, REFUSED } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

const to = (event_type: string, host: string) => ({
  event_type,
  callback_url: `https://${host}.example/hooks`,
  callback_token: `token of ${host}`,
});

export const webhookSubscriptions: Seed<'webhook_subscriptions'> = {
  records: [
    { body: to('person_created', 'alpha') as never },
    { body: to('task_updated', 'zulu') as never },
    { body: to('email_updated', 'mike') as never },
  ],
  change: { callback_url: 'https://other.example/hooks' },
  filters: {},
  fields: {
    callback_token: REFUSED,
    event_type: { value: 'call_created', other: 'account_updated', null: 'refused' },
    callback_url: {
      value: 'https://one.example/a',
      other: 'http://two.example:8080/b?c=d',
      null: { created: 'refused', updated: 'stays' },
    },
    enabled: STAYS,
  },
};
