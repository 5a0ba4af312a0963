import { accountStages } from './resources/account_stages.js';
import { attachmentContent, attachments } from './resources/attachments.js';
import { accountTypes } from './resources/account_types.js';
import { accountTiers } from './resources/account_tiers.js';
import { accounts, accountUpserts } from './resources/accounts.js';
import { actions, ongoingActions, sendActionEmail } from './resources/actions.js';
import {
  cadenceMemberships,
  moveMembership,
  pauseMembership,
  resumeMembership,
  skipStep,
} from './resources/cadence_memberships.js';
import { cadenceExport, cadenceImports, cadenceRules, cadences } from './resources/cadences.js';
import { callDispositions } from './resources/call_dispositions.js';
import { callInstructions } from './resources/call_instructions.js';
import { emailDetails } from './resources/email_details.js';
import { callSentiments } from './resources/call_sentiments.js';
import { activities, calls } from './resources/calls.js';
import { customFields } from './resources/custom_fields.js';
import { customRoles } from './resources/custom_roles.js';
import { emailEvents, emails } from './resources/emails.js';
import { emailTemplates } from './resources/email_templates.js';
import { emailMissingTags, previewEmail, previewTemplate } from './resources/email_previews.js';
import { groups } from './resources/groups.js';
import { holidayCalendarDays, holidayCalendars } from './resources/holiday_calendars.js';
import { imports } from './resources/imports.js';
import {
  mailboxAuthorizations,
  mailboxDomainCheck,
  mailboxes,
  mailboxPresets,
  mailboxTest,
} from './resources/mailboxes.js';
import { notes } from './resources/notes.js';
import { people, personUpserts } from './resources/people.js';
import { personStages } from './resources/person_stages.js';
import {
  receivedMessageDismiss,
  receivedMessageOptOut,
  receivedMessages,
  undoReceivedMessage,
} from './resources/received_messages.js';
import { sendWindows } from './resources/send_windows.js';
import {
  pauseCadence,
  pauseUserSending,
  resumeCadence,
  resumeUserSending,
  sendingSettings,
  retryServerTransport,
  serverTransport,
  updateSendingSettings,
} from './resources/sending_settings.js';
import { createSuccess, successes } from './resources/successes.js';
import { snippets } from './resources/snippets.js';
import { declareWinner, stepVariants, variantSuggestion } from './resources/step_variants.js';
import { stepRules, steps } from './resources/steps.js';
import { scheduledEmails } from './resources/scheduled_emails.js';
import {
  sandbox,
  sandboxAdvance,
  sandboxCancel,
  sandboxReact,
  sandboxResetClock,
  sandboxSettings,
} from './resources/sandbox.js';
import { longCommands, retryLongCommand } from './resources/long_commands.js';
import { sendLedger, sendLedgerSettle, sendLedgerSettleMany } from './resources/send_ledger.js';
import { suppressionExport, suppressionImports, suppressions } from './resources/suppressions.js';
import { tags } from './resources/tags.js';
import { taskCounts, tasks } from './resources/tasks.js';
import {
  actionWhy,
  cadenceTimeline,
  membershipTimeline,
  personWhyNotSent,
  sendLedgerHistory,
} from './resources/timelines.js';
import { me, team, updateMe, updateTeam } from './resources/team.js';
import { userAbsences } from './resources/user_absences.js';
import { users } from './resources/users.js';

/** Everything the API is. A handler missing for one of these, or one too many, is a type error and a boot error. */
export const contract = {
  resources: {
    account_stages: accountStages,
    account_tiers: accountTiers,
    accounts,
    actions,
    attachments,
    cadence_memberships: cadenceMemberships,
    cadences,
    call_dispositions: callDispositions,
    call_instructions: callInstructions,
    email_details: emailDetails,
    call_sentiments: callSentiments,
    calls,
    custom_fields: customFields,
    custom_roles: customRoles,
    email_templates: emailTemplates,
    emails,
    groups,
    holiday_calendars: holidayCalendars,
    imports,
    mailboxes,
    notes,
    people,
    person_stages: personStages,
    received_messages: receivedMessages,
    scheduled_emails: scheduledEmails,
    send_ledger: sendLedger,
    snippets,
    step_variants: stepVariants,
    send_windows: sendWindows,
    steps,
    successes,
    suppressions,
    tags,
    tasks,
    user_absences: userAbsences,
    users,
  },
  operations: {
    account_types: accountTypes,
    account_upserts: accountUpserts,
    action_why: actionWhy,
    activities,
    email_events: emailEvents,
    attachment_content: attachmentContent,
    cadence_export: cadenceExport,
    cadence_imports: cadenceImports,
    cadence_rules: cadenceRules,
    cadence_timeline: cadenceTimeline,
    membership_timeline: membershipTimeline,
    person_why_not_sent: personWhyNotSent,
    send_ledger_history: sendLedgerHistory,
    create_success: createSuccess,
    mailbox_authorizations: mailboxAuthorizations,
    mailbox_domain_check: mailboxDomainCheck,
    mailbox_presets: mailboxPresets,
    mailbox_test: mailboxTest,
    holiday_calendar_days: holidayCalendarDays,
    long_command_retry: retryLongCommand,
    long_commands: longCommands,
    me,
    move_membership: moveMembership,
    ongoing_actions: ongoingActions,
    pause_cadence: pauseCadence,
    pause_membership: pauseMembership,
    pause_user_sending: pauseUserSending,
    person_upserts: personUpserts,
    received_message_undo: undoReceivedMessage,
    received_message_opt_out: receivedMessageOptOut,
    received_message_dismiss: receivedMessageDismiss,
    resume_cadence: resumeCadence,
    resume_membership: resumeMembership,
    resume_user_sending: resumeUserSending,
    sandbox,
    sandbox_advance: sandboxAdvance,
    sandbox_cancel: sandboxCancel,
    sandbox_react: sandboxReact,
    sandbox_reset_clock: sandboxResetClock,
    sandbox_settings: sandboxSettings,
    send_action_email: sendActionEmail,
    sending_settings: sendingSettings,
    skip_step: skipStep,
    step_rules: stepRules,
    declare_winner: declareWinner,
    email_missing_tags: emailMissingTags,
    preview_email: previewEmail,
    preview_template: previewTemplate,
    variant_suggestion: variantSuggestion,
    send_ledger_settle: sendLedgerSettle,
    send_ledger_settle_many: sendLedgerSettleMany,
    server_transport: serverTransport,
    retry_server_transport: retryServerTransport,
    suppression_export: suppressionExport,
    suppression_imports: suppressionImports,
    task_counts: taskCounts,
    team,
    update_sending_settings: updateSendingSettings,
    update_me: updateMe,
    update_team: updateTeam,
  },
} as const;

export type Contract = typeof contract;
export type ResourceName = keyof Contract['resources'];
export type OperationName = keyof Contract['operations'];
