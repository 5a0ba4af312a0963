// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { MOVE_VALUES, customFields } from './custom-fields.js';
export { customFieldUses } from './custom-field-uses.js';
export { customRoles } from './custom-roles.js';
export { groups } from './groups.js';
export { inviteUser, listInvitations, requireInvited, revokeInvitation } from './invitations.js';
export { hadBy, type LeftBehind, leftBehind } from './left-behind-queries.js';
export { chosenTiers, readPreferences, updatePreferences } from './preferences.js';
export { savedListViews } from './saved-list-views.js';
export { createTag, MOVE_TAG, tags } from './tags.js';
export { readTeam, teamView, updateTeam } from './team.js';
export { changeSettings } from './user-settings.js';
export { readMe, updateMe, users } from './users.js';
