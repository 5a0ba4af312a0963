/** As records.ts: what a user keeps for themselves. */
export const ME_RECORDS: Readonly<Record<string, string>> = {
  'Preferences.preferences': 'What is kept, by name.',
  'Preferences.updated_at': 'When one of them last changed: what If-Match names; null before the first.',
  'Rights.admin': 'Whether the user is an admin: some things are theirs alone.',
  'Rights.sees_all': 'Whether every person and account of the team is seen, or those that the user owns.',
  'Rights.permissions': 'What the role of the user gives beyond what every user may; of an admin, all of it.',
  'Rights.via': 'How the caller came in: by an API key, as a program of others, or in a browser.',
  'Rights.scopes': 'Names of what may be read and written; of a browser, all that the role allows.',
  'Sessions.id': 'What names it; it opens nothing.',
  'Sessions.created_at': 'When the user signed in.',
  'Sessions.ip': 'Network address of that browser at that moment.',
  'Sessions.user_agent': 'What that browser said it was.',
  'Sessions.current': 'Whether it is the one that asks.',
  'Team.queue_tiers':
    'Order of the tiers in queues of reps who chose none; null: all of them, in the usual order.',
};
