import { unread } from '../support/truth/fields/written.js';
import type { Wire, World } from '../support/truth/world.js';
import type { Seed } from './seed.js';

const whole = {
  lifted: { deleted: 'any' },
  bare: (record: Wire) => record['deleted'] === false,
  asked: () => ['deleted=true'],
};
const deleted = {
  asks: () => ['true', 'false', 'any'],
  takes: (record: Wire, asked: string) => asked === 'any' || String(record['deleted']) === asked,
};
const once = unread('never changes once it is written: the seed has them');

const mapped = (of: (mapping: Wire) => unknown) => ({
  asks: ({ rows }: World) => [
    ...new Set(rows.external_mappings.map((mapping) => String(of(mapping)))),
    '999999999',
  ],
  takes: (configuration: Wire, asked: string, { rows }: World) =>
    rows.external_mappings.some(
      (mapping) =>
        String(of(mapping)) === asked &&
        mapping['deleted'] === false &&
        mapping['object_type'] === configuration['object_type'] &&
        mapping['external_type'] === configuration['external_type'],
    ),
});

export const externalConfigurations: Seed<'external_configurations'> = {
  records: [
    { body: { object_type: 'people', external_type: 'erp' } },
    { body: { object_type: 'accounts', external_type: 'erp' } },
    { body: { object_type: 'users', external_type: 'payroll' } },
    { body: { object_type: 'accounts', external_type: 'old' } },
  ],
  another: (n) => ({ object_type: 'people', external_type: `Written ${n}` }),
  filters: {
    deleted,
    external_id: mapped((mapping) => mapping['external_id']),
    object_id: mapped((mapping) => mapping['object_id']),
  },
  fields: { object_type: once, external_type: once },
  defaults: whole,
};

export const externalMappings: Seed<'external_mappings'> = {
  records: [
    {
      body: (made) => ({
        object_type: 'people',
        external_type: 'erp',
        object_id: made('people', 0),
        external_id: 'P-1',
      }),
    },
    {
      body: (made) => ({
        object_type: 'people',
        external_type: 'erp',
        object_id: made('people', 2),
        external_id: 'P-2',
      }),
    },
    {
      body: (made) => ({
        object_type: 'accounts',
        external_type: 'erp',
        object_id: made('accounts', 0),
        external_id: 'A-1',
      }),
    },
    {
      body: (made) => ({
        object_type: 'users',
        external_type: 'payroll',
        object_id: made('users', 1),
        external_id: 'S-1',
      }),
    },
  ],
  another: (n, made) => ({
    object_type: 'people',
    external_type: 'erp',
    object_id: made('people', 0),
    external_id: `W-${n}`,
  }),
  filters: { deleted },
  fields: { object_type: once, external_type: once, object_id: once, external_id: once },
  defaults: whole,
};
