import type { Areas } from '@cadenza/contract';
import { actionsView } from '../../domain/actions/index.js';
import {
  cancelQueuedEmail,
  completedAt,
  createActivity,
  createCall,
  markOngoing,
  sendEmailAction,
  sendLedgerView,
} from '../../domain/activities/index.js';
import {
  callDataRecords,
  callDispositions,
  callersOf,
  callInstructions,
  callSentiments,
  callsView,
  conversations,
  extensiveView,
  isRecorded,
  phoneNumberAssignments,
  recordingView,
  takeCall,
} from '../../domain/calls/index.js';
import { historiesView, historyBodiesView, pinHistory } from '../../domain/histories/index.js';
import { notes } from '../../domain/notes/index.js';
import { rescheduleTasks, taskCounts, tasks } from '../../domain/tasks/index.js';
import { dialerOperations } from '../dialer-handlers.js';
import type { HandlersOf } from '../handler-types.js';
import { mailOperations } from '../mail-handlers.js';
import { timelineOperations } from '../timeline-handlers.js';

/** What reps do: actions, calls, notes, tasks, and the ledger of what was sent. */
export const area: HandlersOf<Areas['activities']> = {
  resources: {
    actions: { view: actionsView },
    call_data_records: callDataRecords,
    call_dispositions: callDispositions,
    call_instructions: callInstructions,
    call_sentiments: callSentiments,
    calls: {
      view: callsView,
      create: createCall,
    },
    conversations,
    notes,
    phone_number_assignments: phoneNumberAssignments,
    send_ledger: { view: sendLedgerView },
    tasks,
  },
  operations: {
    ...dialerOperations,
    action_why: timelineOperations.action_why,
    activities: {
      write: async (command, { body }) => {
        const { tx, principal } = command;
        await createActivity(command, body);
        const at = await completedAt(tx, principal.teamId, body, principal.timeZone);
        return async () => JSON.stringify({ updated_at: at });
      },
    },
    activity_histories: { view: historiesView },
    activity_history_bodies: { view: historyBodiesView },
    bulk_reschedule_tasks: {
      write: async (command, { body }) => {
        const records = await rescheduleTasks(command, body);
        return async () => JSON.stringify({ records });
      },
    },
    caller_ids: {
      read: async ({ app, principal }, { query }) => {
        const found = await callersOf(app.database.kysely, principal, query.phone_number);
        return JSON.stringify(
          found.map(({ id, account_name, display_name, title }) => ({
            account_name,
            display_name,
            person: { _href: `${app.config.publicUrl}/v2/people/${id}`, id },
            title,
          })),
        );
      },
    },
    conversation_extensive: {
      read: ({ render }, { params: { id } }) => render(extensiveView, id),
    },
    conversation_recording: {
      read: ({ render }, { params: { id } }) => render(recordingView, id),
    },
    conversations_calls: {
      write: async (command, { body }) => {
        const { guid, user_guid, call_created_at } = await takeCall(command, body);
        const { direction = null, duration, from, recording, to } = body;
        return async (_render, base) =>
          JSON.stringify({
            ...{ call_created_at, direction, duration, from, recording, to, user_guid },
            conversation: { _href: `${base}/v2/conversations/${guid}`, id: guid },
          });
      },
    },
    ongoing_actions: {
      write: async (command, { body }) => {
        const id = await markOngoing(command, body);
        return (render) => render(actionsView, id);
      },
    },
    pin_activity_history: {
      write: async (command, { params: { id }, body }) => {
        const row = await pinHistory(command, { id, pinned: body.pinned, of: body.resource_type });
        return (render) => render(historiesView, row);
      },
    },
    recording_settings: {
      read: async ({ app, principal }, { params }) => {
        const recording_default = await isRecorded(app.database.kysely, principal.teamId, params.number);
        return JSON.stringify({ recording_default });
      },
    },
    send_action_email: {
      write: async (command, { params: { id }, body }) => {
        const queued = await sendEmailAction(command, id, body);
        return async () => JSON.stringify({ id: queued });
      },
    },
    send_ledger_cancel: {
      write: async (command, { params: { id } }) => {
        await cancelQueuedEmail(command, id);
        return (render) => render(sendLedgerView, id);
      },
    },
    send_ledger_history: timelineOperations.send_ledger_history,
    send_ledger_settle: mailOperations.send_ledger_settle,
    send_ledger_settle_many: mailOperations.send_ledger_settle_many,
    task_counts: { counts: taskCounts },
  },
};
