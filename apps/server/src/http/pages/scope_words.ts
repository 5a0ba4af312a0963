import { PRIVILEGED_SCOPES, SCOPES, type Scope } from '@cadenza/contract';

/** What an app may do with one kind of thing: "People: see, create and change". */
export interface Permission {
  what: string;
  verbs: readonly string[];
}

/** Permissions that belong together. */
export interface PermissionGroup {
  title: string;
  permissions: readonly Permission[];
}

/** The kinds of things by the part of a scope's name before the colon, in the order a person reads them. */
const GROUPS: readonly (readonly [title: string, kinds: Readonly<Record<string, string>>])[] = [
  [
    'People and accounts',
    {
      people: 'People',
      accounts: 'Accounts',
      opportunities: 'Opportunities',
      notes: 'Notes',
      crm: 'CRM data',
      external_id: 'Ids from other systems',
      external_id_configuration: 'Settings for ids from other systems',
    },
  ],
  [
    'Outreach',
    {
      cadences: 'Cadences',
      emails: 'E-mails: when, to whom and what came of them',
      calls: 'Calls',
      dialer_recordings: 'Call recordings',
      conversations: 'Conversations',
      meetings: 'Meetings',
      tasks: 'Tasks',
      activities: 'Activities',
    },
  ],
  [
    'Team',
    {
      team: 'The team, its users, groups, tags and settings',
      groups: 'Groups of users',
      audit_reports: 'Audit reports',
    },
  ],
  [
    'Automation',
    {
      workflow: 'Workflows',
      signals: 'Signals',
      signal_registrations: 'Kinds of signals',
      notifications: 'Notifications',
    },
  ],
];

const VERBS: Readonly<Record<string, string>> = { read: 'see', write: 'create and change', delete: 'delete' };
/** Where the verb of the scope's name is not the word. */
const OTHER_VERBS: Readonly<Partial<Record<Scope, string>>> = {
  'dialer_recordings:read': 'listen',
  'signals:write': 'send',
  'notifications:write': 'send',
  'team:write': 'change',
};

/**
 * Scopes as a person reads them: kinds of things with what may be done to them, grouped; the privileged ones, each with
 * its sentence, apart. A scope nobody gave a word to stands under its own name: nothing is granted unsaid.
 */
export function permissionsOf(scopes: readonly string[]): {
  identity: boolean;
  groups: PermissionGroup[];
  privileged: string[];
} {
  const privileged = scopes.filter((scope) => Object.hasOwn(PRIVILEGED_SCOPES, scope));
  const rest = new Set(scopes.filter((scope) => !privileged.includes(scope) && scope !== 'openid'));
  const groups = GROUPS.map(([title, kinds]) => ({
    title,
    permissions: Object.entries(kinds).flatMap(([kind, what]) => {
      const verbs = Object.keys(VERBS).flatMap((verb) => {
        const scope = `${kind}:${verb}`;
        return rest.delete(scope) ? [OTHER_VERBS[scope as Scope] ?? VERBS[verb] ?? verb] : [];
      });
      return verbs.length > 0 ? [{ what, verbs }] : [];
    }),
  })).filter((group) => group.permissions.length > 0);
  if (rest.size > 0)
    groups.push({
      title: 'More',
      permissions: [...rest].map((scope) => ({ what: sentenceOf(scope), verbs: [] })),
    });
  return { identity: scopes.includes('openid'), groups, privileged: privileged.map(sentenceOf) };
}

/** What a scope allows, in a sentence. */
export function sentenceOf(scope: string): string {
  return (Object.hasOwn(SCOPES, scope) ? SCOPES[scope as Scope] : undefined) ?? scope;
}
