import { REFUSED, STAYS } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const savedListViews: Seed<'saved_list_views'> = {
  records: [
    { body: { view: 'people', name: 'Mine', view_params: '{"stage":"28865","unowned":true}' } },
    { body: { view: 'companies', name: 'Alike', shared: true, is_default: true } },
    { body: { view: 'people', name: 'Zulu', shared: true }, by: 'rep' },
  ],
  change: { name: 'Other', view_params: { owner: 'unowned' } },
  filters: {
    include_shared: {
      asks: () => ['true', 'false'],
      takes: (view, asked) => asked === 'true' || view['name'] !== 'Zulu',
    },
  },
  fields: {
    name: REFUSED,
    view: { value: 'recordings', other: 'companies' },
    view_params: { value: { owner: 'unowned' }, other: { stage: '1' } },
    shared: STAYS,
    is_default: STAYS,
  },
  defaults: {
    lifted: { include_shared: 'true' },
    bare: (view) => view['name'] !== 'Zulu',
    asked: (view) => [`ids=${view['id']}`, 'shared=true'],
  },
};
