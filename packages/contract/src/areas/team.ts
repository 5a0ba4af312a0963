import {
  apiKeys,
  authorizedApplications,
  createApiKey,
  createOAuthApplication,
  endAuthorization,
  oauthApplications,
  revokeApiKey,
  revokeOAuthApplication,
  rotateApiKey,
  rotateOAuthSecret,
  updateOAuthApplication,
} from '../resources/access.js';
import { customFields, customFieldUses } from '../resources/custom_fields.js';
import { customRoles } from '../resources/custom_roles.js';
import { groups } from '../resources/groups.js';
import {
  invitations,
  invite,
  passwordLink,
  resendInvitation,
  revokeInvitation,
} from '../resources/invitations.js';
import { cancelLongCommand, longCommands, retryLongCommand } from '../resources/long_commands.js';
import {
  endOtherSessions,
  endSession,
  preferences,
  rights,
  sessions,
  updatePreferences,
} from '../resources/me.js';
import { savedListViews } from '../resources/saved_list_views.js';
import { createTag, tags } from '../resources/tags.js';
import { me, profiles, team, updateMe, updateTeam } from '../resources/team.js';
import {
  beginTwoFactor,
  changePassword,
  disableTwoFactor,
  enableTwoFactor,
  renewRecoveryCodes,
  resetTwoFactor,
  twoFactor,
} from '../resources/two_factor.js';
import { users } from '../resources/users.js';

/** The team itself: its users, and the lists they share. */
export const area = {
  resources: {
    custom_fields: customFields,
    custom_roles: customRoles,
    groups,
    saved_list_views: savedListViews,
    tags,
    users,
  },
  operations: {
    api_keys: apiKeys,
    authorized_applications: authorizedApplications,
    begin_two_factor: beginTwoFactor,
    change_password: changePassword,
    create_api_key: createApiKey,
    create_tag: createTag,
    custom_field_uses: customFieldUses,
    create_oauth_application: createOAuthApplication,
    disable_two_factor: disableTwoFactor,
    enable_two_factor: enableTwoFactor,
    end_authorization: endAuthorization,
    invitations,
    invite,
    oauth_applications: oauthApplications,
    password_link: passwordLink,
    renew_recovery_codes: renewRecoveryCodes,
    resend_invitation: resendInvitation,
    reset_two_factor: resetTwoFactor,
    revoke_api_key: revokeApiKey,
    revoke_invitation: revokeInvitation,
    revoke_oauth_application: revokeOAuthApplication,
    rotate_api_key: rotateApiKey,
    rotate_oauth_secret: rotateOAuthSecret,
    update_oauth_application: updateOAuthApplication,
    end_other_sessions: endOtherSessions,
    end_session: endSession,
    long_command_cancel: cancelLongCommand,
    long_command_retry: retryLongCommand,
    long_commands: longCommands,
    me,
    preferences,
    rights,
    sessions,
    profiles,
    team,
    two_factor: twoFactor,
    update_me: updateMe,
    update_preferences: updatePreferences,
    update_team: updateTeam,
  },
};
