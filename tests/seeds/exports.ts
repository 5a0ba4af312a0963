import type { Seed } from './seed.js';

export const exportsOfLists: Seed<'exports'> = {
  records: [
    { body: { list: 'people', query: { updated_at: { gt: '2020-01-01T00:00:00Z' } }, name: 'Bern' } },
    { body: { list: 'accounts', format: 'json', fields: ['id', 'name'] } },
    { body: { list: 'calls', format: 'ndjson' }, by: 'rep' },
  ],
  filters: {},
  fields: {
    query: { value: { city: ['Bern'] }, other: { city: ['Bonn'] }, null: { reads: () => ({}) } },
    list: { value: 'notes', other: 'tasks' },
    format: { value: 'ndjson', other: 'json', null: { reads: () => 'csv' } },
    fields: { value: ['id'], other: ['id', 'created_at'] },
  },
};
