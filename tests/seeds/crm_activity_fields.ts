import { REFUSED } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const crmActivityFields: Seed<'crm_activity_fields'> = {
  records: [
    { body: { title: 'Kind', source: 'phone', picklist_values: { Warm: 'w', Cold: 'c' } } },
    { body: { title: 'Channel', source: 'email', field: 'Channel__c', value: 'E-mail' } },
    { body: { title: 'Result', source: 'phone', value: 'Done' } },
    { body: { title: 'About', source: 'email' } },
  ],
  change: { title: 'Other', value: 'Said' },
  filters: {
    editable_source: {
      asks: () => ['email', 'phone'],
      takes: (field, asked) => field['source'] === asked && field['value'] === null,
    },
  },
  fields: {
    title: REFUSED,
    source: { value: 'email', other: 'phone', null: { created: 'refused', updated: 'stays' } },
    picklist_values: { value: { a: 'b' }, other: { c: 'd' } },
  },
};
