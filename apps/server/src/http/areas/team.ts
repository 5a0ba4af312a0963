import type { Areas } from '@cadenza/contract';
import {
  createTag,
  customFields,
  customFieldUses,
  customRoles,
  groups,
  readMe,
  readTeam,
  savedListViews,
  tags,
  teamView,
  updateMe,
  updateTeam,
  users,
} from '../../domain/team/index.js';
import type { HandlersOf } from '../handler-types.js';
import { accessOperations } from '../access-handlers.js';
import { invitationOperations } from '../invitation-handlers.js';
import { meOperations } from '../me-handlers.js';
import { twoFactorOperations } from '../two-factor-handlers.js';
import { cancelLongCommand, readLongCommands, retryLongCommand } from '../long-commands.js';

/** The team itself: its users, and the lists they share. */
export const area: HandlersOf<Areas['team']> = {
  resources: {
    custom_fields: customFields,
    custom_roles: customRoles,
    groups,
    saved_list_views: savedListViews,
    tags,
    users,
  },
  operations: {
    ...accessOperations,
    ...invitationOperations,
    ...meOperations,
    ...twoFactorOperations,
    create_tag: {
      write: async (command, { body }) => {
        const id = await createTag(command, body.name);
        return (render) => render(tags.view, id);
      },
    },
    custom_field_uses: {
      read: async ({ app, principal }, { params: { id } }) =>
        JSON.stringify(await customFieldUses(app.database.kysely, principal, id)),
    },
    long_command_cancel: { write: cancelLongCommand },
    long_command_retry: { write: retryLongCommand },
    long_commands: { read: readLongCommands },
    me: { read: readMe },
    profiles: { read: readMe },
    team: { read: readTeam },
    update_me: {
      write: async (command, { body }) => {
        await updateMe(command, body);
        return (render) => render(users.view, command.principal.userId);
      },
    },
    update_team: {
      write: async (command, { body }) => {
        await updateTeam(command, body);
        return (render) => render(teamView, command.principal.teamId);
      },
    },
  },
};
