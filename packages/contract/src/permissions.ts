/**
 * What a role of the team's own making may permit beyond what every user may. Admins may all of it; keys, privacy requests,
 * the audit, the server's own transport, the sandbox and roles themselves stay with them.
 */
export const PERMISSIONS = {
  see_everything: 'People and accounts of a private team, and what hangs on them, as in a public one.',
  manage_team:
    'The team’s settings and lists: groups, custom fields, stages, tiers, dispositions, sentiments, holidays, sending.',
  manage_users:
    'Colleagues who are no admins and may nothing more: their settings, place, leave, and whether their e-mails go out.',
  manage_cadences: 'Every cadence the user sees, and who is on it: also on personal ones of colleagues.',
  manage_suppressions: 'Entries of the suppression list that others added, or that people asked for.',
} as const;

/** One of them. */
export type Permission = keyof typeof PERMISSIONS;
