import { accountStages } from './resources/account_stages.js';
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
import { callSentiments } from './resources/call_sentiments.js';
import { activities, calls } from './resources/calls.js';
import { customFields } from './resources/custom_fields.js';
import { emailTemplates } from './resources/email_templates.js';
import { groups } from './resources/groups.js';
import { imports } from './resources/imports.js';
import { notes } from './resources/notes.js';
import { people, personUpserts } from './resources/people.js';
import { personStages } from './resources/person_stages.js';
import { receivedMessages, undoReceivedMessage } from './resources/received_messages.js';
import { createSuccess } from './resources/successes.js';
import { stepRules, steps } from './resources/steps.js';
import { tags } from './resources/tags.js';
import { tasks } from './resources/tasks.js';
import { me, team } from './resources/team.js';
import { users } from './resources/users.js';

/** Everything the API is. A handler missing for one of these, or one too many, is a type error and a boot error. */
export const contract = {
  resources: {
    account_stages: accountStages,
    account_tiers: accountTiers,
    accounts,
    actions,
    cadence_memberships: cadenceMemberships,
    cadences,
    call_dispositions: callDispositions,
    call_instructions: callInstructions,
    call_sentiments: callSentiments,
    calls,
    custom_fields: customFields,
    email_templates: emailTemplates,
    groups,
    imports,
    notes,
    people,
    person_stages: personStages,
    received_messages: receivedMessages,
    steps,
    tags,
    tasks,
    users,
  },
  operations: {
    account_upserts: accountUpserts,
    activities,
    cadence_export: cadenceExport,
    cadence_imports: cadenceImports,
    cadence_rules: cadenceRules,
    create_success: createSuccess,
    me,
    move_membership: moveMembership,
    ongoing_actions: ongoingActions,
    pause_membership: pauseMembership,
    person_upserts: personUpserts,
    received_message_undo: undoReceivedMessage,
    resume_membership: resumeMembership,
    send_action_email: sendActionEmail,
    skip_step: skipStep,
    step_rules: stepRules,
    team,
  },
} as const;

export type Contract = typeof contract;
export type ResourceName = keyof Contract['resources'];
export type OperationName = keyof Contract['operations'];
