import { createAccount, deleteAccount, updateAccount, upsertAccount } from '../domain/accounts/commands.js';
import { accountStages, accountTiers } from '../domain/accounts/stages.js';
import { accountTypesView } from '../domain/accounts/types-view.js';
import { accountsView } from '../domain/accounts/view.js';
import { actionsView } from '../domain/actions/views.js';
import { completedAt, createActivity, markOngoing } from '../domain/activities/activity-commands.js';
import { createCall } from '../domain/activities/calls.js';
import { sendEmailAction } from '../domain/activities/email-commands.js';
import { readLongCommands, retryLongCommand } from './long-commands.js';
import { sendLedgerView } from '../domain/activities/ledger-view.js';
import { scheduledEmails } from '../domain/activities/scheduled-emails.js';
import { cadences, pauseOwnCadence } from '../domain/cadences/cadences.js';
import { readCadenceRules, readStepRules } from '../domain/cadences/rule-queries.js';
import { exportCadence, importCadence } from '../domain/cadences/import-export.js';
import { addToCadence, removeFromCadence } from '../domain/cadences/membership-commands.js';
import { moveToStep, pauseOne, resumeOne, skipStep } from '../domain/cadences/movement-commands.js';
import { steps } from '../domain/cadences/steps.js';
import { declareWinner, stepVariants, suggestVariant } from '../domain/cadences/variants.js';
import { cadenceMembershipsView } from '../domain/cadences/views.js';
import { callInstructions } from '../domain/calls/instructions.js';
import { emailDetails } from '../domain/cadences/email-details.js';
import { callDispositions, callSentiments } from '../domain/calls/lookups.js';
import { callsView } from '../domain/calls/view.js';
import { missingTags, previewTemplate, previewWording } from '../domain/emails/previews.js';
import { snippets } from '../domain/emails/snippets.js';
import { attachments } from '../domain/emails/attachments.js';
import { emailEventsView, emailsView } from '../domain/emails/email-view.js';
import { emailTemplates } from '../domain/emails/templates.js';
import { imports } from '../domain/imports/imports.js';
import { createMailbox, deleteMailbox, updateMailbox } from '../domain/mailboxes/commands.js';
import { mailboxesView } from '../domain/mailboxes/view.js';
import { notes } from '../domain/notes/notes.js';
import { createPerson, deletePerson, updatePerson, upsertPerson } from '../domain/people/commands.js';
import { personStages } from '../domain/people/stages.js';
import { peopleView } from '../domain/people/view.js';
import { successesView } from '../domain/people/successes.js';
import { createSuccess } from '../domain/people/success-commands.js';
import { acceptOptOut, dismissSuggestion } from '../domain/receiving/suggestion-commands.js';
import { undoReceived } from '../domain/receiving/undo-commands.js';
import { receivedMessagesView } from '../domain/receiving/view.js';
import { suppressions } from '../domain/suppressions/suppressions.js';
import { holidayCalendars, readCalendarDays } from '../domain/scheduling/holiday-calendars.js';
import { setUserSendingPaused } from '../domain/scheduling/pause-commands.js';
import { sendWindows } from '../domain/scheduling/send-windows.js';
import {
  readSendingSettings,
  sendingSettingsOf,
  updateSendingSettings,
} from '../domain/scheduling/sending-settings.js';
import { userAbsences } from '../domain/scheduling/user-absences.js';
import { taskCounts, tasks } from '../domain/tasks/tasks.js';
import { customFields } from '../domain/team/custom-fields.js';
import { customRoles } from '../domain/team/custom-roles.js';
import { groups } from '../domain/team/groups.js';
import { tags } from '../domain/team/tags.js';
import { readTeam, teamView, updateTeam } from '../domain/team/team.js';
import { readMe, updateMe, users } from '../domain/team/users.js';
import type { Command } from '../domain/command.js';
import { mailOperations } from './mail-handlers.js';
import { sandboxOperations } from './sandbox-handlers.js';
import type { Answer, Handlers } from './handler-types.js';
import { timelineOperations } from './timeline-handlers.js';
import { wireTime } from './wire-time.js';

/** What a computation gave, as the answer. */
async function jsonOf(work: Promise<object>): Promise<Answer> {
  const json = JSON.stringify(await work);
  return async () => json;
}

/** A write on a membership that answers with the membership. */
function steering<Input extends { readonly params: { readonly id: number } }>(
  work: (command: Command, input: Input) => Promise<void>,
): { write: (command: Command, input: Input) => Promise<Answer> } {
  return {
    write: async (command, input) => {
      await work(command, input);
      return (render) => render(cadenceMembershipsView, input.params.id);
    },
  };
}

const cadencePause = (paused: boolean) => ({
  write: async (command: Command, { params: { id } }: { params: { id: number } }): Promise<Answer> => {
    await pauseOwnCadence(command, id, paused);
    return (render) => render(cadences.view, id);
  },
});

const userPause = (paused: boolean) => ({
  write: async (command: Command, { params: { id } }: { params: { id: number } }): Promise<Answer> => {
    const at = await setUserSendingPaused(command, id, paused);
    return async () =>
      JSON.stringify({ id, sending_paused_at: at && wireTime(at, command.principal.timeZone) });
  },
});

