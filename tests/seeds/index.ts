import { auditReports } from './audit_reports.js';
import { callDataRecords } from './call_data_records.js';
import { crmAccountTeamMembers } from './crm_account_team_members.js';
import { crmActivityFields } from './crm_activity_fields.js';
import { crmUsers } from './crm_users.js';
import { exportsOfLists } from './exports.js';
import { externalConfigurations, externalMappings } from './external_ids.js';
import { customRoles } from './custom_roles.js';
import { meetings } from './meetings.js';
import { opportunities } from './opportunities.js';
import { opportunityPeople } from './opportunity_people.js';
import { opportunityStages } from './opportunity_stages.js';
import { phoneNumberAssignments } from './phone_number_assignments.js';
import { savedListViews } from './saved_list_views.js';
import { teamTemplates } from './team_templates.js';
import { webhookSubscriptions } from './webhook_subscriptions.js';

/** Resources whose seed is a file of their own: every walk finds it here. What others refer to stands before them. */
export const SEEDS = {
  audit_reports: auditReports,
  call_data_records: callDataRecords,
  crm_account_team_members: crmAccountTeamMembers,
  crm_activity_fields: crmActivityFields,
  crm_users: crmUsers,
  exports: exportsOfLists,
  external_configurations: externalConfigurations,
  external_mappings: externalMappings,
  custom_roles: customRoles,
  meetings,
  opportunities,
  opportunity_people: opportunityPeople,
  opportunity_stages: opportunityStages,
  phone_number_assignments: phoneNumberAssignments,
  saved_list_views: savedListViews,
  team_templates: teamTemplates,
  webhook_subscriptions: webhookSubscriptions,
};
export type Seeded = keyof typeof SEEDS;
export const SEEDED = Object.keys(SEEDS) as Seeded[];
