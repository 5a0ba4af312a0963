// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { crmActivities } from './crm-activities.js';
export {
  accountTeamMemberRoles,
  crmAccountTeamMembers,
  crmActivityFields,
  crmTeamMembersWithRolesView,
  crmUsers,
} from './crm-users.js';
export { externalConfigurations, externalMappings } from './external-ids.js';
export { opportunities } from './opportunities.js';
export { opportunityPeople } from './opportunity-people.js';
export { opportunityStages } from './opportunity-stages.js';