/** What serves each resource and operation of the contract; the type refuses a gap. */
export const handlers: Handlers = {
  resources: {
    account_stages: accountStages,
    account_tiers: accountTiers,
    accounts: { view: accountsView, create: createAccount, update: updateAccount, remove: deleteAccount },
    actions: { view: actionsView },
    attachments,
    cadence_memberships: {
      view: cadenceMembershipsView,
      create: ({ tx, principal, now }, body) => addToCadence(tx, principal, now, body),
      remove: ({ tx, principal, now }, id) => removeFromCadence(tx, principal, now, id),
    },
    cadences,
    call_dispositions: callDispositions,
    call_instructions: callInstructions,
    email_details: emailDetails,
    call_sentiments: callSentiments,
    calls: {
      view: callsView,
      create: ({ tx, principal, now }, body) => createCall(tx, principal, now, body),
    },
    custom_fields: customFields,
    custom_roles: customRoles,
    email_templates: emailTemplates,
    emails: { view: emailsView },
    groups,
    holiday_calendars: holidayCalendars,
    imports,
    mailboxes: { view: mailboxesView, create: createMailbox, update: updateMailbox, remove: deleteMailbox },
    notes,
    people: { view: peopleView, create: createPerson, update: updatePerson, remove: deletePerson },
    person_stages: personStages,
    received_messages: { view: receivedMessagesView },
    snippets,
    step_variants: stepVariants,
    scheduled_emails: scheduledEmails,
    send_ledger: { view: sendLedgerView },
    send_windows: sendWindows,
    steps,
    successes: { view: successesView },
    suppressions,
    tags,
    tasks,
    user_absences: userAbsences,
    users,
  },
  operations: {
    ...timelineOperations,
    ...sandboxOperations,
    ...mailOperations,
    account_types: { view: accountTypesView },
    account_upserts: {
      write: async (command, { body }) => {
        const { id, type } = await upsertAccount(command, body);
        return async (render) => `{"upsert_type":"${type}","account":${await render(accountsView, id)}}`;
      },
    },
    activities: {
      write: async ({ tx, principal, now }, { body }) => {
        await createActivity(tx, principal, now, body);
        const at = await completedAt(tx, principal.teamId, body, principal.timeZone);
        return async () => JSON.stringify({ updated_at: at });
      },
    },
    email_events: { view: emailEventsView },
    cadence_export: { read: (reader, { params: { id } }) => exportCadence(reader, id) },
    cadence_rules: { read: readCadenceRules },
    cadence_imports: {
      write: async (command, { body }) => {
        const id = await importCadence(command, body);
        return async (_render, base) =>
          JSON.stringify({ cadence: { _href: `${base}/v2/cadences/${id}`, id } });
      },
    },
    create_success: {
      write: async (command, { body }) => {
        const id = await createSuccess(command, body.person_id);
        return async () => JSON.stringify({ id });
      },
    },
    holiday_calendar_days: { read: readCalendarDays },
    long_commands: { read: readLongCommands },
    long_command_retry: { write: retryLongCommand },
    me: { read: readMe },
    move_membership: steering((command, { params: { id }, body }) => moveToStep(command, id, body)),
    ongoing_actions: {
      write: async ({ tx, principal, now }, { body }) => {
        const id = await markOngoing(tx, principal, now, body);
        return (render) => render(actionsView, id);
      },
    },
    pause_cadence: cadencePause(true),
    pause_membership: steering((command, { params: { id }, body }) => pauseOne(command, id, body)),
    pause_user_sending: userPause(true),
    person_upserts: {
      write: async (command, { body }) => {
        const { id, type } = await upsertPerson(command, body);
        return async (render) => `{"upsert_type":"${type}","person":${await render(peopleView, id)}}`;
      },
    },
    resume_cadence: cadencePause(false),
    resume_membership: steering((command, { params: { id } }) => resumeOne(command, id)),
    received_message_undo: {
      write: async ({ tx, principal, now }, { params: { id } }) => {
        const undone = await undoReceived(tx, principal, now, id);
        return async () => JSON.stringify(undone);
      },
    },
    received_message_opt_out: {
      write: async ({ tx, principal, now }, { params: { id } }) => {
        await acceptOptOut(tx, principal, now, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_dismiss: {
      write: async ({ tx, principal, now }, { params: { id } }) => {
        await dismissSuggestion(tx, principal, now, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    resume_user_sending: userPause(false),
    send_action_email: {
      write: async ({ tx, principal, now, takePlace }, { params: { id }, body }) => {
        const queued = await sendEmailAction(tx, principal, now, id, takePlace, body);
        return async () => JSON.stringify({ id: queued });
      },
    },
    skip_step: steering((command, { params: { id }, body }) => skipStep(command, id, body)),
    step_rules: { read: readStepRules },
    declare_winner: {
      write: async (command, { params: { id }, body }) => {
        await declareWinner(command, id, body.declared ?? true);
        return (render) => render(stepVariants.view, id);
      },
    },
    email_missing_tags: { write: (command, { body }) => jsonOf(missingTags(command, body)) },
    preview_email: { write: (command, { body }) => jsonOf(previewWording(command, body)) },
    preview_template: {
      write: (command, { params: { id }, body }) => jsonOf(previewTemplate(command, id, body)),
    },
    variant_suggestion: { read: suggestVariant },
    sending_settings: { read: readSendingSettings },
    task_counts: { counts: taskCounts },
    team: { read: readTeam },
    update_sending_settings: {
      write: async (command, { body }) => {
        await updateSendingSettings(command, body);
        const settings = await sendingSettingsOf(command.tx, command.principal);
        return async () => settings;
      },
    },
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
