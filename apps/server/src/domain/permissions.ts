import type { Permission } from '@cadenza/contract';
import { forbidden } from '../kernel/errors.js';

/** Who asks, as far as rights go. Who is given without permissions has none but an admin's. */
export interface Permitted {
  readonly admin: boolean;
  readonly permissions?: ReadonlySet<string>;
}

/** Whether a caller has a right: admins have all, others what their role lists (custom_roles.permissions). */
export const permits = ({ admin, permissions }: Permitted, permission: Permission): boolean =>
  admin || permissions?.has(permission) === true;

/** @throws AppError forbidden unless the caller has the right; `deed`: what he wanted to do */
export function requirePermission(caller: Permitted, permission: Permission, deed: string): void {
  if (!permits(caller, permission))
    throw forbidden(`Only team admins, and roles with ${permission}, may ${deed}`);
}
