import { queryOptions } from '@tanstack/react-query';
import type {
  ApiKeys,
  CustomFieldUses,
  NewApiKey,
  NewOAuthApplication,
  OAuthApplications,
  PasswordLink,
  Row,
} from '@cadenza/sdk';
import { api } from './api';
import { offered } from './pages';

export type { NewApiKey, NewOAuthApplication, PasswordLink } from '@cadenza/sdk';
export type FieldUse = CustomFieldUses['uses'][number];
export type ApiKey = ApiKeys[number];
export type OAuthApp = OAuthApplications[number];
export type User = Row<'users'>;
export type SendWindow = Row<'send_windows'>;

const ALL = { per_page: 100 } as const;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => await api.me({ signal }),
});
export const noticeSettingsQuery = queryOptions({
  queryKey: ['notice_settings'],
  queryFn: async ({ signal }) => await api.notice_settings({ signal }),
});
export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  queryFn: async ({ signal }) => await api.rights({ signal }),
});
export const teamQuery = queryOptions({
  queryKey: ['team'],
  queryFn: async ({ signal }) => await api.team({ signal }),
});
export const sendingSettingsQuery = queryOptions({
  queryKey: ['sending_settings'],
  queryFn: async ({ signal }) => await api.sending_settings({ signal }),
});
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => await api.sessions({ signal }),
});
export const grantsQuery = queryOptions({
  queryKey: ['authorized_applications'],
  queryFn: async ({ signal }) => await api.authorized_applications({ signal }),
});
export const keysQuery = queryOptions({
  queryKey: ['api_keys'],
  queryFn: async ({ signal }) => await api.api_keys({ signal }),
});
export const appsQuery = queryOptions({
  queryKey: ['oauth_applications'],
  queryFn: async ({ signal }) => await api.oauth_applications({ signal }),
});
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => await api.invitations({ signal }),
});

/** Users of the team by name, those who left too; found by name or address. */
export const usersQuery = (search: string, page: number) =>
  queryOptions({
    queryKey: ['users', 'settings', search, page],
    queryFn: async ({ signal }) =>
      await api.users.list({ ...ALL, page, ...(search ? { search } : {}) }, { signal }),
    placeholderData: (before) => before,
  });

/** A user's own hours, or those of the team; null: there are none. */
export const ownWindowQuery = (userId: number | null) =>
  queryOptions({
    queryKey: ['send_windows', 'own', userId],
    queryFn: async ({ signal }) =>
      (await api.send_windows.list({ ...ALL, user_id: userId ?? '_is_null' }, { signal })).data.find(
        ({ cadence }) => cadence === null,
      ) ?? null,
  });

/** A list of things that have a name, as the team made them. */
export interface Named {
  readonly id: number | string;
  readonly name: string | null;
}
export type NamedResource =
  | 'person_stages'
  | 'account_stages'
  | 'account_tiers'
  | 'custom_fields'
  | 'call_dispositions'
  | 'call_sentiments'
  | 'groups'
  | 'custom_roles'
  | 'holiday_calendars'
  | 'tags';

type NamedRow = Named & Readonly<Record<string, unknown>>;
/** The lists of them are asked alike. */
interface NamedLists {
  list(
    params: { readonly per_page: number },
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<NamedRow>;
}

export const namedQuery = (resource: NamedResource) =>
  queryOptions({
    queryKey: ['settings', resource],
    queryFn: ({ signal }): Promise<readonly NamedRow[]> => {
      const lists: NamedLists = api[resource];
      return offered(lists.list(ALL, { signal }));
    },
  });

/** Where a custom field is named. */
export const fieldUsesQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'custom_fields', 'uses', id],
    queryFn: async ({ signal }) => await api.custom_field_uses(id, { signal }),
    staleTime: 0,
  });

/** What has a secret in its answer never lies in the outbox: it is asked for once, and shown once. */
export const createKey = async (name: string, scopes: readonly string[]): Promise<NewApiKey> =>
  await api.create_api_key({ name, scopes: [...scopes] });
export const rotateKey = async (id: number): Promise<NewApiKey> => await api.rotate_api_key(id);
export const createApp = async (
  name: string,
  redirect_uris: readonly string[],
  confidential: boolean,
): Promise<NewOAuthApplication> =>
  await api.create_oauth_application({ name, redirect_uris: [...redirect_uris], confidential });
export const rotateSecret = async (id: number): Promise<NewOAuthApplication> =>
  await api.rotate_oauth_secret(id);
export const invite = async (person: {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role_id: string;
}): Promise<PasswordLink> => await api.invite(person);
export const passwordLink = async (id: number): Promise<PasswordLink> => await api.password_link(id);
export const resendInvitation = async (id: number): Promise<PasswordLink> => await api.resend_invitation(id);
