import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';

export type AuditEntry = Row<'audit_entries'>;
export type Suppression = Row<'suppressions'>;
export type CustomRole = Row<'custom_roles'>;

const PER_PAGE = 50;

/** One page of a list of settings, newest first, and whether another follows. */
export interface Sheet<T> {
  readonly rows: readonly T[];
  readonly more: boolean;
}

export const auditQuery = (filters: Readonly<Record<string, string>>, page: number) =>
  queryOptions({
    queryKey: ['audit_entries', filters, page],
    queryFn: async ({ signal }): Promise<Sheet<AuditEntry>> => {
      const asked = { ...filters, per_page: PER_PAGE, page };
      const { data, metadata } = await api.audit_entries.list(asked, { signal });
      return { rows: data, more: metadata.paging?.next_page != null };
    },
    placeholderData: (before) => before,
  });

export const suppressionsQuery = (filters: Readonly<Record<string, string>>, page: number) =>
  queryOptions({
    queryKey: ['suppressions', 'settings', filters, page],
    queryFn: async ({ signal }): Promise<Sheet<Suppression>> => {
      const asked = { ...filters, per_page: PER_PAGE, page };
      const { data, metadata } = await api.suppressions.list(asked, { signal });
      return { rows: data, more: metadata.paging?.next_page != null };
    },
    placeholderData: (before) => before,
  });

export const customRolesQuery = queryOptions({
  queryKey: ['settings', 'custom_roles'],
  queryFn: async ({ signal }): Promise<readonly CustomRole[]> =>
    (await api.custom_roles.list({ per_page: 100 }, { signal })).data,
});
