import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { type Permission, PERMISSIONS } from '../permissions.js';
import { resource } from '../resource.js';

export const CustomRole = z.object({
  id: z.string(),
  name: z.string(),
  permissions: f.added(z.array(z.string())),
});

const permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);
const body = z.object({
  name: f.text(255).nullish(),
  permissions: z.array(permission).max(50).nullish(),
});

/** The roles a team made for itself; Admin and User are in no list. */
export const customRoles = resource({
  name: 'custom_roles',
  tag: 'Roles',
  path: '/v2/custom_roles',
  recordName: 'CustomRole',
  record: CustomRole,
  id: 'uuid',
  scopes: { read: 'team:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: { ids: by.guids() },
    sorts: ['id', 'name'],
    defaultSort: 'id',
  },
  show: true,
  create: { body: body.extend({ name: f.text(255) }), extension: true },
  update: { body, extension: true },
  delete: { extension: true },
});
