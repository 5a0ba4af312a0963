import { crmActivities } from '../resources/crm_activities.js';
import { crmActivityFields } from '../resources/crm_activity_fields.js';
import {
  accountTeamMemberRoles,
  crmAccountTeamMembers,
  crmTeamMembersWithRoles,
  crmUsers,
} from '../resources/crm_users.js';
import { externalConfigurations, externalMappings } from '../resources/external_ids.js';
import { opportunities } from '../resources/opportunities.js';
import { opportunityPeople } from '../resources/opportunity_people.js';
import { opportunityStages } from '../resources/opportunity_stages.js';

/** What a CRM would keep: opportunities, who is on them, and what records are called elsewhere. */
export const area = {
  resources: {
    account_team_member_roles: accountTeamMemberRoles,
    crm_account_team_members: crmAccountTeamMembers,
    crm_activities: crmActivities,
    crm_activity_fields: crmActivityFields,
    crm_users: crmUsers,
    external_configurations: externalConfigurations,
    external_mappings: externalMappings,
    opportunities,
    opportunity_people: opportunityPeople,
    opportunity_stages: opportunityStages,
  },
  operations: { crm_team_members_with_roles: crmTeamMembersWithRoles },
};
