import { useQuery } from '@tanstack/react-query';
import { namedQuery } from '../../data/settings';

/** Admin, User, and what the team made. */
export function useRoles(): readonly (readonly [string, string])[] {
  const own = useQuery(namedQuery('custom_roles'));
  return [
    ['Admin', 'Admin'],
    ['User', 'User'],
    ...(own.data ?? []).map(({ id, name }) => [String(id), name ?? ''] as const),
  ];
}
