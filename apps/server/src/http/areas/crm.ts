import type { Areas } from '@cadenza/contract';
import {
  accountTeamMemberRoles,
  crmAccountTeamMembers,
  crmActivities,
  crmActivityFields,
  crmTeamMembersWithRolesView,
  crmUsers,
  externalConfigurations,
  externalMappings,
  opportunities,
  opportunityPeople,
  opportunityStages,
} from '../../domain/crm/index.js';
import type { HandlersOf } from '../handler-types.js';

/** What a CRM would keep. */
export const area: HandlersOf<Areas['crm']> = {
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
  operations: { crm_team_members_with_roles: { view: crmTeamMembersWithRolesView } },
};
