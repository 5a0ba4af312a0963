import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

export const LongCommand = z.object({
  id: z.int(),
  kind: z.enum([
    'account_name',
    'account_rank',
    'account_rank_gone',
    'delete_import_people',
    'detach_people',
    'end_memberships',
    'move_values',
    'person_stage_gone',
    'person_stage_name',
    'stop_contacting',
    'wake_actions',
  ]),
  /** The record that the command was about: an account, a stage, an import, a cadence, a custom field; null: the team. */
  record: f.bareRef(),
  /** Rows it was about when it was given, and how many of them are done. */
  total: z.int().nullable(),
  done: z.int(),
  started_at: f.timestamp(),
  /** Who gave it. */
  user: f.bareRef(),
  /** Parts failed again and again, and it was given up; what was done stays done. */
  failed_at: f.timestamp().nullable(),
  problem: z.string().nullable(),
});

export const longCommands = operation({
  name: 'long_commands',
  tag: 'Team',
  method: 'GET',
  path: '/v2/long_commands',
  summary:
    'what commands over many rows have still to do: the newest 100, of the whole team for admins, of the caller for others',
  scope: 'team:read',
  response: z.array(LongCommand),
  responseName: 'LongCommands',
  extension: true,
});

/** It goes on from where it stands: what was done stays done. */
export const retryLongCommand = operation({
  name: 'long_command_retry',
  tag: 'Team',
  method: 'POST',
  path: '/v2/long_commands/{id}/retry',
  summary: 'take a long command up again that was given up (admins)',
  scope: 'team:write',
  params: { id: f.id() },
  response: LongCommand,
  responseName: 'LongCommand',
  extension: true,
});
