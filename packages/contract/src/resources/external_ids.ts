import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const OBJECTS = ['people', 'accounts', 'users', 'opportunities'] as const;
/** `any` is an addition: lists hide what is deleted unless it is asked for. */
const DELETED = ['true', 'false', 'any'] as const;

/** That records of a kind may have ids of another system. */
export const ExternalConfiguration = z.object({
  source_type: z.string().nullable(),
  source_id: z.int().nullable(),
  object_type: z.enum(OBJECTS).nullable(),
  id: z.int(),
  external_type: z.string().nullable(),
  deleted: z.boolean(),
});

/** What a record is called in another system. */
export const ExternalMapping = z.object({
  source_type: z.string().nullable(),
  source_id: z.int().nullable(),
  object_type: z.enum(OBJECTS).nullable(),
  id: z.int(),
  external_type: z.string().nullable(),
  deleted: z.boolean(),
  external_id: z.string(),
  inserted_at: f.date().nullable(),
  object_id: z.int().nullable(),
  tenant_id: z.int().nullable(),
});

const filters = {
  external_type: by.string(),
  deleted: by.word(DELETED),
  external_id: by.string(),
  object_type: by.word(OBJECTS),
  object_id: by.integer(),
};
const kind = { object_type: f.oneOf(OBJECTS), external_type: f.requiredText(100) };

export const externalConfigurations = resource({
  name: 'external_configurations',
  tag: 'External ID Configurations',
  path: '/v2/external/configurations',
  recordName: 'ExternalConfiguration',
  record: ExternalConfiguration,
  scopes: {
    read: 'external_id_configuration:read',
    write: 'external_id_configuration:write',
    delete: 'external_id_configuration:delete',
  },
  list: { filters, sorts: [], defaultSort: 'id' },
  create: { body: z.object(kind) },
  delete: {},
});

export const externalMappings = resource({
  name: 'external_mappings',
  tag: 'External ID Mappings',
  path: '/v2/external/mappings',
  recordName: 'ExternalMapping',
  record: ExternalMapping,
  scopes: { read: 'external_id:read', write: 'external_id:write', delete: 'external_id:delete' },
  list: { filters, sorts: [], defaultSort: 'id' },
  create: { body: z.object({ ...kind, object_id: f.id(), external_id: f.requiredText(255) }) },
  delete: {},
});
