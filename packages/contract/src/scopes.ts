/** OAuth scopes, with what they allow in words: the consent page reads them to a person. */
export const GENERAL_SCOPES = {
  'accounts:read': 'See accounts',
  'accounts:write': 'Create and change accounts',
  'accounts:delete': 'Delete accounts',
  'people:read': 'See people',
  'people:write': 'Create and change people',
  'people:delete': 'Delete people',
  'opportunities:read': 'See opportunities',
  'opportunities:write': 'Create and change opportunities',
  'opportunities:delete': 'Delete opportunities',
  'crm:read': 'See CRM data',
  'external_id:read': 'See external id',
  'external_id:write': 'Create and change external id',
  'external_id:delete': 'Delete external id',
  'external_id_configuration:read': 'See external id configuration',
  'external_id_configuration:write': 'Create and change external id configuration',
  'external_id_configuration:delete': 'Delete external id configuration',
  'activities:read': 'See activities',
  'activities:write': 'Create and change activities',
  'calls:read': 'See calls',
  'calls:write': 'Create and change calls',
  'conversations:read': 'See conversations',
  'conversations:write': 'Create and change conversations',
  'dialer_recordings:read': 'Listen to call recordings',
  'emails:read': 'See emails',
  'emails:write': 'Create and change emails',
  'meetings:read': 'See meetings',
  'meetings:write': 'Create and change meetings',
  'notifications:write': 'Send notifications',
  'audit_reports:read': 'See audit reports',
  'audit_reports:write': 'Create and change audit reports',
  'groups:write': 'Create and change groups',
  'team:read': 'See the team, its users, groups, tags and custom fields',
  'team:write': 'Change the team, its users and custom fields',
  'team:delete': 'Delete team settings such as custom fields',
  'cadences:read': 'See cadences',
  'cadences:write': 'Create and change cadences',
  'cadences:delete': 'Delete cadences',
  'notes:read': 'See notes',
  'notes:write': 'Create and change notes',
  'notes:delete': 'Delete notes',
  'signals:write': 'Send signals',
  'signal_registrations:read': 'See signal registrations',
  'signal_registrations:delete': 'Delete signal registrations',
  'tasks:read': 'See tasks',
  'tasks:write': 'Create and change tasks',
  'tasks:delete': 'Delete tasks',
  'workflow:read': 'See workflows',
  'workflow:write': 'Create and change workflow',
  'workflow:delete': 'Delete workflow',
  'signal_registrations:write': 'Create and change signal registrations',
} as const;

/** Scopes an admin grants with care. */
export const PRIVILEGED_SCOPES = {
  'email_contents:read': 'Read the subject and text of e-mails',
  'crm_id_person:write': 'Set the CRM id of people',
  'crm_id_account:write': 'Set the CRM id of accounts',
  'data_control:read': 'See privacy requests',
  'data_control:write': 'File privacy requests (redaction, deletion)',
  'external_emails:write': 'Report e-mails sent outside',
} as const;

/** What scopes guard that no operation as a whole asks for; docs/compatibility.md says it from here. */
export const GUARDS_BESIDE: Readonly<Record<string, string>> = {
  'crm_id_person:write': '`crm_id` of people that are written',
  'crm_id_account:write': '`crm_id` of accounts that are written',
  'email_contents:read':
    'words of e-mails wherever they stand: fields, histories, webhooks, the mail sandbox',
};

export type Scope = keyof typeof GENERAL_SCOPES | keyof typeof PRIVILEGED_SCOPES;
export const SCOPES: Readonly<Record<Scope, string>> = { ...GENERAL_SCOPES, ...PRIVILEGED_SCOPES };

/** 2023 names and the Postman collection's catch-all, mapped to what they mean today. */
export const SCOPE_ALIASES: Readonly<Record<string, readonly Scope[]>> = {
  'person:set_crm_id': ['crm_id_person:write'],
  'account:set_crm_id': ['crm_id_account:write'],
  'public:all': Object.keys(GENERAL_SCOPES) as Scope[],
};
