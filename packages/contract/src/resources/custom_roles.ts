import * as z from 'zod';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const CustomRole = z.object({ id: z.string(), name: z.string() });

/** The roles a team made for itself; Admin and User are in no list. */
export const customRoles = resource({
  name: 'custom_roles',
  tag: 'Roles',
  path: '/v2/custom_roles',
  recordName: 'CustomRole',
  record: CustomRole,
  id: 'uuid',
  scopes: { read: 'team:read' },
  list: {
    filters: { ids: by.guids() },
    sorts: ['id', 'name'],
    defaultSort: 'id',
  },
  show: true,
});
