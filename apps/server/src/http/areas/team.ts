import type { Areas } from '@cadenza/contract';
import { customFields } from '../../domain/team/custom-fields.js';
import { customRoles } from '../../domain/team/custom-roles.js';
import { groups } from '../../domain/team/groups.js';
import { savedListViews } from '../../domain/team/saved-list-views.js';
import { tags } from '../../domain/team/tags.js';
import { readTeam, teamView, updateTeam } from '../../domain/team/team.js';
import { readMe, updateMe, users } from '../../domain/team/users.js';
import type { HandlersOf } from '../handler-types.js';
import { readLongCommands, retryLongCommand } from '../long-commands.js';

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
    long_command_retry: { write: retryLongCommand },
    long_commands: { read: readLongCommands },
    me: { read: readMe },
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
