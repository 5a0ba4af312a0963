import {
  activityHistories,
  activityHistoryBodies,
  pinActivityHistory,
} from '../resources/activity_histories.js';
import { actions, ongoingActions, sendActionEmail } from '../resources/actions.js';
import {
  callDataRecords,
  callerIds,
  phoneNumberAssignments,
  recordingSettings,
} from '../resources/call_data_records.js';
import { callDispositions } from '../resources/call_dispositions.js';
import { callInstructions } from '../resources/call_instructions.js';
import { callSentiments } from '../resources/call_sentiments.js';
import { activities, calls } from '../resources/calls.js';
import {
  conversationExtensive,
  conversationRecording,
  conversations,
  conversationsCalls,
  transcription,
  transcriptionArtifact,
  transcriptions,
  transcriptionSentences,
} from '../resources/conversations.js';
import { dialerSettings, dialPerson, updateDialerSettings } from '../resources/dialer.js';
import { notes } from '../resources/notes.js';
import {
  sendLedger,
  sendLedgerCancel,
  sendLedgerSettle,
  sendLedgerSettleMany,
} from '../resources/send_ledger.js';
import { bulkRescheduleTasks, taskCounts, tasks } from '../resources/tasks.js';
import { actionWhy, sendLedgerHistory } from '../resources/timelines.js';

/** What reps do: actions, calls, notes, tasks, and the ledger of what was sent. */
export const area = {
  resources: {
    actions,
    call_data_records: callDataRecords,
    call_dispositions: callDispositions,
    call_instructions: callInstructions,
    call_sentiments: callSentiments,
    calls,
    conversations,
    notes,
    phone_number_assignments: phoneNumberAssignments,
    send_ledger: sendLedger,
    tasks,
  },
  operations: {
    action_why: actionWhy,
    activities,
    conversation_extensive: conversationExtensive,
    conversation_recording: conversationRecording,
    conversations_calls: conversationsCalls,
    transcription,
    transcription_artifact: transcriptionArtifact,
    transcription_sentences: transcriptionSentences,
    transcriptions,
    dial_person: dialPerson,
    dialer_settings: dialerSettings,
    update_dialer_settings: updateDialerSettings,
    activity_histories: activityHistories,
    activity_history_bodies: activityHistoryBodies,
    ongoing_actions: ongoingActions,
    pin_activity_history: pinActivityHistory,
    caller_ids: callerIds,
    recording_settings: recordingSettings,
    send_action_email: sendActionEmail,
    send_ledger_cancel: sendLedgerCancel,
    send_ledger_history: sendLedgerHistory,
    send_ledger_settle: sendLedgerSettle,
    send_ledger_settle_many: sendLedgerSettleMany,
    bulk_reschedule_tasks: bulkRescheduleTasks,
    task_counts: taskCounts,
  },
};
