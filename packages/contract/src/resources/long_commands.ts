import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { HANDED_OVER } from './hand_over.js';

export const LongCommand = z.object({
  id: z.int(),
  kind: z.enum([
    'account_name',
    'account_rank',
    'account_rank_gone',
    'delete_import_people',
    'detach_people',
    'end_memberships',
    ...HANDED_OVER.map((kind) => `hand_over_${kind}` as const),
    'move_tag',
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
  /** Somebody ended it where it stood; what was done stays done. */
  cancelled_at: f.timestamp().nullable(),
  /** Whether it may be ended before its last row: what is left of some kinds would contradict a record that has changed. */
  cancellable: z.boolean(),
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
  summary: 'take a long command up again that was given up or cancelled, from where it stands (admins)',
  scope: 'team:write',
  params: { id: f.id() },
  response: LongCommand,
  responseName: 'LongCommand',
  extension: true,
});

/** A part that is in hand is ended before; another cancel finds it cancelled, and one after the last row finds nothing. */
export const cancelLongCommand = operation({
  name: 'long_command_cancel',
  tag: 'Team',
  method: 'POST',
  path: '/v2/long_commands/{id}/cancel',
  summary: 'end a long command where it stands (whoever gave it, and admins); what was done stays done',
  scope: 'team:write',
  params: { id: f.id() },
  response: LongCommand,
  responseName: 'LongCommand',
  extension: true,
});
